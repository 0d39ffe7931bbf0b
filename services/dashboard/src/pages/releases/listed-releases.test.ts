import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosenReleases, foldedReleases, type Listed, openYears } from './listed-releases.ts';

const listed = (period: string, table = 't', audience = 'partners'): Listed => ({
  id: `${table}.${period}.${audience}`,
  table,
  period,
  audience,
});

describe('the list of releases', () => {
  it('has the newest first, a longer period above the shorter ones that end with it', () => {
    const periods = ['2025-12', '2026-Q1', '2026-03', '2026-04', '2026-W20', '2025'];
    expect(
      chosenReleases(
        periods.map((period) => listed(period)),
        {},
      ).map(({ period }) => period),
    ).toEqual(['2026-W20', '2026-04', '2026-Q1', '2026-03', '2025', '2025-12']);
  });

  it('has the newest at first, never a part of a period, and every other release once in its year', () => {
    const period = fc.oneof(
      fc.constantFrom('2024', '2025', '2026-Q1', '2025-Q4'),
      fc
        .tuple(fc.constantFrom('2024', '2025', '2026'), fc.integer({ min: 10, max: 12 }))
        .map(([year, month]) => `${year}-${month}`),
    );
    const all = fc.array(
      fc.tuple(period, fc.constantFrom('a', 'b', 'c')).map(([of, table]) => listed(of, table)),
    );
    fc.assert(
      fc.property(all, fc.integer({ min: 1, max: 12 }), (releases, most) => {
        const found = chosenReleases(releases, {});
        const { newest, older } = foldedReleases(found, most);
        expect([...newest, ...older.flatMap((fold) => fold.releases)]).toEqual(found);
        const periods = new Set(newest.map((one) => one.period));
        expect(periods.size > 0).toBe(found.length > 0);
        expect(newest.length <= most || periods.size === 1).toBe(true);
        for (const { year, releases: ofYear } of older)
          for (const one of ofYear) {
            expect(one.period.startsWith(year)).toBe(true);
            expect(periods.has(one.period)).toBe(false);
          }
        // As many as fit: the next period has more than there is room for.
        const [next] = older.flatMap((fold) => fold.releases);
        const more = found.filter((one) => one.period === next?.period).length;
        if (next !== undefined) expect(newest.length + more).toBeGreaterThan(most);
        expect(older.map(({ year }) => year)).toEqual(
          [...new Set(older.map(({ year }) => year))].sort().reverse(),
        );
      }),
    );
  });

  it('opens the years that its address names, all where it says so, and none that it does not have', () => {
    const years = ['2026', '2025', '2024'];
    expect(openYears(undefined, years)).toEqual([]);
    expect(openYears('2024,2026,2019', years)).toEqual(['2026', '2024']);
    expect(openYears('all', years)).toEqual(years);
  });

  it('has what fits every choice, and each of it once', () => {
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
