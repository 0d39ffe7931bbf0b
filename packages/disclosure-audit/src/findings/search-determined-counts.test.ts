import { describe, expect, test } from 'vitest';
import { ContradictionError } from '../errors.ts';
import { intervalsOf } from '../solver/exact-intervals.ts';
import { loadHighs } from '../solver/load-highs.ts';
import { mediumSystem } from '../solver/medium-systems.fixture.ts';
import {
  type DeterminedCount,
  type HiddenCount,
  isSmall,
  LEAST_OPEN_VALUES,
} from '../system/hidden-count.ts';
import { createLinearSystem, type LinearSystem, sumOf } from '../system/linear-system.ts';
import { searchDeterminedCounts } from './search-determined-counts.ts';

const highs = await loadHighs();
const SYSTEMS = 200;
const PATIENCE_MS = 120_000;

/** The same the plain way: two optima over the whole puzzle for each count. */
async function plainly(
  linearSystem: LinearSystem,
  hidden: readonly HiddenCount[],
): Promise<DeterminedCount[]> {
  const small = hidden.filter(({ truth }) => isSmall(truth));
  const intervals = await intervalsOf(
    linearSystem,
    small.map(({ variable }) => variable),
  );
  return small.flatMap((one) => {
    const interval = intervals.get(one.variable) ?? { least: Number.NaN, most: Number.NaN };
    return interval.most - interval.least + 1 < LEAST_OPEN_VALUES ? [{ ...one, interval }] : [];
  });
}

const quickly = (linearSystem: LinearSystem, hidden: readonly HiddenCount[]) =>
  searchDeterminedCounts(highs, linearSystem, hidden, () => undefined);

describe('the counts that are pinned, with their intervals', () => {
  test(
    'are those that solving for each count by itself finds',
    async () => {
      let pinned = 0;
      let open = 0;
      for (let seed = 0; seed < SYSTEMS; seed++) {
        const { linearSystem, hidden } = mediumSystem(`${seed}`);
        const expected = await plainly(linearSystem, hidden);
        expect(quickly(linearSystem, hidden)).toEqual(expected);
        pinned += expected.length;
        open += hidden.filter(({ truth }) => isSmall(truth)).length - expected.length;
      }
      // Otherwise the puzzles would show nothing.
      expect(Math.min(pinned, open)).toBeGreaterThan(SYSTEMS);
    },
    PATIENCE_MS,
  );

  test(
    'are the same where the truth is not given, or is not what fits',
    async () => {
      for (let seed = 0; seed < SYSTEMS / 10; seed++) {
        const { linearSystem, hidden } = mediumSystem(`hints ${seed}`);
        const some = hidden.filter((_, n) => n % 2 === 0);
        expect(quickly(linearSystem, some)).toEqual(await plainly(linearSystem, some));
        const wrong = hidden.map((one) => ({ ...one, truth: ((one.truth + seed) % 6) + 1 }));
        expect(quickly(linearSystem, wrong)).toEqual(await plainly(linearSystem, wrong));
      }
    },
    PATIENCE_MS,
  );

  test('are found by whole numbers where fractions would leave more', () => {
    const linearSystem = createLinearSystem();
    const [a, b] = [
      linearSystem.addVariable({ least: 0, most: 4 }),
      linearSystem.addVariable({ least: 0, most: 4 }),
    ];
    const [half, rest] = [linearSystem.addVariable(), linearSystem.addVariable()];
    // b and twice something make 3, so it is odd; a and b are even together, so a is odd, too. Of fractions a may be 0 to 4.
    linearSystem.addConstraint([...sumOf([b]), ...sumOf([rest], 2)], { least: 3, most: 3 });
    linearSystem.addConstraint([...sumOf([a, b]), ...sumOf([half], -2)], { least: 0, most: 0 });
    const hidden = [{ variable: a, truth: 1, name: 'a' }];
    expect(quickly(linearSystem, hidden)).toEqual([{ ...hidden[0], interval: { least: 1, most: 3 } }]);
  });

  test('are a contradiction where nothing fits, in a part of the puzzle that holds no small count, too', () => {
    const linearSystem = createLinearSystem();
    const [count, a, b] = [
      linearSystem.addVariable(),
      linearSystem.addVariable(),
      linearSystem.addVariable(),
    ];
    linearSystem.addConstraint(sumOf([count]), { least: 0, most: 9 });
    linearSystem.addConstraint(sumOf([a, b], 2), { least: 3, most: 3 });
    const attack = () => quickly(linearSystem, [{ variable: count, truth: 2, name: 'count' }]);
    expect(attack).toThrow(ContradictionError);
  });

  test('are told of as they are looked at, and must be of the puzzle', () => {
    const { linearSystem, hidden } = mediumSystem('told');
    const small = hidden.filter(({ truth }) => isSmall(truth)).length;
    const progress: (readonly [number, number])[] = [];
    searchDeterminedCounts(highs, linearSystem, hidden, (checked, of) => progress.push([checked, of]));
    expect(progress).toEqual(Array.from({ length: small }, (_, n) => [n + 1, small]));
    const foreign = { variable: 99, truth: 1, name: 'a count of another puzzle' };
    expect(() => quickly(linearSystem, [foreign])).toThrow('a count of another puzzle is not in this puzzle');
  });
});
