import { expect, it } from 'vitest';
import { isAnySilent, silenceIn } from './use-silence.ts';

const month = (period: string, entries: readonly (readonly [string, 'none' | 'some' | undefined])[]) => ({
  ...{ period, release: `a.${period}.partners`, k: 5 },
  entries: entries.map(([codes, stated]) => ({ countries: codes.split(' '), stated, reported: [] })),
});

it('a country is silent in a month, and in a quarter or year with such a month, and so is each pooled country', () => {
  const isSilent = silenceIn([
    month('2026-01', [
      ['ME XK', 'none'],
      ['RS', 'some'],
      ['AL', undefined],
    ]),
    month('2026-04', [['RS', 'none']]),
  ]);
  for (const country of ['ME', 'XK'])
    for (const period of ['2026-01', '2026-Q1', '2026']) expect(isSilent(country, period)).toBe(true);
  expect(isSilent('ME', '2026-Q2')).toBe(false);
  expect([isSilent('RS', '2026-01'), isSilent('RS', '2026-Q1'), isSilent('RS', '2026-Q2')]).toEqual([
    ...[false, false, true],
  ]);
  expect(isSilent('AL', '2026-01')).toBe(false);
  // Completeness is not published for weeks of receipt.
  expect(isSilent('ME', '2026-W02')).toBe(false);
});

it('silence of any country affects a sum, and that of two countries a border; unpublished months have no silence', () => {
  const isSilent = silenceIn([month('2026-02', [['ME', 'none']]), month('2026-03', [['ME', 'some']])]);
  for (const period of ['2026-02', '2026-Q1', '2026']) expect(isSilent(undefined, period)).toBe(true);
  for (const period of ['2026-01', '2026-03', '2026-Q2']) expect(isSilent(undefined, period)).toBe(false);
  expect(isAnySilent(isSilent, undefined, '2026-02')).toBe(true);
  expect(isAnySilent(isSilent, ['RS', 'ME'], '2026-02')).toBe(true);
  expect(isAnySilent(isSilent, ['RS', 'BA'], '2026-02')).toBe(false);
});
