import { expect, it } from 'vitest';
import { smallShare } from './small-share.ts';

it('counts the numbers that are as small as it, and says when they are more than half', () => {
  expect(smallShare([0, 5, 10, 15], 5)).toEqual({ count: 4, small: 2, isMostlySmall: false, percent: 50 });
  expect(smallShare([0, 5, 0, 15], 5)).toEqual({ count: 4, small: 3, isMostlySmall: true, percent: 75 });
  expect(smallShare([], 5)).toEqual({ count: 0, small: 0, isMostlySmall: false, percent: 0 });
  const justMore = [...Array<number>(51).fill(5), ...Array<number>(50).fill(10)];
  expect(smallShare(justMore, 5)).toMatchObject({ isMostlySmall: true, percent: 51 });
});
