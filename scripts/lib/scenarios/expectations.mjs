// Compares what a server says with what a scenario expects. Pure: each function answers with a list of differences in words, the first one being the one to show.
import { parseCardState } from './format.mjs';

const say = value => value === undefined || value === null ? 'nothing' : typeof value === 'object' ? JSON.stringify(value) : `${value}`;
const sayRow = row => [row.step, row.decision, row.reason].filter(Boolean).join(' ');
const differs = (name, expected, actual) => say(expected) === say(actual) ? [] : [`${name}: expected ${say(expected)}, got ${say(actual)}`];

/** ISO instants that mean the same moment are equal however they are written. */
export const sameInstant = (a, b) => typeof a === 'string' && typeof b === 'string' && Date.parse(a) === Date.parse(b);

const rowMatches = (expected, actual) =>
  expected.step === actual.step && expected.decision === actual.decision
  && (expected.reason === undefined || expected.reason === actual.reason)
  && (expected.rules ?? []).every(rule => (actual.rules ?? []).includes(rule))
  && (expected.at === undefined || sameInstant(expected.at, actual.at))
  && (expected.by === undefined || expected.by === actual.by);

/** The expected rows occur in this order; further rows may stand between. */
export function decisionDifferences(expected, log) {
  let from = 0;
  for (const [index, row] of (expected ?? []).entries()) {
    const found = log.findIndex((candidate, i) => i >= from && rowMatches(row, candidate));
    if (found < 0) {
      const where = index === 0 ? 'in the log' : `after ${sayRow(expected[index - 1])}`;
      return [`decision ${index + 1} of ${expected.length} (${sayRow(row)}) is not ${where}; the log reads: ${log.map(sayRow).join(' · ') || 'nothing'}`];
    }
    from = found + 1;
  }
  return [];
}

export function stateDifferences(expected, aCase) {
  if (expected === undefined) return [];
  if (expected === 'IN_PROGRESS') return aCase && !aCase.closed ? [] : [`caseState: expected a case in progress, got ${say(aCase?.state)}`];
  return differs('caseState', expected, aCase?.state);
}

/** cards = the registry's cards of the applicant: { current, previous, issuedHere }. */
export function cardDifferences(expected, cards) {
  if (expected === undefined) return [];
  const wanted = parseCardState(expected);
  const actual = cards.issuedHere
    ? cards.current === 'VALID' ? `VALID_NEW${cards.previous ? ` (old: ${cards.previous})` : ''}` : cards.current
    : cards.current;
  if (wanted.isNew && !wanted.old) return cards.issuedHere && cards.current === 'VALID' ? [] : [`cardState: expected ${expected}, got ${say(actual)}`];
  return differs('cardState', expected, actual);
}

/** clocks = { promise, statutory } in the words of the API. */
export function slaDifferences(expected, clocks) {
  if (expected === undefined) return [];
  const { promise, statutory } = clocks;
  if (!promise) return ['sla: the case has no clock for the promised time limit'];
  const found = [];
  for (const [key, wanted] of Object.entries(expected)) {
    const name = `sla.${key}`;
    if (key === 'statutory60') found.push(...differs(name, wanted, statutory?.deadlineDate));
    else if (key.endsWith('From')) sameInstant(wanted, promise[key]) || found.push(...differs(name, wanted, promise[key]));
    else found.push(...differs(name, wanted, promise[key]));
  }
  return found;
}

/** Every difference between a scenario's expectation and what was observed, in the order a reader would ask. */
export function differences(expect, observed) {
  return [
    ...decisionDifferences(expect.decisions, observed.decisions),
    ...stateDifferences(expect.caseState, observed.case),
    ...cardDifferences(expect.cardState, observed.cards),
    ...(expect.feeCny === undefined ? [] : differs('feeCny', expect.feeCny, observed.case?.facts?.feeCny ?? 0)),
    ...slaDifferences(expect.sla, observed.clocks),
    ...(expect.newCardValidity === undefined ? [] : differs('newCardValidity', expect.newCardValidity, observed.newCardValidity)),
  ];
}
