// Reads a scenario file and says what is wrong with it before anything is played: a scenario that cannot be understood must never half-run.
import { readFileSync } from 'node:fs';
import * as words from './words.mjs';

/** A mistake in the file itself, shown as `FAIL S99: …`. */
export class FormatError extends Error {}

/** The scenarios of a file: `{ scenarios: [...] }`, a bare list, or one scenario. */
export function readScenarios(path) {
  let parsed;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (e) {
    throw new FormatError(`${path}: ${e.code === 'ENOENT' ? 'no such file' : e.message}`);
  }
  const scenarios = Array.isArray(parsed) ? parsed : parsed.scenarios ?? (parsed.events ? [parsed] : undefined);
  if (!Array.isArray(scenarios)) throw new FormatError(`${path}: expected an object with "scenarios": [...]`);
  return scenarios;
}

const unknownKeys = (value, known, where) => Object.keys(value ?? {}).filter(k => !known.includes(k)).map(k => `unknown key '${k}' in ${where}`);
const instant = text => typeof text === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));

/** Everything that is wrong with one scenario, most important first; empty when it can be played. */
export function findings(scenario) {
  const found = [];
  const persons = new Set((scenario.persons ?? []).map(p => p.ref));
  const knownPerson = (ref, where) => persons.has(ref) ? [] : [`${where} names '${ref}', who is not among the persons`];

  for (const event of scenario.events ?? []) {
    if (!(event.do in words.EVENTS)) {
      found.push(`unknown event '${event.do}'`);
      continue;
    }
    if (!instant(event.at)) found.push(`${event.do}: 'at' must be an ISO time with an offset, not '${event.at}'`);
    if (!words.ROLES.includes(event.by)) found.push(...knownPerson(event.by, `${event.do} 'by'`));
    const keys = words.EVENTS[event.do];
    if (keys) found.push(...unknownKeys(event.with, keys, `with of ${event.do}`));
    for (const key of ['applicant', 'agent', 'proxy', 'guardian', 'operator', 'authorizationLetterFor', 'holder', 'of'])
      if (typeof event.with?.[key] === 'string') found.push(...knownPerson(event.with[key], `${event.do} '${key}'`));
  }
  if (!scenario.events?.length) found.push('no events');
  if (scenario.events?.some((e, i, all) => i > 0 && Date.parse(e.at) < Date.parse(all[i - 1].at))) found.push('events are not in the order of time');
  if (scenario.applicant !== undefined) found.push(...knownPerson(scenario.applicant, `'applicant'`));
  found.push(...unknownKeys(scenario.registry, words.REGISTRY, 'registry'));
  found.push(...unknownKeys(scenario.givenCase, words.GIVEN_CASE, 'givenCase'));
  found.push(...expectFindings(scenario.expect));
  return found;
}

function expectFindings(expect) {
  if (!expect) return [`no 'expect'`];
  const found = unknownKeys(expect, words.EXPECT, 'expect');
  const oneOf = (set, value, kind) => value !== undefined && !set.has(value) ? found.push(`unknown ${kind} '${value}' in expect`) : 0;
  for (const row of expect.decisions ?? []) {
    found.push(...unknownKeys(row, words.ROW, 'a decision of expect'));
    oneOf(words.STEPS, row.step, 'step');
    oneOf(words.DECISIONS, row.decision, 'decision');
    oneOf(words.REASONS, row.reason, 'reason');
  }
  found.push(...unknownKeys(expect.sla, words.SLA, 'sla of expect'));
  oneOf(words.CASE_STATES, expect.caseState, 'case state');
  oneOf(words.OUTCOMES, expect.sla?.outcome, 'outcome');
  if (expect.cardState !== undefined && !parseCardState(expect.cardState)) found.push(`unknown card state '${expect.cardState}' in expect`);
  return found;
}

/** `VALID_NEW (old: X)`, `VALID_NEW` or a plain state → { isNew, old, state }. */
export function parseCardState(text) {
  const isNew = /^VALID_NEW(?: \(old: ([A-Z_]+)\))?$/.exec(text);
  if (isNew) return isNew[1] && !words.CARD_STATES.has(isNew[1]) ? null : { isNew: true, state: 'VALID', old: isNew[1] };
  return words.CARD_STATES.has(text) ? { isNew: false, state: text } : null;
}
