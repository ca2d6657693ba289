import assert from 'node:assert/strict';
import { test } from 'node:test';
import { account } from './accounting.mjs';
import { Chance } from './chance.mjs';

const open = (number, process = 'w1', more = {}) => ({
  number, process, closed: false, status: 'Running', reference: null, decisions: process === 'w1' ? ['check PASS'] : ['waited PASS'], tasks: ['approve open'],
  clocks: process === 'w1' ? 1 : 0, jobs: process === 'w1' ? 1 : 0, messages: process === 'w1' ? 0 : 1, unsent: 0, incidents: 0, ...more,
});
const closed = (number, process = 'w1', more = {}) => ({
  ...open(number, process), closed: true, status: 'Finished', reference: process === 'w1' ? 'signal-1' : null, tasks: ['approve completed Approve'], clocks: 0, jobs: 0,
  decisions: [...open(number, process).decisions, 'approval PASS'], ...more,
});
const start = (key, acknowledged, more = {}) => ({ key, process: 'w1', acknowledged, ...more });
const signal = (number, more = {}) => ({ key: 'signal-1', number, acknowledged: number, ...more });
const key = (name, number) => ({ key: name, number });
const defects = (starts, signals, cases, keys) => account({ starts, signals }, { cases, keys });

test('what was acknowledged and is there once is in order', () => {
  assert.deepEqual(defects([start('a', 'N1'), start('b', 'N2')], [signal('N1')], [closed('N1'), open('N2', 'w2')], [key('a', 'N1'), key('b', 'N2')]), []);
});

test('an acknowledged start that is not there is lost', () => {
  assert.match(defects([start('a', 'N1')], [], [], []).join(), /LOST: a was acknowledged as N1/);
});

test('a case that no start owns was made twice', () => {
  assert.match(defects([start('a', 'N1')], [], [open('N1'), open('N2')], [key('a', 'N1')]).join(), /DOUBLED: case N2/);
});

test('a start that was given up may be there or not', () => {
  assert.deepEqual(defects([start('a', undefined, { givenUp: true }), start('b', undefined, { givenUp: true })], [], [open('N1')], [key('a', 'N1')]), []);
});

test('two starts are never given one case', () => {
  assert.match(defects([start('a', 'N1'), start('b', 'N1')], [], [open('N1')], [key('a', 'N1'), key('b', 'N1')]).join(), /the same case N1/);
});

test('an acknowledged signal whose case is still open is lost', () => {
  assert.match(defects([start('a', 'N1')], [signal('N1')], [open('N1')], [key('a', 'N1')]).join(), /LOST: signal-1 completed case N1/);
});

test('a case that closed by itself was signalled by nobody', () => {
  assert.match(defects([start('a', 'N1')], [], [closed('N1')], [key('a', 'N1')]).join(), /nobody completed it/);
});

test('a signal that was given up leaves its case wholly open or wholly closed', () => {
  const unanswered = signal('N1', { acknowledged: undefined, givenUp: true });
  assert.deepEqual(defects([start('a', 'N1')], [unanswered], [open('N1')], [key('a', 'N1')]), []);
  assert.deepEqual(defects([start('a', 'N1')], [unanswered], [closed('N1')], [key('a', 'N1')]), []);
  assert.match(defects([start('a', 'N1')], [unanswered], [open('N1', 'w1', { decisions: ['check PASS', 'approval PASS'] })], [key('a', 'N1')]).join(), /decisions/);
});

test('every doubled or missing row of a case is told', () => {
  for (const wrong of [{ decisions: ['check PASS', 'check PASS'] }, { tasks: ['approve open', 'approve open'] }, { clocks: 2 }, { jobs: 0 }, { messages: 1 }, { unsent: 1 }, { incidents: 1 }, { status: 'Finished' }])
    assert.equal(defects([start('a', 'N1')], [], [open('N1', 'w1', wrong)], [key('a', 'N1')]).length, 1, JSON.stringify(wrong));
});

test('a case approved by another signal than its own is told', () => {
  assert.match(defects([start('a', 'N1')], [signal('N1')], [closed('N1', 'w1', { reference: 'signal-9' })], [key('a', 'N1')]).join(), /approved by/);
});

test('a start that nobody answered and nobody gave up is told', () => {
  assert.match(defects([start('a')], [], [], []).join(), /neither answered nor given up/);
});

test('the same seed makes the same choices', () => {
  const choices = seed => { const chance = new Chance(seed); return [chance.next(), chance.between(1, 9), chance.oneOf(['a', 'b', 'c']), chance.onceIn(2)]; };
  assert.deepEqual(choices(7), choices(7));
  assert.notDeepEqual(choices(7), choices(8));
});
