import { interpretRounded } from '@waylight/presentation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, changeBetween } from './change.ts';
import { changeSign } from './change-sign.ts';

/** A truth, and one of the multiples that rounding may give for it. */
const rounded = (base: number) =>
  fc.tuple(fc.nat({ max: 500 }), fc.boolean()).map(([truth, up]) => {
    const down = truth - (truth % base);
    return { truth, value: up && truth % base !== 0 ? down + base : down };
  });

it('a change that is named holds of every truth that the two numbers can stand for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 20 }).chain((base) => fc.tuple(fc.constant(base), rounded(base), rounded(base))),
      ([base, earlier, now]) => {
        const change = changeBetween({ value: earlier.value }, { value: now.value }, base);
        const difference = now.truth - earlier.truth;
        if (change.kind === 'uncertain') return;
        const size = change.kind === 'more' ? difference : -difference;
        expect(change.from).toBeGreaterThan(0);
        expect(size).toBeGreaterThanOrEqual(change.from);
        expect(size).toBeLessThanOrEqual(change.to);
      },
    ),
  );
});

it('says no more than the numbers do: from 5 to 10 nothing is certain, from 20 to 40 between 12 and 28 more', () => {
  const between = (earlier: number, now: number) => changeBetween({ value: earlier }, { value: now }, 5);
  expect(between(5, 10)).toEqual({ kind: 'uncertain' });
  expect(between(20, 40)).toEqual({ kind: 'more', from: 12, to: 28 });
  expect(between(40, 20)).toEqual({ kind: 'fewer', from: 12, to: 28 });
  expect(between(0, 10)).toEqual({ kind: 'more', from: 2, to: 14 });
});

describe('what else can explain a difference', () => {
  /** Of 31 and of 30 days. */
  const [OCTOBER, SEPTEMBER] = ['2026-10', '2026-09'];
  const number = fc.nat({ max: 60 }).map((n) => n * 5);

  it('is the number of days, unless every possible number for each day differs in the same direction', () => {
    const between = (earlier: number, now: number) =>
      changeBetween({ value: earlier, period: SEPTEMBER }, { value: now, period: OCTOBER }, 5);
    expect(between(40, 50)).toEqual({ kind: 'more', from: 2, to: 18 });
    // 126 to 134 in 31 days, and 116 to 124 in 30: 126 may be fewer for each day than 124.
    expect(between(120, 130)).toEqual({ kind: 'uncertain' });
    fc.assert(
      fc.property(number, number, (earlier, now) => {
        const [before, after] = [interpretRounded(earlier), interpretRounded(now)];
        const isMore = after.from > before.to && after.from / 31 > before.to / 30;
        const isFewer = after.to < before.from && after.to / 31 < before.from / 30;
        expect(between(earlier, now).kind).toBe(isMore ? 'more' : isFewer ? 'fewer' : 'uncertain');
      }),
    );
  });

  it('is a silence: in the later period whatever the numbers, in the earlier one where there are more now', () => {
    fc.assert(
      fc.property(number, number, fc.boolean(), fc.boolean(), (earlier, now, wasSilent, isSilent) => {
        const change = changeBetween(
          { value: earlier, period: SEPTEMBER, isSilent: wasSilent },
          { value: now, period: OCTOBER, isSilent },
          5,
        );
        expect(change.doubt === 'silence').toBe(isSilent || (wasSilent && change.kind !== 'fewer'));
      }),
    );
  });
});

it('of a sum is in doubt for the silence of a part where that can explain it: fewer in the month of it, more after it', () => {
  const number = fc.nat({ max: 60 }).map((n) => n * 5);
  fc.assert(
    fc.property(number, number, fc.boolean(), fc.boolean(), (earlier, now, wasPart, isPart) => {
      const of = (is: boolean) => (is ? ('in-part' as const) : false);
      const periods = { earlier: { value: earlier, period: '2026-09' }, now: { value: now, period: '2026-10' } };
      const heard = changeBetween(periods.earlier, periods.now, 5);
      const change = changeBetween(
        { ...periods.earlier, isSilent: of(wasPart) },
        { ...periods.now, isSilent: of(isPart) },
        5,
      );
      const isHeld = (isPart && heard.kind !== 'more') || (wasPart && heard.kind !== 'fewer');
      expect(change.doubt === 'silence').toBe(isHeld);
      if (!isHeld) expect(change).toEqual(heard);
      expect(change.kind).toBe(heard.kind);
    }),
  );
});

it('is written as its doubt, its direction and its span, and no two meanings are written the same', () => {
  const written: readonly (readonly [Change, string])[] = [
    [{ kind: 'more', from: 2, to: 18 }, '▲ 2–18'],
    [{ kind: 'fewer', from: 2, to: 18 }, '▼ 2–18'],
    [{ kind: 'fewer', from: 2, to: 18, doubt: 'silence' }, '○ ▼ 2–18'],
    [{ kind: 'uncertain' }, '~'],
    [{ kind: 'uncertain', doubt: 'silence' }, '○ ~'],
  ];
  for (const [change, sign] of written) expect(changeSign(change, String)).toBe(sign);
  expect(new Set(written.map(([, sign]) => sign)).size).toBe(written.length);
});
