// What the server says at the end of a scenario, in the words of the expectation.

/** The registry's word on the applicant's cards. */
function cardsOf(entry) {
  const previous = entry.previousCards ?? entry.cards?.slice(1) ?? [];
  return {
    current: entry.card?.status,
    previous: (entry.previousCard ?? previous.at(-1))?.status,
    issuedHere: Boolean(entry.card?.caseNumber ?? entry.card?.issuedHere ?? entry.card?.isNew),
    validity: entry.card?.validity,
  };
}

const clockNamed = (clocks, test) => clocks.find(c => test(c.name ?? ''));

export async function observe(world, actor) {
  const decisions = [];
  for (const { number } of world.cases) {
    const rows = await world.api.call(actor, 'GET', `/cases/${encodeURIComponent(number)}/decisions`);
    decisions.push(...(rows.items ?? rows));
  }
  if (world.cases.length > 1) decisions.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const latest = world.cases.at(-1);
  const clocks = latest ? await world.api.call(actor, 'GET', `/cases/${encodeURIComponent(latest.number)}/clocks`) : [];
  const list = clocks.items ?? clocks;
  const entry = await world.sandbox.call('GET', `/registry/persons/${world.person(world.scenario.applicant).idNumber}`);
  const cards = cardsOf(entry);
  return {
    decisions,
    case: latest,
    cards,
    newCardValidity: latest?.facts?.newCardValidity ?? cards.validity,
    clocks: { promise: clockNamed(list, n => n === 'promise' || n === 'promised'), statutory: clockNamed(list, n => n.startsWith('statutory')) },
  };
}
