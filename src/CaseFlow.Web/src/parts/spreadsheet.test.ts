import { expect, test } from 'vitest';
import { cell } from './spreadsheet';

test('a cell is quoted and is never calculated', () => {
  expect(cell('say "yes", twice')).toBe('"say ""yes"", twice"');
  for (const formula of ['=1+1', '+1', '-1', '@now', '\t=1', '\r=1']) expect(cell(formula)).toBe(`"'${formula}"`);
  expect(cell('2026-03-09')).toBe('"2026-03-09"');
});
