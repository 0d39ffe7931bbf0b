import { expect, it } from 'vitest';
import { reverseOf, segmentsOf, sortedSegments, touching } from './segments.ts';

const cell = (period: string, segment: string, value: number) => ({ period, segment, value });
const cells = [
  cell('2025-10', 'RS-BA', 40),
  cell('2026-09', 'RS-BA', 20),
  cell('2026-10', 'RS-BA', 40),
  cell('2026-10', 'RS-BA.drina', 10),
  cell('2026-09', 'MK-RS', 5),
  cell('2026-10', 'XK-RS', 0),
  cell('2026-10', 'not-at-border', 65),
  cell('2026-10', 'other-or-unknown', 0),
];
const { segments, others } = segmentsOf({ cells }, '2026-10');
const byCode = (code: string) => segments.find((one) => one.code === code);

it('a segment has its number of the period that is read', () => {
  expect(byCode('RS-BA')).toMatchObject({
    from: 'RS',
    to: 'BA',
    isStretch: false,
    value: 40,
  });
  expect(byCode('RS-BA.drina')).toMatchObject({ from: 'RS', to: 'BA', isStretch: true, value: 10 });
});

it('an unreleased number gives a segment without a number, and 0 is a number', () => {
  expect(byCode('MK-RS')).toMatchObject({ value: undefined });
  expect(byCode('XK-RS')).toMatchObject({ value: 0 });
});

it('codes without two countries are neither segments nor arrows', () => {
  expect(others).toEqual([
    { code: 'not-at-border', value: 65 },
    { code: 'other-or-unknown', value: 0 },
  ]);
  expect(segments.map(({ code }) => code).sort()).toEqual(['MK-RS', 'RS-BA', 'RS-BA.drina', 'XK-RS']);
});

it('the largest comes first and what has no number last; a country keeps what begins or ends there', () => {
  expect(sortedSegments(segments).map(({ code }) => code)).toEqual([
    'RS-BA',
    'RS-BA.drina',
    'XK-RS',
    'MK-RS',
  ]);
  expect(touching(segments, 'BA').map(({ code }) => code)).toEqual(['RS-BA', 'RS-BA.drina']);
  expect(touching(segments, undefined)).toHaveLength(4);
});

it('only a whole segment has another direction', () => {
  expect(['RS-HU', 'RS-BA.drina', 'not-at-border'].map(reverseOf)).toEqual(['HU-RS', undefined, undefined]);
});
