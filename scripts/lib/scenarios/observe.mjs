// What the server says at the end of a scenario, in the words of the expectation.
import { answersAboutNobody } from './queries.mjs';

/** The registry's word on the applicant's cards; a card with a higher number than before the scenario was issued in it. Where a newer card was issued before the scenario
 * began, the card it speaks of is the old one. */
async function cardsOf(world) {
  const day = new Date(Date.parse(world.now) + 8 * 3600_000).toISOString().slice(0, 10);
  const entry = await world.sandbox.call('GET', `/registry/persons/${world.person(world.scenario.applicant).idNumber}?asOf=${day}`);
  const { reissued, newCardIssuedOn } = world.scenario.registry ?? {};
  const issuedHere = (entry.card?.cardNo ?? 0) > world.firstCard;
  const spokenOf = (reissued || newCardIssuedOn) && !issuedHere ? entry.previousCard : entry.card;
  return { current: spokenOf?.status, previous: entry.previousCard?.status, issuedHere };
}

/** A clock of the API in the words of scenario files. */
const inWords = clock => clock && { ...clock, usedWorkingDays: clock.usedDays, overdueWorkingDays: clock.overdueDays };

/** Matters that stand beside an application: their own states, the `process` of scenarios that are about them, their process. */
const FAMILIES = [[/^(LR_|CONSULT_)/, /^loss/, 'id-card-loss'], [/^PH_/, /^photo/, 'id-card-photo'], [/^TEMP_/, /^temporary/, 'id-card-temporary']];
const COMMON = ['DRAFT', 'SUBMITTED', 'ACCEPTED', 'REJECTED', 'WITHDRAWN', 'IN_PROGRESS']; // states that every matter may have

/** The case whose state a scenario expects: the latest one that can have such a state; the latest of all where none can. */
export function spokenOf(cases, state, about = '') {
  const family = FAMILIES.find(([states, subject]) => states.test(state ?? '') || (COMMON.includes(state) && subject.test(about)))?.[2];
  return cases.findLast(one => family ? one.process === family : state === undefined || !FAMILIES.some(([, , process]) => process === one.process)) ?? cases.at(-1);
}

export async function observe(world, actor) {
  const decisions = [];
  for (const { number } of world.cases) {
    const rows = await world.api.call(actor, 'GET', `/cases/${encodeURIComponent(number)}/decisions`);
    decisions.push(...(rows.items ?? rows));
  }
  decisions.push(...await answersAboutNobody(world));
  if (world.cases.length > 1 || world.queriesSince !== undefined) decisions.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const latest = spokenOf(world.cases, world.scenario.expect.caseState, world.scenario.process);
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
