import { expect, it } from 'vitest';
import type { CompletenessMonth } from '../data/completeness.ts';
import { completenessLines, monthsUpTo, sinceFirstTold } from './lines.ts';

const month = (period: string, ...together: readonly (readonly string[])[]): CompletenessMonth => ({
  ...{ period, release: `a.${period}.partners`, k: 5 },
  entries: together.map((countries) => ({ countries: [...countries], stated: 'all', reported: [] })),
});

it('each country has a line, and those that are told together have one of their own, behind the others', () => {
  const lines = completenessLines([
    month('2025-01', ['RS'], ['ME', 'XK']),
    month('2025-02', ['AL'], ['ME'], ['RS', 'XK']),
  ]);
  expect(lines.map(({ key }) => key)).toEqual(['AL', 'ME', 'RS', 'ME+XK', 'RS+XK']);
  const [, montenegro] = lines;
  expect([...(montenegro?.byPeriod.keys() ?? [])]).toEqual(['2025-02']);
});

it('a year up to a month has twelve months at most, and none after it', () => {
  const months = Array.from({ length: 14 }, (_, n) =>
    month(`2025-${String(n + 1).padStart(2, '0')}`, ['RS']),
  );
  const chosen = monthsUpTo(months, '2025-13', 12);
  expect([chosen[0]?.period, chosen.at(-1)?.period, chosen.length]).toEqual(['2025-02', '2025-13', 12]);
  expect(monthsUpTo(months, undefined, 3).map(({ period }) => period)).toEqual([
    '2025-12',
    '2025-13',
    '2025-14',
  ]);
});

it('months before it was kept have no column, and one in between has', () => {
  const months = [month('2025-01'), month('2025-02', ['RS']), month('2025-03'), month('2025-04', ['RS'])];
  expect(sinceFirstTold(months).map(({ period }) => period)).toEqual(['2025-02', '2025-03', '2025-04']);
  expect(sinceFirstTold(months.slice(0, 1))).toEqual([]);
});
