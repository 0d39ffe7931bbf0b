import { dayNumber, daysOf } from '@waylight/calendar';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIX } from '../text/countries.ts';
import { loadTranslator } from '../text/testing/load-translator.ts';
import { byWhere, reachOf, reachWords, whereText } from './public-record.ts';

const DAY_MS = 86_400_000;
const cellsOf = (...periods: readonly string[]) => periods.map((period) => ({ period, value: 1 }));
const at = (year: number, month: number, day: number) => dayNumber(year, month, day) * DAY_MS;

describe('the newest year of the public record', () => {
  it('is incomplete until its last day has ended, whatever has been published', () => {
    const instant = fc.integer({ min: at(2026, 1, 1), max: at(2026, 12, 31) + DAY_MS - 1 });
    const cells = fc.constantFrom(undefined, [], cellsOf('2026-?'), cellsOf('2026-04'), cellsOf('2026-12'));
    fc.assert(
      fc.property(instant, cells, (nowMs, all) => {
        expect(reachOf('2026', all, nowMs).state).toBe('running');
      }),
    );
    expect(reachOf('2026', cellsOf('2026-12'), at(2027, 1, 1)).state).toBe('whole');
  });

  it('is not complete by the clock alone, because the record may be months old', () => {
    const later = fc.integer({ min: (daysOf('2026')?.toDay ?? 0) + 1, max: dayNumber(2040, 1, 1) });
    const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 });
    fc.assert(
      fc.property(later, months, (day, all) => {
        const periods = all.map((month) => `2026-${String(month).padStart(2, '0')}`);
        const { month, state } = reachOf('2026', cellsOf('2026-?', ...periods), day * DAY_MS);
        expect(month).toBe(periods.toSorted().at(-1));
        expect(state).toBe(Math.max(...all) < 12 ? 'partial' : 'whole');
      }),
    );
  });

  it('names no month that its entries do not state', () => {
    expect(reachOf('2026', cellsOf('2026-?'), at(2027, 3, 1))).toEqual({
      year: '2026',
      month: undefined,
      state: 'whole',
    });
    expect(reachOf('2026', cellsOf('2026-02', '2026-03-?'), at(2026, 9, 1)).month).toBe('2026-03');
  });
});

describe('texts about it', () => {
  const locale = {
    t: (id: string, values: object = {}) => [id, ...Object.values(values)].join(' '),
    period: (id: string) => `<${id}>`,
  };
  const reach = { year: '2026', month: '2026-04', state: 'running' } as const;

  it('mark that year and no other, and name its newest entry', () => {
    const { yearText, note } = reachWords(reach, ['2025', '2026'], locale);
    expect(['2025', '2026'].map(yearText)).toEqual(['2025', 'overview.record.running 2026']);
    expect(note).toBe('overview.record.running.note 2026 <2026-04>');
    const partial = reachWords({ ...reach, state: 'partial' }, ['2026'], locale);
    expect([partial.yearText('2026'), partial.note]).toEqual([
      'overview.record.partial 2026',
      'overview.record.partial.note 2026 <2026-04>',
    ]);
  });

  it('are absent if it is complete or not displayed', () => {
    expect(reachWords(reach, ['2024', '2025'], locale).note).toBeUndefined();
    const { yearText, note } = reachWords({ ...reach, state: 'whole' }, ['2026'], locale);
    expect([yearText('2026'), note]).toEqual(['2026', undefined]);
  });
});

describe('persons of the public record by where', () => {
  it('are in the six, outside them or of no known country, and each of them is in one of these', () => {
    const country = fc.constantFrom(...SIX, 'HR', 'BG', 'GR', 'AT', 'unknown');
    fc.assert(
      fc.property(fc.array(fc.tuple(country, fc.integer({ min: 0, max: 500 }))), (all) => {
        const { six, elsewhere, unknown } = byWhere(all);
        const sum = (isOne: (code: string) => boolean) =>
          all.reduce((n, [code, value]) => n + (isOne(code) ? value : 0), 0);
        const isOfTheSix = (code: string) => ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'].includes(code);
        expect([six, unknown]).toEqual([sum(isOfTheSix), sum((code) => code === 'unknown')]);
        expect(six + elsewhere + unknown).toBe(sum(() => true));
      }),
    );
  });

  it('are said with all three parts', async () => {
    const locale = { t: await loadTranslator('en'), number: String };
    expect(whereText({ six: 6, elsewhere: 7, unknown: 2 }, locale)).toBe(
      'In the six countries: 6. Outside them: 7. Country unknown: 2.',
    );
  });
});
