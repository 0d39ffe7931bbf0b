import fc from 'fast-check';
import { expect, it } from 'vitest';
import { againAfterMs, arrivedRelease } from './release-stream.ts';

it('parses the release of an event, and ignores everything else', () => {
  const release = { id: 'a.2026-10.partners', table: 'a', period: '2026-10', audience: 'partners', k: 5 };
  expect(arrivedRelease(JSON.stringify(release))).toEqual(release);
  for (const data of ['', '{}', 'no JSON', '[]', 'null', JSON.stringify({ ...release, period: 5 })])
    expect([data, arrivedRelease(data)]).toEqual([data, undefined]);
});

it('a rejected stream is retried with growing, bounded and random delays', () => {
  fc.assert(
    fc.property(fc.nat({ max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const waits = againAfterMs(failures, random);
      expect(waits).toBeGreaterThanOrEqual(7_500);
      expect(waits).toBeLessThanOrEqual(300_000);
      expect(againAfterMs(failures + 1, random)).toBeGreaterThanOrEqual(waits);
    }),
  );
});
