import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

describe('createRandom', () => {
  it('repeats with the same seed and name', () => {
    const numbers = (name: string) => Array.from({ length: 5 }, createRandom(7, name).next);
    expect(numbers('a')).toEqual(numbers('a'));
    expect(numbers('a')).not.toEqual(numbers('b'));
  });

  it('keeps streams of different names apart', () => {
    // These two met when the state had 32 bits: the second repeated the first from its 1,537th number.
    const [first, second] = ['messages/479', 'messages/45'].map((name) =>
      Array.from({ length: 4000 }, createRandom(1224469062, name).next),
    );
    const seen = new Set(first);
    expect(second!.filter((number) => seen.has(number)).length).toBeLessThan(10);
  });
});
