import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenBuckets } from './token-buckets.ts';

test('a burst passes, and the next call passes after `retryAfterMs`', () => {
  let ms = 0;
  const buckets = createTokenBuckets({ ratePerSecond: 10, burst: 3, elapsed: () => ms });
  expect([1, 2, 3].map(() => buckets.take('a').ok)).toEqual([true, true, true]);
  expect(buckets.take('a')).toEqual({ ok: false, retryAfterMs: 100 });
  expect(buckets.take('b')).toEqual({ ok: true });
  ms += 99;
  expect(buckets.take('a').ok).toBe(false);
  ms += 1;
  expect(buckets.take('a').ok).toBe(true);
});

test('no key gets more calls than burst plus rate, in any interval', () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 });
  fc.assert(
    fc.property(
      pauses,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 20 }),
      (waits, rate, burst) => {
        let ms = 0;
        const buckets = createTokenBuckets({ ratePerSecond: rate, burst, elapsed: () => ms });
        let passed = 0;
        for (const wait of waits) {
          ms += wait;
          if (buckets.take('a').ok) passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(burst + (ms * rate) / 1_000 + 1e-6);
      },
    ),
  );
});

test('a clock that goes back adds no tokens', () => {
  let ms = 1_000;
  const buckets = createTokenBuckets({ ratePerSecond: 1, burst: 1, elapsed: () => ms });
  buckets.take('a');
  ms = 0;
  expect(buckets.take('a').ok).toBe(false);
});

test('the number of keys is limited, and the least recently used one is dropped first', () => {
  const buckets = createTokenBuckets({ ratePerSecond: 1, burst: 1, elapsed: () => 0, maxKeys: 2 });
  buckets.take('quiet');
  buckets.take('busy');
  buckets.take('busy');
  buckets.take('new');
  expect(buckets.size()).toBe(2);
  expect(buckets.take('busy').ok).toBe(false);
});
