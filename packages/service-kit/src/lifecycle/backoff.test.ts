import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createBackoff, sleep } from './backoff.ts';

it('doubles from the first wait to the last, and starts again after a reset', () => {
  const backoff = createBackoff({ firstMs: 100, lastMs: 350 }, () => 1);
  const waits = () => [backoff.nextMs(), backoff.nextMs(), backoff.nextMs(), backoff.nextMs()];
  expect(waits()).toEqual([100, 200, 350, 350]);
  backoff.reset();
  expect(waits()).toEqual([100, 200, 350, 350]);
});

it('randomises at most half of each wait', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (chance) => {
      const ms = createBackoff({ firstMs: 100, lastMs: 100 }, () => chance).nextMs();
      expect(ms).toBeGreaterThanOrEqual(50);
      expect(ms).toBeLessThanOrEqual(100);
    }),
  );
});

it('ends a sleep without an error when the signal aborts', async () => {
  const stopping = new AbortController();
  const sleeping = sleep(60_000, stopping.signal);
  stopping.abort();
  await expect(sleeping).resolves.toBeUndefined();
});
