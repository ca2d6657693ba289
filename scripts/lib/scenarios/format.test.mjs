import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findings, readScenarios } from './format.mjs';
import { EVENTS } from './words.mjs';
import { HANDLERS } from './events.mjs';
import { capacityOf } from './world.mjs';
import { registryFacts } from './given.mjs';

const scenario = (event, expect = {}) => ({
  id: 'S99', persons: [{ ref: 'P01', name: '测试', idNumber: '310100198803159918' }], applicant: 'P01',
  events: [{ at: '2026-03-05T09:12:00+08:00', by: 'clerk', do: 'card.arrive', with: {}, ...event }], expect,
});

test('a word outside the vocabulary is named', () => {
  assert.deepEqual(findings(scenario({ do: 'x.y' })), [`unknown event 'x.y'`]);
});

test('a key that no word knows is named with its place', () => {
  assert.deepEqual(findings(scenario({ do: 'factory.reject', with: { why: 'x' } })), [`unknown key 'why' in with of factory.reject`]);
  assert.deepEqual(findings(scenario({}, { state: 'X' })), [`unknown key 'state' in expect`]);
  assert.deepEqual(findings(scenario({}, { sla: { deadline: 'X' } })), [`unknown key 'deadline' in sla of expect`]);
});

test('words of the decision log outside the closed lists are named', () => {
  assert.deepEqual(findings(scenario({}, { decisions: [{ step: 'pickup', decision: 'ACEPT' }] })), [`unknown decision 'ACEPT' in expect`]);
  assert.deepEqual(findings(scenario({}, { cardState: 'VALID_NEW (old: GONE)' })), [`unknown card state 'VALID_NEW (old: GONE)' in expect`]);
});

test('people who do not exist and times without an offset are named', () => {
  assert.deepEqual(findings(scenario({ by: 'P77' })), [`card.arrive 'by' names 'P77', who is not among the persons`]);
  assert.match(findings(scenario({ at: '2026-03-05 09:12' }))[0], /ISO time with an offset/);
});

test('events out of order are refused before anything runs', () => {
  const twice = scenario({});
  twice.events.push({ ...twice.events[0], at: '2026-03-04T09:12:00+08:00' });
  assert.deepEqual(findings(twice), ['events are not in the order of time']);
});

test('a papers word may carry any key', () => {
  assert.deepEqual(findings(scenario({ do: 'materials.supply', with: { guardianProof: '居民户口簿' } })), []);
});

test('every word the player serves belongs to the vocabulary', () => {
  assert.deepEqual(Object.keys(HANDLERS).filter(word => !(word in EVENTS)), []);
});

test('legal capacity is read from the wording of the file', () => {
  assert.equal(capacityOf({ capacity: '完全民事行为能力' }), 'full');
  assert.equal(capacityOf({ capacity: '无/限制民事行为能力(未满16周岁)' }), 'limited');
  assert.equal(capacityOf({ capacity: '无民事行为能力' }), 'none');
  assert.equal(capacityOf({}), 'full');
});

test('a resident the scenario says nothing about is unremarkable', () => {
  const facts = registryFacts({ name: '测试' }, {}, '2026-03-05T09:12:00+08:00');
  assert.equal(facts.cardStatus, 'VALID');
  assert.equal(facts.isShanghaiHukou, true);
  assert.equal(facts.lastHandledAt, '2025-09-05');
});

test('the scenarios beside the processes can be understood, and no two have one name', () => {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../../../workflows');
  const scenarios = readdirSync(root, { recursive: true }).filter(f => /[\\/]scenarios[\\/][^\\/]+\.json$/.test(f)).flatMap(f => readScenarios(join(root, f)));
  assert.deepEqual(scenarios.flatMap(s => findings(s).map(f => `${s.id}: ${f}`)), []);
  assert.equal(new Set(scenarios.map(s => s.id)).size, scenarios.length);
});

test('the invented people of the scenarios have valid check digits', () => {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../../../workflows');
  const numbers = readdirSync(root, { recursive: true }).filter(f => /[\\/]scenarios[\\/]/.test(f) && f.endsWith('.json'))
    .flatMap(f => readScenarios(join(root, f))).flatMap(s => s.persons.map(p => p.idNumber));
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const right = number => number[17] === '10X98765432'[weights.reduce((sum, w, i) => sum + w * Number(number[i]), 0) % 11];
  assert.deepEqual(numbers.filter(n => n.length !== 18 || !right(n)), []);
});
