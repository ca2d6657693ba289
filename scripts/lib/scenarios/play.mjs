// Plays one scenario from a clean registry to its expectation, and says the first difference.
import { Refused } from './client.mjs';
import { findings } from './format.mjs';
import { HANDLERS } from './events.mjs';
import { World, ADMIN } from './world.mjs';
import { prepareCalendars, prepareRegistry, bringGivenCase } from './given.mjs';
import { observe } from './observe.mjs';
import { differences } from './expectations.mjs';

const SECOND = 1000;
const NOT_NOW = [202, 409, 422]; // kept because nobody waits · not in this state · the form says no

/** → null when it passed, otherwise { kind: 'mistake' | 'difference', text }. */
export async function play(scenario, api, sandbox) {
  const wrong = findings(scenario);
  if (wrong.length) return { kind: 'mistake', text: wrong.join('; ') };
  const later = scenario.events.find(e => !(e.do in HANDLERS));
  if (later) return { kind: 'mistake', text: `event '${later.do}' is not served by this server yet` };

  const world = new World(api, sandbox, scenario);
  const refusals = [];
  let at = 'before the first event';
  try {
    const first = scenario.givenCase?.acceptedAt ?? scenario.events[0].at;
    await world.moveTo(new Date(Date.parse(first) - SECOND).toISOString());
    await prepareCalendars(world);
    await prepareRegistry(world);
    if (scenario.givenCase) {
      at = 'the given case';
      await bringGivenCase(world);
    }
    for (const event of scenario.events) {
      at = `${event.do} at ${event.at}`;
      await world.moveTo(event.at);
      const refused = await attempt(world, event);
      if (refused) refusals.push(`${at} was refused: ${refused}`);
      await world.settle();
    }
    at = 'the end';
    const found = differences(scenario.expect, await observe(world, ADMIN));
    return found.length ? { kind: 'difference', text: [found[0], ...refusals].join('; '), all: found } : null;
  } catch (e) {
    return { kind: 'difference', text: `${at}: ${e.message}`, stack: e.stack };
  } finally {
    await world.leave().catch(() => {}); // the next scenario checks the year it needs
  }
}

// A server may well say «not now» to an event (a late scan of a delivered letter): whether that was right, the expectation tells.
async function attempt(world, event) {
  try {
    await HANDLERS[event.do](world, { ...event, with: event.with ?? {} });
    return undefined;
  } catch (e) {
    if (e instanceof Refused && NOT_NOW.includes(e.status) && world.cases.length) return e.message;
    throw e;
  }
}
