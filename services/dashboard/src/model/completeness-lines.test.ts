import { expect, it } from 'vitest';
import type { CompletenessMonth } from '../api/completeness.ts';
import { completenessLines, sinceFirstPublished } from './completeness-lines.ts';

const month = (period: string, ...together: readonly (readonly string[])[]): CompletenessMonth => ({
  ...{ period, release: `a.${period}.partners`, k: 5 },
  entries: together.map((countries) => ({ countries: [...countries], stated: 'all', reported: [] })),
});

it('each country has a line, and pooled countries have a separate one after the others', () => {
  const lines = completenessLines([
    month('2025-01', ['RS'], ['ME', 'XK']),
    month('2025-02', ['AL'], ['ME'], ['RS', 'XK']),
  ]);
  expect(lines.map(({ key }) => key)).toEqual(['AL', 'ME', 'RS', 'ME+XK', 'RS+XK']);
  const [, montenegro] = lines;
  expect([...(montenegro?.byPeriod.keys() ?? [])]).toEqual(['2025-02']);
});

it('months before the first publication have no column, but gaps do', () => {
  const months = [month('2025-01'), month('2025-02', ['RS']), month('2025-03'), month('2025-04', ['RS'])];
  expect(sinceFirstPublished(months).map(({ period }) => period)).toEqual(['2025-02', '2025-03', '2025-04']);
  expect(sinceFirstPublished(months.slice(0, 1))).toEqual([]);
});
