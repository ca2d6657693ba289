// What the server says at the end of a scenario, in the words of the expectation.

/** The registry's word on the applicant's cards; a card with a higher number than before the scenario was issued in it. */
async function cardsOf(world) {
  const day = new Date(Date.parse(world.now) + 8 * 3600_000).toISOString().slice(0, 10);
  const entry = await world.sandbox.call('GET', `/registry/persons/${world.person(world.scenario.applicant).idNumber}?asOf=${day}`);
  return { current: entry.card?.status, previous: entry.previousCard?.status, issuedHere: (entry.card?.cardNo ?? 0) > world.firstCard };
}

/** A clock of the API in the words of scenario files. */
const inWords = clock => clock && { ...clock, usedWorkingDays: clock.usedDays, overdueWorkingDays: clock.overdueDays };

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
  return {
    decisions,
    case: latest,
    cards: world.scenario.applicant ? await cardsOf(world) : {},
    newCardValidity: latest?.facts?.newCardValidity,
    clocks: { promise: inWords(list.find(c => c.name === 'promise')), statutory: inWords(list.find(c => c.name === 'statutory')) },
  };
}
