import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosenReleases, type Listed } from './listed-releases.ts';

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
