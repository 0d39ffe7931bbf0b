import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedRelease } from '../../api/schemas.ts';
import { chosenReleases, foldedReleases, openYears } from './listed-releases.ts';

const listed = (period: string, table = 't', audience = 'partners'): ListedRelease => ({
  id: `${table}.${period}.${audience}`,
  table,
  period,
  audience,
});

describe('the list of releases', () => {
  it('is ordered newest first, with a longer period above the shorter ones at its end', () => {
    const periods = ['2025-12', '2026-Q1', '2026-03', '2026-04', '2026-W20', '2025'];
    expect(
      chosenReleases(
        periods.map((period) => listed(period)),
        {},
      ).map(({ period }) => period),
    ).toEqual(['2026-W20', '2026-04', '2026-Q1', '2026-03', '2025', '2025-12']);
  });

  it('shows the newest period of each length first, and every other release once under its year', () => {
    const period = fc.oneof(
      fc.constantFrom('2024', '2025', '2026-Q1', '2025-Q4', '2026-W02', '2026-W10'),
      fc
        .tuple(fc.constantFrom('2024', '2025', '2026'), fc.integer({ min: 10, max: 12 }))
        .map(([year, month]) => `${year}-${month}`),
    );
    const all = fc.array(
      fc.tuple(period, fc.constantFrom('a', 'b', 'c')).map(([of, table]) => listed(of, table)),
    );
    const lengthOf = (id: string) => id.replace(/^\d+-?/, '').replace(/\d/g, '') + id.length;
    fc.assert(
      fc.property(all, (releases) => {
        const found = chosenReleases(releases, {});
        const { newest, older } = foldedReleases(found);
        const rest = older.flatMap((fold) => fold.releases);
        expect(new Set([...newest, ...rest])).toEqual(new Set(found));
        expect(newest.length + rest.length).toBe(found.length);
        const lengths = Map.groupBy(newest, (one) => lengthOf(one.period));
        expect(new Set(lengths.keys())).toEqual(new Set(found.map((one) => lengthOf(one.period))));
        for (const [length, ofLength] of lengths) {
          expect(new Set(ofLength.map((one) => one.period)).size).toBe(1);
          for (const one of rest.filter((other) => lengthOf(other.period) === length))
            expect(one.period < (ofLength[0]?.period ?? '')).toBe(true);
        }
        for (const { year, releases: ofYear } of older)
          expect(ofYear.every((one) => one.period.startsWith(year))).toBe(true);
        expect(older.map(({ year }) => year)).toEqual(
          [...new Set(older.map(({ year }) => year))].sort().reverse(),
        );
      }),
    );
  });

  it('does not let weeks push the newest quarter behind its year', () => {
    const found = chosenReleases(
      ['2026-W43', '2026-W42', '2026-W41', '2026-10', '2026-09', '2026-Q3', '2026-Q2'].map((one) =>
        listed(one),
      ),
      {},
    );
    expect(foldedReleases(found).newest.map((one) => one.period)).toEqual(['2026-10', '2026-W43', '2026-Q3']);
  });

  it('expands the years of its URL, or all years, and no year without releases', () => {
    const years = ['2026', '2025', '2024'];
    expect(openYears(undefined, years)).toEqual([]);
    expect(openYears('2024,2026,2019', years)).toEqual(['2026', '2024']);
    expect(openYears('all', years)).toEqual(years);
  });

  it('contains the releases that match all filters, each once', () => {
    const one = fc
      .tuple(
        fc.constantFrom('2025-12', '2026-01', '2026-Q1'),
        fc.constantFrom('a', 'b'),
        fc.constantFrom('public', 'partners'),
      )
      .map(([period, table, audience]) => listed(period, table, audience));
    const choice = <T>(...values: T[]) => fc.constantFrom(undefined, ...values);
    fc.assert(
      fc.property(
        fc.array(one),
        choice('a', 'b'),
        choice('public'),
        choice('2026'),
        (all, table, audience, year) => {
          const found = chosenReleases(all, { table, audience, year });
          const fits = all.filter(
            (each) =>
              (table ?? each.table) === each.table &&
              (audience ?? each.audience) === each.audience &&
              each.period.startsWith(year ?? ''),
          );
          expect(found.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(
            fits.toSorted((a, b) => a.id.localeCompare(b.id)),
          );
        },
      ),
    );
  });
});
