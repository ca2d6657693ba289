// The words of the photo store: a portrait is submitted, reviewed, and looked up at a window.
import { PORTAL } from './world.mjs';
import { complete } from './events.mjs';

/** The phone hands the picture to the photo store; the product hears its reference and hash only. */
async function submit(world, event) {
  const { of = event.by, mode = of === event.by ? 'self' : 'other', selfie, personMatch } = event.with;
  const person = world.person(of);
  const takenOn = new Date(Date.parse(event.at) + 8 * 3600_000).toISOString().slice(0, 10);
  const { reference, sha256 } = await world.sandbox.call('POST', '/photos', { idNumber: person.idNumber, mode, selfie, personMatch, takenOn });
  const created = await world.api.call(PORTAL, 'POST', '/cases', {
    process: 'id-card-photo', channel: 'app', office: world.point(event.with), parties: { applicant: world.party(of) },
    data: { mode, teachingSeen: true, confirmed: true, photoRef: reference, sha256 },
  });
  world.add(created.case ?? created, of);
}

async function review(world, event) {
  const { qualified, of, ...data } = event.with;
  if (of) world.turnTo(of);
  await complete(world, 'reviewer', 'review-photo', qualified === false ? 'Reject' : 'Qualified', data);
}

/** A window asks the photo store. The lookup is an errand of its own; the scenario goes on with the case before it. */
async function lookUp(world, event) {
  const office = world.point(event.with);
  const created = await world.api.call(`clerk.${office}`, 'POST', '/cases', {
    process: 'id-card-photo-lookup', channel: 'counter', office, parties: { applicant: world.party(event.with.of ?? world.scenario.applicant) }, data: {},
  });
  world.addErrand(created.case ?? created);
}

export const PHOTO_HANDLERS = { 'photo.submit': submit, 'photo.review': review, 'photo.lookup': lookUp };
