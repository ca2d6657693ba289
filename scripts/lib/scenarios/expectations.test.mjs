import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardDifferences, decisionDifferences, differences, slaDifferences, stateDifferences } from './expectations.mjs';

const log = [
  { step: 'eligibility', decision: 'PASS', reason: 'RULE_5Y_FINGERPRINT_PORTRAIT', rules: ['R13', 'R14'] },
  { step: 'acceptance', decision: 'ACCEPT' },
  { step: 'delivery', decision: 'FAILED', reason: 'RECIPIENT_UNREACHABLE' },
  { step: 'delivery', decision: 'DELIVERED' },
];

test('expected decisions are found in order, with others between them', () => {
  assert.deepEqual(decisionDifferences([{ step: 'eligibility', decision: 'PASS' }, { step: 'delivery', decision: 'DELIVERED' }], log), []);
});

test('a decision in the wrong order is missed, and the message says after which row', () => {
  const [difference] = decisionDifferences([{ step: 'delivery', decision: 'DELIVERED' }, { step: 'acceptance', decision: 'ACCEPT' }], log);
  assert.match(difference, /decision 2 of 2 \(acceptance ACCEPT\) is not after delivery DELIVERED/);
});

test('one row of the log cannot satisfy two expectations', () => {
  assert.equal(decisionDifferences([{ step: 'acceptance', decision: 'ACCEPT' }, { step: 'acceptance', decision: 'ACCEPT' }], log).length, 1);
});

test('a row without a reason matches any reason, a row with one only that', () => {
  assert.deepEqual(decisionDifferences([{ step: 'delivery', decision: 'FAILED' }], log), []);
  assert.equal(decisionDifferences([{ step: 'delivery', decision: 'FAILED', reason: 'WRONG_ADDRESS' }], log).length, 1);
});

test('rules named by an expectation must be among the rules of the row', () => {
  assert.deepEqual(decisionDifferences([{ step: 'eligibility', decision: 'PASS', rules: ['R14'] }], log), []);
  assert.equal(decisionDifferences([{ step: 'eligibility', decision: 'PASS', rules: ['R16'] }], log).length, 1);
});

test('in progress means any state that is not closed', () => {
  assert.deepEqual(stateDifferences('IN_PROGRESS', { state: 'PRODUCTION', closed: false }), []);
  assert.equal(stateDifferences('IN_PROGRESS', { state: 'WITHDRAWN', closed: true }).length, 1);
  assert.equal(stateDifferences('PRODUCTION', { state: 'PRODUCED', closed: false }).length, 1);
});

test('a new card may be expected with or without the fate of the old one', () => {
  const cards = { current: 'VALID', previous: 'INVALID_SUPERSEDED', issuedHere: true };
  assert.deepEqual(cardDifferences('VALID_NEW (old: INVALID_SUPERSEDED)', cards), []);
  assert.deepEqual(cardDifferences('VALID_NEW', cards), []);
  assert.deepEqual(cardDifferences('VALID_NEW (old: RETURNED)', cards), ['cardState: expected VALID_NEW (old: RETURNED), got VALID_NEW (old: INVALID_SUPERSEDED)']);
});

test('a plain state is about a card that was there before', () => {
  assert.deepEqual(cardDifferences('LOST_REPORTED', { current: 'LOST_REPORTED', issuedHere: false }), []);
  assert.equal(cardDifferences('VALID', { current: 'VALID', previous: 'INVALID_SUPERSEDED', issuedHere: true }).length, 1);
  assert.equal(cardDifferences('VALID_NEW', { current: 'VALID', issuedHere: false }).length, 1);
});

test('instants are compared as moments, dates and lists as they are', () => {
  const clocks = {
    promise: { deadlineDate: '2026-10-13', amberFrom: '2026-10-11T16:00:00Z', workingDays: ['2026-10-12', '2026-10-13'], outcome: 'MET' },
    statutory: { deadlineDate: '2026-11-27' },
  };
  assert.deepEqual(slaDifferences({ deadlineDate: '2026-10-13', amberFrom: '2026-10-12T00:00:00+08:00', statutory60: '2026-11-27', workingDays: ['2026-10-12', '2026-10-13'] }, clocks), []);
  assert.deepEqual(slaDifferences({ outcome: 'BREACHED' }, clocks), ['sla.outcome: expected BREACHED, got MET']);
  assert.deepEqual(slaDifferences({ outcome: 'MET' }, {}), ['sla: the case has no clock for the promised time limit']);
});

test('a case without a fee fact cost nothing', () => {
  assert.deepEqual(differences({ feeCny: 0 }, { decisions: [], case: { facts: {} } }), []);
  assert.deepEqual(differences({ feeCny: 40 }, { decisions: [], case: { facts: { feeCny: 20 } } }), ['feeCny: expected 40, got 20']);
});

test('papers and messages are for a person to check', () => {
  assert.deepEqual(differences({ documents: ['受理通知'], notifications: ['受理短信'] }, { decisions: [] }), []);
});
