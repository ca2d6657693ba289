import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rulesIn, rulesOfJson } from './markers.mjs';
import { missing, page } from './page.mjs';

const rules = { R1: { en: 'Record which.', zh: '丢失、被盗' }, R2: { en: 'In person.', zh: '须本人' }, R61: { en: 'Care mode.', zh: '关怀版', cannot: 'Furniture.' } };

test('a rule is named by its number, a range names all of it', () => {
  assert.deepEqual([...rulesIn('rule R2, then R12–R14 and R8..R9')], [2, 12, 13, 14, 8, 9]);
});

test('what only looks like a rule is none', () => {
  assert.deepEqual([...rulesIn('R62 R0 CR1 R1a "R10" SHA-R1')], []);
});

test('processes and scenarios say their rules in lists of that name', () => {
  assert.deepEqual([...rulesOfJson({ id: 'R24', root: [{ rules: ['R1', 'R2'] }, { rules: { expression: { value: '["R33"]' } } }] })], [1, 2, 33]);
});

test('a rule that lives nowhere or is proved by nothing is told', () => {
  const markers = [{ kind: 'process', name: 'a/v1', path: 'workflows/a/v1.json', rules: new Set([1, 2]) }, { kind: 'scenario', name: 'S01', path: 'workflows/a/scenarios/x.json', rules: new Set([1]) }];
  assert.deepEqual(missing(rules, markers), { nowhere: [], unproved: ['R2'] });
  assert.deepEqual(missing(rules, []), { nowhere: ['R1', 'R2'], unproved: ['R1', 'R2'] });
  assert.match(page(rules, markers), /\| R2 \| In person\.<br>须本人 \| \[a\/v1\]\(\.\.\/workflows\/a\/v1\.json\) \| \*\*nothing\*\* \|/);
  assert.match(page(rules, markers), /\| R61 .* \*Furniture\.\* \| — \|/);
});
