import { expect, it } from 'vitest';
import { createLatencies } from './latencies.ts';

it('reports an interval once and the whole run to one percent, in memory that does not grow with the count', () => {
  const latencies = createLatencies();
  for (let ms = 1; ms <= 1_000; ms++) latencies.add(ms);
  expect(latencies.interval()).toEqual({ count: 1_000, p50: 501, p99: 991 });
  expect(latencies.interval()).toEqual({ count: 0 });
  for (let ms = 1; ms <= 1_000; ms++) latencies.add(ms);
  const { count, p50 = 0, p99 = 0 } = latencies.whole();
  expect(count).toBe(2_000);
  expect(p50 / 500).toBeCloseTo(1, 1);
  expect(p99 / 990).toBeCloseTo(1, 1);
});
