import { VICTIMS_BY_GROUP_SIZE } from '@waylight/disclosure-control';
import { codeList, groupSizeOf } from '@waylight/taxonomy';
import { expect, it } from 'vitest';

it('the disclosure audit interprets group sizes as the code book defines them', () => {
  for (const victims of [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 10_000]) {
    const size = VICTIMS_BY_GROUP_SIZE[groupSizeOf(victims)];
    if (victims === 0) expect(size).toBeUndefined();
    else {
      expect(victims).toBeGreaterThanOrEqual(size?.least ?? Number.NaN);
      expect(victims).toBeLessThanOrEqual(size?.most ?? Number.NaN);
    }
  }
  const sizes = codeList('groupSize').map(({ id }) => id);
  expect(sizes.filter((id) => VICTIMS_BY_GROUP_SIZE[id] === undefined)).toEqual(['none', 'unknown']);
});
