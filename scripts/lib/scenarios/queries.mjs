// The words of citizens who ask: where is the card, how far is it. The answer itself is logged; the log is what the expectation speaks of.
import { PORTAL, ADMIN } from './world.mjs';
import { Refused } from './client.mjs';

const asker = event => event.by === 'anonymous' ? 'anonymous' : PORTAL;

/** What was asked before this scenario is none of its business. */
async function begin(world) {
  world.queriesSince ??= (await world.api.call(ADMIN, 'GET', '/public-queries?limit=1'))[0]?.id ?? 0;
}

async function code(world, mobile) {
  try {
    await world.api.call('anonymous', 'POST', '/logistics-queries/codes', { mobile });
  } catch (e) {
    if (e instanceof Refused && e.status === 429) return undefined; // one was sent within the minute
    throw e;
  }
  await world.moveTo(world.now);
  const messages = await world.sandbox.call('GET', `/sms/messages?to=${encodeURIComponent(mobile)}`);
  return (messages.messages ?? messages).map(m => /(?<!\d)\d{6}(?!\d)/.exec(m.text)?.[0]).filter(Boolean).at(-1);
}

/** Asks by number, and once more with a code where the answer wants one. */
async function askLogistics(world, event) {
  await begin(world);
  const mobile = event.with.mobile ?? world.person(event.with.applicant ?? event.by).mobile;
  const answer = await world.api.call(asker(event), 'POST', '/logistics-queries', { mobile });
  if (!answer.codeRequired) return;
  const mobileCode = await code(world, mobile);
  if (mobileCode) await world.api.call(asker(event), 'POST', '/logistics-queries', { mobile, mobileCode });
}

/** A citizen asks through the portal; a stranger needs the query code of a paper. */
async function askProgress(world, event) {
  await begin(world);
  const ref = event.with.applicant ?? (world.persons.has(event.by) ? event.by : world.scenario.applicant);
  const body = event.by === 'anonymous' ? { queryCode: world.case.queryCode } : { person: world.party(ref) };
  await world.api.call(asker(event), 'POST', '/progress-queries', body);
}

/** Rows of answers that spoke of no case. */
export async function answersAboutNobody(world) {
  if (world.queriesSince === undefined) return [];
  const rows = await world.api.call(ADMIN, 'GET', '/public-queries?limit=200');
  return rows.filter(row => row.id > world.queriesSince && !row.case).reverse();
}

export const QUERY_HANDLERS = { 'query.logistics': askLogistics, 'query.progress': askProgress };
