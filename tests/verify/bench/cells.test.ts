import { describe, expect, it } from 'vitest';
import { checkSame, checkTruth, createCells } from './cells.ts';
import { measureDrain } from './drain.ts';

function cellsWith(...values: readonly (readonly [string, number, number])[]) {
  const { cells, add } = createCells();
  for (const [name, reports, victims] of values) add(name, { reports, incidents: reports, victims });
  return cells;
}

describe('the cells of two programs', () => {
  it('are the same however they are spread over partitions', () => {
    expect(() =>
      checkSame(cellsWith(['o2025-03a', 1, 2], ['o2025-03a', 1, 1]), cellsWith(['o2025-03a', 2, 3])),
    ).not.toThrow();
  });

  it.each([
    { title: 'another number', other: cellsWith(['o2025-03a', 2, 4]) },
    { title: 'another cell', other: cellsWith(['o2025-03b', 2, 3]) },
    { title: 'one cell more', other: cellsWith(['o2025-03a', 2, 3], ['o2025-03b', 1, 1]) },
  ])('differ by $title', ({ other }) => {
    expect(() => checkSame(cellsWith(['o2025-03a', 2, 3]), other)).toThrow();
  });

  it('must add up to the exact counts of each month', () => {
    const cells = cellsWith(['o2025-03a', 2, 3], ['o2025-03b', 1, 1], ['r2025-W10a', 9, 9]);
    expect(() => checkTruth(cells, { '2025-03': { reports: 3, victims: 4 } })).not.toThrow();
    expect(() => checkTruth(cells, { '2025-03': { reports: 3, victims: 5 } })).toThrow(/counts are wrong/);
    expect(() => checkTruth(cells, {})).toThrow(/counts are wrong/);
  });
});

describe('the time of a drain', () => {
  const reader = (...counted: number[]) => {
    const all = counted.values();
    return async () => all.next().value ?? Number.NaN;
  };

  it('excludes the warm-up, also if one commit contains everything', async () => {
    for (const counted of [reader(0, 40, 60, 100), reader(0, 100), reader(100)]) {
      const perSecond = await measureDrain(counted, { total: 100, warmUp: 50 });
      expect(perSecond).toBeGreaterThan(0);
      expect(perSecond).toBeLessThan(Number.POSITIVE_INFINITY);
    }
  });
});
