import { expect, test } from 'vitest';
import { faultOf, normalised } from './idNumber';

test.each(['11010519491231002X', '440524188001010014', ' 11010519491231002x '])('%s is right', (number) => expect(faultOf(number)).toBeNull());

test.each([
  ['1101051949123100', 'length'],
  ['1101051949123100ZX', 'characters'],
  ['110105194913310029', 'date'],
  ['110105299912310021', 'date'],
  ['110105194912310021', 'check'],
] as const)('%s: %s', (number, fault) => expect(faultOf(number)).toBe(fault));

test('full width is what a reader may give', () => expect(normalised('１１０１０５ ｘ')).toBe('110105X'));
