import { expect, test } from 'vitest';
import { ticked } from './ticked';

const schema = { properties: { code: { type: 'string', 'x-input': 'scan', 'x-ticks': 'receipt' }, receipt: { type: 'boolean' } } } as never;

test('a code that was scanned ticks the box that says the paper is there; half a code does not, and a box that is unticked stays so', () => {
  expect(ticked(schema, {}, { code: 'KC7J72US' })).toEqual({ code: 'KC7J72US', receipt: true });
  expect(ticked(schema, {}, { code: 'KC7' })).toEqual({ code: 'KC7' });
  expect(ticked(schema, { code: 'KC7J72US', receipt: true }, { code: 'KC7J72US', receipt: false })).toEqual({ code: 'KC7J72US', receipt: false });
});
