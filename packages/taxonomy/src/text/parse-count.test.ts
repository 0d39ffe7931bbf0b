import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCount, parseScale } from './parse-count.ts';

test('NA, blank and 0 give different results', () => {
  expect(parseCount('0')).toEqual({ kind: 'count', count: 0 });
  for (const text of ['NA', 'n/a', '', '  ', '-'])
    expect(parseCount(text), text).toEqual({ kind: 'notStated' });
});

test('a whole number is parsed exactly', () => {
  fc.assert(
    fc.property(fc.nat(100_000), (count) => {
      expect(parseCount(String(count))).toEqual({ kind: 'count', count });
    }),
  );
});

test('a range, an estimate and several numbers in words are rejected, never reduced to one', () => {
  for (const text of [
    '25-30',
    '25–30',
    'about 10',
    '11 people 24–28',
    '8 months, 1 year, 11 people 24–28',
    '-3',
    '1.5',
    '1,5',
    'ten',
  ]) {
    const count = parseCount(text);
    expect(count.kind, text).toBe('refused');
    if (count.kind === 'refused') expect(count.reason).not.toBe('');
  }
});

test('45 on a scale of 1 to 5 is rejected', () => {
  expect(parseScale('45', 1, 5)).toEqual({ kind: 'refused', reason: '45 is outside the scale 1 to 5' });
  expect(parseScale('4', 1, 5)).toEqual({ kind: 'value', value: 4 });
  expect(parseScale('NA', 1, 5)).toEqual({ kind: 'notStated' });
  expect(parseScale('4-5', 1, 5).kind).toBe('refused');
});
