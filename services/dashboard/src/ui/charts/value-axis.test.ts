import { scaleBand, scaleLinear } from 'd3-scale';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bandAxis, valueAxis } from './value-axis.ts';

it('is the scale that d3 makes of the same', () => {
  const amount = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(amount, fc.nat(1_000_000), fc.integer({ min: 2, max: 10 }), (most, value, count) => {
      const axis = valueAxis({ most, from: 142, to: 26, count });
      const scale = scaleLinear().domain([0, most]).nice(count).range([142, 26]);
      expect(axis.at(value)).toBeCloseTo(scale(value), 6);
      expect(axis.ticks).toEqual(scale.ticks(count));
    }),
  );
});

it('begins at 0 and holds its largest value', () => {
  const { at, ticks } = valueAxis({ most: 37, from: 0, to: 100, count: 4 });
  expect(ticks[0]).toBe(0);
  expect(ticks.at(-1)).toBeGreaterThanOrEqual(37);
  expect([at(0), at(ticks.at(-1) ?? 0)]).toEqual([0, 100]);
});

it('has the bands that d3 makes of the same', () => {
  const ids = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 24 });
  fc.assert(
    fc.property(ids, fc.double({ min: 0, max: 0.9, noNaN: true }), (all, gap) => {
      const scale = scaleBand().domain(all).range([34, 312]).paddingInner(gap);
      const { at, width } = bandAxis(all, [34, 312], gap);
      expect(width).toBeCloseTo(scale.bandwidth(), 6);
      for (const id of all) expect(at(id)).toBeCloseTo(scale(id) ?? Number.NaN, 6);
    }),
  );
});
