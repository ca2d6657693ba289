import { expect, test } from 'vitest';
import { monthsOf, readTable, workingDaysOf } from './year';

const table = { published: true, holidays: [{ date: '2026-01-01', name: '元旦' }, { date: '2026-01-02', name: '元旦' }, { date: '2026-01-03', name: '元旦' }], workdays: ['2026-01-04'] };

test('a weekend that was made a working day is one, and a holiday is none', () => {
  const january = monthsOf(2026, table)[0]!;
  expect(january.slice(0, 5).map((day) => day.kind)).toEqual(['holiday', 'holiday', 'holiday', 'makeUp', 'workday']);
  expect(january[0]).toMatchObject({ weekday: 3, name: '元旦' });
  expect(workingDaysOf([january])).toBe(21);
});

test('a year without a table is plain Monday to Friday, leap day included', () => {
  expect(monthsOf(2028, undefined).flat()).toHaveLength(366);
  expect(workingDaysOf(monthsOf(2026, undefined))).toBe(261);
});

test('what is no table is not read', () => {
  expect(readTable('{"holidays":[]}')).toBeNull();
  expect(readTable('no json')).toBeNull();
});
