// One function a word of the vocabulary. A word without a function here is known but not served by this server yet.
import { PORTAL, DESIGNER, ADMIN } from './world.mjs';
import { Refused } from './client.mjs';
import { DESK_HANDLERS } from './desk.mjs';
import { PHOTO_HANDLERS } from './photos.mjs';
import { QUERY_HANDLERS } from './queries.mjs';
import { SUPERVISION_HANDLERS } from './supervision.mjs';

const defined = object => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** POST cases/{number}/events/{name}: something happens to the case. */
export async function happen(world, actor, name, data, parties, of = world.case) {
  return world.api.call(actor, 'POST', `/cases/${encodeURIComponent(of.number)}/events/${name}`, defined({ data, parties }));
}

/** Completes the open task of that name, or says which tasks are open instead. */
export async function complete(world, actor, name, outcome, data = {}, of = world.case) {
  const task = await taskOf(world, actor, name, of);
  return world.api.call(actor, 'POST', `/tasks/${task.id}/complete`, { outcome, data });
}

/** The open task of that name. */
export async function taskOf(world, actor, name, of = world.case) {
  const { items } = await world.api.call(actor, 'GET', `/tasks?view=all&case=${encodeURIComponent(of.number)}`);
  const task = items.find(t => t.name === name);
  if (task) return task;
  const open = `no open task '${name}' on case ${of.number} in state ${of.state}; open: ${items.map(t => t.name).join(', ') || 'none'}`;
  if (of.closed) throw new Refused('complete', name, 409, { code: 'case-closed', detail: open }); // somebody at the window after the case was decided: «not now»
  throw new Error(open);
}

export async function faceTicket(world, ref, passes) {
  const { ticket } = await world.sandbox.call('POST', '/face/checks', { idNumber: world.person(ref).idNumber, simulate: passes === false ? 'fail' : 'pass' });
  return ticket;
}

async function mobileCode(world, mobile, right) {
  await world.api.call(PORTAL, 'POST', '/mobile-codes', { mobile });
  await world.moveTo(world.now);
  const answer = await world.sandbox.call('GET', `/sms/messages?to=${encodeURIComponent(mobile)}`);
  const messages = answer.messages ?? answer;
  const code = messages.map(m => /(?<!\d)\d{6}(?!\d)/.exec(m.text)?.[0]).filter(Boolean).at(-1); // oldest first
  if (!code) throw new Error(`no SMS code arrived for ${mobile}`);
  return right === false ? String((Number(code) + 1) % 1_000_000).padStart(6, '0') : code;
}

// The first attempt opens a draft; the draft takes the next attempt, or the application itself.
async function authenticate(world, event) {
  const { applicant = event.by, reason, faceAuth } = event.with;
  const data = defined({ reason, intent: 'authenticate', faceTicket: await faceTicket(world, applicant, faceAuth) });
  if (waitsFor(world.cases.at(-1), 'reissue.authenticate')) return happen(world, PORTAL, 'reissue.authenticate', data);
  const created = await world.api.call(PORTAL, 'POST', '/cases', {
    process: 'id-card-reissue', channel: 'app', office: world.point(event.with), parties: { applicant: world.party(applicant) }, data,
  });
  return world.add(created.case ?? created, applicant);
}

const waitsFor = (view, name) => view && !view.closed && view.awaits.some(a => a.events.includes(name));

/** Opens the application; `facts` are the `with` of reissue.apply or the givenCase. */
export async function apply(world, facts, by) {
  const online = facts.channel === 'app';
  const applicant = facts.applicant ?? (world.persons.has(by) ? by : world.scenario.applicant);
  const person = world.person(applicant);
  const mobile = facts.mobile ?? person.mobile ?? '19000000099';
  const office = facts.point ?? 'ceshilu';
  const parties = { applicant: { ...world.party(applicant), mobile, ...(facts.delivery === 'post' ? { address: ADDRESS } : {}) } };
  if (facts.guardian) parties.guardian = world.party(facts.guardian);
  if (facts.authorizationLetterFor) parties.agent = world.party(facts.authorizationLetterFor);
  if (facts.operator && world.persons.has(facts.operator)) parties.operator = world.party(facts.operator);
  world.missing = facts.missing;
  const data = defined({
    reason: facts.reason, delivery: facts.delivery, photo: facts.photo, requestedPhoto: facts.requestedPhoto,
    guardianProof: facts.guardianProof, missing: facts.missing, authorizationLetter: facts.authorizationLetterFor ? true : undefined,
    oldCardKeptByHolder: facts.oldCardKeptByHolder, returnsOldCard: facts.returnsOldCard,
    faceTicket: online ? await faceTicket(world, applicant, facts.faceAuth) : undefined,
  });
  const body = { process: 'id-card-reissue', channel: facts.channel ?? 'counter', office, parties, data };
  if (online) body.mobileCode = await mobileCode(world, mobile, facts.smsCode);
  const actor = online ? PORTAL : `clerk.${office}`;
  if (online && waitsFor(world.cases.at(-1), 'reissue.apply')) return happen(world, actor, 'reissue.apply', { ...data, mobileCode: body.mobileCode }, parties);
  const created = await world.api.call(actor, 'POST', '/cases', body);
  return world.add(created.case ?? created, applicant);
}

const ADDRESS = '上海市黄浦区测试路100弄1号101室';

// `with` names what the person brings, as lists or as keys; what was asked for and not brought is still missing.
async function supply(world, event) {
  const brought = Object.entries(event.with).flatMap(([key, value]) => Array.isArray(value) ? value : value === false ? [] : [key, value]).filter(v => typeof v === 'string');
  const asked = world.missing ?? [];
  const missing = asked.some(paper => brought.includes(paper)) ? asked.filter(paper => !brought.includes(paper)) : [];
  world.missing = missing;
  await happen(world, world.clerk(), 'materials.supply', { materials: brought, missing });
}

async function collect(world, event) {
  const role = event.with.role ?? 'applicant';
  await happen(world, world.clerk(), 'card.collect', { ...event.with, role, point: world.point(event.with) }, { visitor: world.party(event.by) });
}

async function grant(world, event) {
  const { agent, faceAuth, ...rest } = event.with;
  const data = { ...rest, faceTicket: await faceTicket(world, event.by, faceAuth) };
  await happen(world, PORTAL, 'authorization.grant', data, { agent: world.party(agent) });
}

async function revoke(world, event) {
  const { agent, faceAuth, ...rest } = event.with;
  const data = defined({ ...rest, faceTicket: faceAuth === undefined ? undefined : await faceTicket(world, event.by, faceAuth) });
  await happen(world, PORTAL, 'authorization.revoke', data, agent ? { agent: world.party(agent) } : undefined);
}

async function handOver(world, event) {
  const { waybill } = event.with;
  world.handovers[world.case.number] = waybill;
  await world.sandbox.call('POST', `/factory/orders/by-case/${encodeURIComponent(world.case.number)}/hand-over`, { waybill, at: event.at });
}

async function postEvent(world, event) {
  const waybill = world.handovers[world.case.number];
  if (!waybill) throw new Error('post.event before post.handover: the case has no waybill');
  const { proxy, opTime = event.at, ...rest } = event.with;
  await world.sandbox.call('POST', `/post/waybills/${waybill}/events`, { ...rest, at: opTime, ...(proxy ? { proxy: world.party(proxy) } : {}) });
}

/** A temporary card is an errand beside the application: what happens next is about the application again. */
async function applyForTemporary(world, event) {
  const applicant = event.with.applicant ?? (world.persons.has(event.by) ? event.by : world.scenario.applicant);
  const parties = { applicant: world.party(applicant) };
  if (world.persons.has(event.by) && event.by !== applicant) parties.visitor = world.party(event.by);
  const office = world.point(event.with);
  const created = await world.api.call(`clerk.${office}`, 'POST', '/cases', {
    process: 'id-card-temporary', channel: 'counter', office, parties, data: defined({ urgentNeed: event.with.urgentNeed }),
  });
  world.addErrand(created.case ?? created);
}

function temporaryCase(world) {
  const found = world.cases.findLast(one => one.process === 'id-card-temporary');
  if (!found) throw new Error('no temporary card was applied for');
  return found;
}

/** A visitor at a window: the clerk opens the case. `by` is who stands there, `holder` whose card it is. */
async function visit(world, event, matter, data) {
  const holder = event.with.holder ?? (world.persons.has(event.by) ? event.by : world.scenario.applicant);
  const parties = { applicant: world.party(holder) };
  if (world.persons.has(event.by) && event.by !== holder) parties.visitor = world.party(event.by);
  const office = event.with.point ?? 'ceshilu';
  const created = await world.api.call(`clerk.${office}`, 'POST', '/cases', { process: 'id-card-loss', channel: 'counter', office, parties, data: defined({ matter, ...data }) });
  return world.add(created.case ?? created, holder);
}

const reportLoss = (world, event) => visit(world, event, 'report', { kind: event.with.kind ?? 'lost', on: event.with.on, letter: event.with.letter });

const requestLift = (world, event) => visit(world, event, 'lift', { bringsReportedCard: event.with.bringsReportedCard });

const checkIdentity = async (world, event) => {
  const view = await world.api.call(world.clerk(), 'GET', `/cases/${encodeURIComponent(world.case.number)}`);
  await complete(world, world.clerk(), view.tasks.some(t => t.name === 'lift-check') ? 'lift-check' : 'identity-check', 'Done', event.with);
};

/** A call from outside Shanghai reaches the portal's hotline; a clerk of the station answers it. */
async function consult(world, event) {
  const holder = event.with.holder ?? event.by;
  const created = await world.api.call(PORTAL, 'POST', '/cases', {
    process: 'id-card-loss', channel: 'app', office: world.point(event.with), parties: { applicant: world.party(holder) },
    data: defined({ matter: 'consult', currentPlace: event.with.currentPlace }),
  });
  return world.add(created.case ?? created, holder);
}

/** The national system tells of a loss reported elsewhere. The case that opens belongs to no visitor, so it is not the one that later events are about. */
async function syncLoss(world, event) {
  const holder = world.person(event.with.holder ?? world.scenario.applicant);
  const { webhook } = await world.sandbox.call('POST', `/registry/persons/${holder.idNumber}/loss-elsewhere`,
    { name: holder.name, reportedAt: event.with.reportedAt ?? event.at, at: event.at });
  world.addErrand(await world.api.call(ADMIN, 'GET', `/cases/${encodeURIComponent(webhook.body.case)}`));
}

async function importCalendar(world, event) {
  const { year, holidays = [], workdays = [] } = event.with;
  await world.keepCalendar(year);
  await world.api.call(DESIGNER, 'PUT', `/calendars/cn-mainland/${year}`, { published: true, holidays, workdays });
}

/** An office without a manager of its own is watched by the district's. */
export async function asManager(world, act) {
  try {
    return await act(world.manager());
  } catch (e) {
    if (!(e instanceof Refused && [401, 403].includes(e.status))) throw e;
    return act('manager');
  }
}

export const HANDLERS = {
  'loss.report': reportLoss,
  'identity.check': checkIdentity,
  'loss.accept': world => complete(world, world.clerk(), 'accept-loss', 'Accept'),
  'loss.consult': consult,
  'consult.answer': (world, event) => complete(world, world.clerk(), 'answer-consult', 'Answer', defined({ currentPlace: event.with.currentPlace })),
  'loss.sync': syncLoss,
  'lift.request': requestLift,
  'lift.accept': world => complete(world, world.clerk(), 'accept-lift', 'Accept'),
  'temporary.apply': applyForTemporary,
  'temporary.issue': world => complete(world, `clerk.${temporaryCase(world).office}`, 'issue-temporary', 'Issue', {}, temporaryCase(world)),
  'temporary.return': world => happen(world, `clerk.${temporaryCase(world).office}`, 'temporary.return', {}, undefined, temporaryCase(world)),
  'reissue.authenticate': authenticate,
  'reissue.apply': (world, event) => apply(world, event.with, event.by),
  'materials.supply': supply,
  'factory.reject': (world, event) =>
    world.sandbox.call('POST', `/factory/orders/by-case/${encodeURIComponent(world.case.number)}/reject`, { reason: event.with.reason, at: event.at }),
  'suspension.approve': (world, event) => asManager(world, manager => complete(world, manager, 'approve-suspension', 'Approve', event.with)),
  'portrait.recapture': (world, event) => happen(world, world.clerk(), 'portrait.recapture', event.with),
  'card.arrive': (world, event) => happen(world, world.clerk(), 'card.arrive', event.with),
  'post.handover': handOver,
  'post.event': postEvent,
  'post.returned': (world, event) => happen(world, world.clerk(), 'post.returned', event.with),
  'card.collect': collect,
  'authorization.grant': grant,
  'authorization.revoke': revoke,
  'calendar.import': importCalendar,
  ...DESK_HANDLERS,
  ...PHOTO_HANDLERS,
  ...QUERY_HANDLERS,
  ...SUPERVISION_HANDLERS,
};
