import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canBreakDown, chanceUnitOf, computeLineChances } from './breakdown-line.ts';
import { sum } from './controlled-rounding.ts';
import { keyedUniform } from './keyed-uniform.ts';

const BASE = 5;
const uniformOf = (label: string) => keyedUniform(Buffer.alloc(32, 5), label);
const own = (truth: number) => ({ truth, chance: (truth % BASE) / BASE });

const someCells = fc.array(
  fc
    .tuple(
      fc.nat(23),
      fc.constantFrom<'own' | 'up' | 'down' | 'leaning'>('own', 'own', 'up', 'down', 'leaning'),
    )
    .map(([truth, kind]) => {
      if (truth % BASE === 0) return { truth, chance: 0 };
      const chance = { own: (truth % BASE) / BASE, up: 1, down: 0, leaning: 0.37 }[kind];
      return { truth, chance };
    }),
  { minLength: 1, maxLength: 12 },
);

describe('a released number that is broken down', () => {
  test('can be broken down exactly if some rounding of its cells adds up to it', () => {
    fc.assert(
      fc.property(someCells, fc.nat(30), (cells, fives) => {
        let ways = [0];
        for (const { truth, chance } of cells) {
          const down = truth - (truth % BASE);
          const values = [...(chance < 1 ? [down] : []), ...(chance > 0 ? [down + BASE] : [])];
          ways = [...new Set(ways.flatMap((all) => values.map((value) => all + value)))];
        }
        expect(canBreakDown({ released: fives * BASE, cells }, BASE)).toBe(ways.includes(fives * BASE));
      }),
    );
  });

  test('has probabilities that add up to the number of cells rounded up: 0 or 1 if certain, strictly between otherwise', () => {
    fc.assert(
      fc.property(someCells, fc.nat(30), (cells, fives) => {
        const line = { released: fives * BASE, cells };
        fc.pre(canBreakDown(line, BASE));
        const unit = chanceUnitOf(BASE);
        const chances = computeLineChances(line, BASE, uniformOf('chances'));
        const down = sum(cells.map(({ truth }) => truth - (truth % BASE)));
        expect(sum(chances)).toBe(((line.released - down) / BASE) * unit);
        chances.forEach((units, n) => {
          const { chance = 0 } = cells[n] ?? {};
          expect(Number.isSafeInteger(units) && units >= 0 && units <= unit).toBe(true);
          if (chance === 0 || chance === 1) expect(units).toBe(chance * unit);
        });
      }),
    );
  });

  test('gives every cell its own rounding probability, over the draws of the number', () => {
    const truths = [1, 3, 4, 7, 0, 2];
    const cells = truths.map(own);
    const truth = sum(truths);
    const down = truth - (truth % BASE);
    const draws = 3_000;
    const means = truths.map(() => 0);
    for (const [released, weight] of [
      [down, 1 - (truth % BASE) / BASE],
      [down + BASE, (truth % BASE) / BASE],
    ] as const)
      for (let draw = 0; draw < draws; draw++)
        computeLineChances({ released, cells }, BASE, uniformOf(`${released} ${draw}`)).forEach(
          (units, n) => {
            means[n] = (means[n] ?? 0) + (weight * units) / chanceUnitOf(BASE) / draws;
          },
        );
    // A probability is between 0 and 1, so its standard deviation is at most 0.5. The test allows five standard deviations of the
    // mean.
    means.forEach((mean, n) => {
      expect(Math.abs(mean - (cells[n]?.chance ?? 0))).toBeLessThan((5 * 0.5) / Math.sqrt(draws));
    });
  });

  test('that is further from the truth biases all cells in its direction, likelier cells more than others', () => {
    const cells = [1, 2, 3, 4].map(own);
    const [few, many] = [5, 15].map((released) =>
      computeLineChances({ released, cells }, BASE, uniformOf('lean')),
    );
    few?.forEach((units, n) => {
      expect(units).toBeLessThan((cells[n]?.chance ?? 0) * chanceUnitOf(BASE));
      expect(many?.[n] ?? 0).toBeGreaterThan((cells[n]?.chance ?? 0) * chanceUnitOf(BASE));
      if (n > 0) expect(units).toBeGreaterThan(few[n - 1] ?? 0);
    });
  });

  test('rejects cells that cannot add up', () => {
    expect(() =>
      computeLineChances({ released: 15, cells: [own(1), own(2)] }, BASE, uniformOf('no')),
    ).toThrow(RangeError);
  });
});
