// Words of reissue, post and rating beyond the acceptance cases: withdrawal, rejection, the police at home, a second source of traces, ratings, settings.
import { ADMIN, PORTAL } from './world.mjs';
import { complete, faceTicket, happen, taskOf } from './events.mjs';

/** The clerk enters what the case needs: fingerprints where none are on file. */
export async function accept(world, event) {
  const { prints, unableReason } = event.with;
  const task = await taskOf(world, world.clerk(), 'accept');
  const due = task.data.channel === 'counter' && (task.data.reason === 'first' || task.data.fingerprintRegistered === false);
  const given = prints !== undefined || unableReason !== undefined;
  const data = given ? { ...(prints ? { prints } : {}), ...(unableReason ? { unableReason } : {}) } : due ? { prints: ['right-thumb', 'left-thumb'] } : {};
  await world.api.call(world.clerk(), 'POST', `/tasks/${task.id}/complete`, { outcome: 'Accept', data });
}

const withdraw = (world, event) => happen(world, world.persons.has(event.by) ? PORTAL : world.clerk(), 'application.withdraw', event.with);

async function trace(world, event) {
  const waybill = world.handovers[world.case.number];
  if (!waybill) throw new Error('post.trace before post.handover: the case has no waybill');
  const { code, opTime = event.at } = event.with;
  await world.sandbox.call('POST', `/aggregator/waybills/${waybill}/events`, { code: `${code}`, at: opTime });
}

/** First the identity, then the new address: it is not stored before. */
async function changeDelivery(world, event) {
  const { faceAuth, identityChecked, address, mobile } = event.with;
  const atCounter = identityChecked !== undefined;
  const actor = atCounter ? world.clerk() : PORTAL;
  await happen(world, actor, 'delivery.change', atCounter ? { identityChecked } : { faceTicket: await faceTicket(world, world.scenario.applicant, faceAuth) });
  await world.settle();
  const waits = world.case.awaits.some(a => a.events.includes('delivery.address'));
  if (waits) await happen(world, actor, 'delivery.address', {}, { applicant: world.party(world.scenario.applicant, { ...(address ? { address } : {}), ...(mobile ? { mobile } : {}) }) });
}

async function rate(world, event) {
  await happen(world, PORTAL, 'service.rate', event.with);
  await world.settle();
  const number = world.case.facts.complaint;
  if (number) world.add(await world.api.call(ADMIN, 'GET', `/cases/${encodeURIComponent(number)}`), world.scenario.applicant);
}

async function changeSetting(world, event) {
  const { process, name, value, reason = 'scenario' } = event.with;
  const path = `/definitions/${process}/settings`;
  const before = (await world.api.call(ADMIN, 'GET', path)).find(setting => setting.name === name);
  if (!before) throw new Error(`${process} has no setting ${name}`);
  world.putBack.push(() => world.api.call(ADMIN, 'PUT', `${path}/${name}`, { value: before.value, reason: 'put back' }));
  await world.api.call(ADMIN, 'PUT', `${path}/${name}`, { value, reason });
}

const task = (actor, name, outcome) => (world, event) => {
  const { outcome: said, ...data } = event.with;
  return complete(world, actor(world), name, said ?? outcome, data);
};

export const DESK_HANDLERS = {
  'application.accept': accept,
  'application.withdraw': withdraw,
  'application.reject': (world, event) => happen(world, world.manager(), 'application.reject', { ground: 'ID_CARD_LAW', ...event.with }),
  'home-police.answer': (world, event) => happen(world, world.clerk(), 'home-police.answer', event.with),
  'post.trace': trace,
  'post.exception': task(world => world.clerk(), 'post-exception', 'Continue'),
  'delivery.change': changeDelivery,
  'service.rate': rate,
  'complaint.contact': task(world => world.clerk(), 'contact', 'Simple'),
  'complaint.resolve': (world, event) => complete(world, world.manager(), 'resolve', 'Resolved', { measure: '已整改', ...event.with }),
  'complaint.review': task(world => world.manager(), 'review-appeal', 'Dismiss'),
  'setting.change': changeSetting,
};
