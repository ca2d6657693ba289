// Brings the world to where a scenario starts: registry facts, an unpublished 2027, and a case that already exists.
import { apply, HANDLERS } from './events.mjs';
import { capacityOf, DESIGNER } from './world.mjs';

// The statutory days of a year whose notice is not out yet: what a provisional table holds.
const PROVISIONAL = {
  2027: ['01-01', '02-05', '02-06', '02-07', '02-08', '04-05', '05-01', '05-02', '06-09', '09-15', '10-01', '10-02', '10-03'].map(d => `2027-${d}`),
};

/** An earlier scenario may have published a year that has no notice in truth. */
export async function prepareCalendars(world) {
  for (const [year, holidays] of Object.entries(PROVISIONAL)) {
    const table = await world.api.call(DESIGNER, 'GET', `/calendars/cn-mainland/${year}`);
    if (table.published) await world.api.call(DESIGNER, 'PUT', `/calendars/cn-mainland/${year}`, { published: false, holidays, workdays: [] });
  }
}

const halfAYearBefore = instant => {
  const day = new Date(Date.parse(instant) + 8 * 3600_000);
  day.setUTCMonth(day.getUTCMonth() - 6);
  return day.toISOString().slice(0, 10);
};

const pick = (object, keys) => Object.fromEntries(keys.filter(k => object[k] !== undefined).map(k => [k, object[k]]));

/** The registry's facts of a person: unremarkable unless the scenario says otherwise of its applicant. */
export function registryFacts(person, facts, firstInstant) {
  const recent = halfAYearBefore(firstInstant);
  return {
    name: person.name,
    hukou: person.hukou ?? '上海市',
    isShanghaiHukou: facts.isShanghaiHukou ?? person.isShanghaiHukou ?? true,
    capacity: capacityOf(person),
    fingerprintRegistered: facts.fingerprintRegistered ?? true,
    lastHandledAt: facts.lastHandledAt ?? recent,
    lastPortraitAt: facts.lastPortraitAt ?? recent,
    lastHandledInShanghai: facts.lastHandledInShanghai ?? true,
    cardStatus: facts.cardStatus ?? 'VALID',
    ...pick(facts, ['lastCardLongTerm', 'reissued', 'newCardIssuedOn', 'inAppPhoto', 'cardExpiry']),
  };
}

/** What the police of another province say of the applicant. */
function homePolice({ identityUnclear, onDishonestyList, homePolice: issue }) {
  const reasons = [...(identityUnclear ? ['IDENTITY_UNCLEAR'] : []), ...(onDishonestyList ? ['DISHONESTY_LIST'] : [])];
  return { check: { outcome: reasons.length ? 'refused' : 'approved', reasons }, ...(issue ? { issue: { outcome: issue, reasons: [] } } : {}) };
}

export async function prepareRegistry(world) {
  const { scenario } = world;
  for (const person of world.persons.values()) {
    const facts = person.ref === scenario.applicant ? scenario.registry ?? {} : {};
    const entry = await world.sandbox.call('PUT', `/registry/persons/${person.idNumber}`, registryFacts(person, facts, scenario.events[0].at));
    if (facts.identityUnclear || facts.onDishonestyList || facts.homePolice) await world.sandbox.call('PUT', `/registry/home-police/${person.idNumber}`, homePolice(facts));
    if (person.ref === scenario.applicant) world.firstCard = entry.card?.cardNo ?? 0;
  }
}

/** A case that already exists is made by the same words, at the times the scenario gives. */
export async function bringGivenCase(world) {
  const given = { delivery: 'counter', reason: 'lost', ...world.scenario.givenCase };
  const step = async (at, word, facts = {}) => {
    await world.moveTo(at);
    await HANDLERS[word](world, { at, by: world.scenario.applicant, with: facts });
    await world.settle();
  };
  const later = (instant, hours) => new Date(Date.parse(instant) + hours * 3600_000).toISOString();

  await world.moveTo(given.acceptedAt);
  await apply(world, given, world.scenario.applicant);
  await world.settle();
  if (['DRAFT', 'SUBMITTED', 'PREQUAL_FAILED', 'PREQUAL_PASSED', 'CORRECTION_REQUESTED'].includes(given.state)) return expectState(world, given.state);
  await step(given.acceptedAt, 'application.accept');
  if (given.arrivedAt) await step(given.arrivedAt, 'card.arrive');
  if (given.handedOverAt) {
    await step(given.handedOverAt, 'post.handover', { waybill: given.waybill ?? '1100000009999' });
    const afterHandOver = { IN_TRANSIT: [[389]], OUT_FOR_DELIVERY: [[702]], DELIVERY_FAILED: [[702], [705]], RETURNING: [[705], [705]], AWAIT_PICKUP_AFTER_FAILURE: [[705], [705]] };
    let at = given.failedAt ?? given.handedOverAt;
    for (const [code] of afterHandOver[given.state] ?? []) {
      at = later(at, 1);
      await step(at, 'post.event', code === 705 ? { code, reason: 'RECIPIENT_UNREACHABLE' } : { code });
    }
    if (given.state === 'AWAIT_PICKUP_AFTER_FAILURE') await step(given.returnedAt ?? later(at, 24), 'post.returned');
  }
  return expectState(world, given.state);
}

function expectState(world, wanted) {
  if (wanted && world.case.state !== wanted) throw new Error(`could not be brought to ${wanted}: it is in ${world.case.state}`);
}
