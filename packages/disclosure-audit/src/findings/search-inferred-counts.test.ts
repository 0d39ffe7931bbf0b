import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ContradictionError } from '../errors.ts';
import { loadHighs } from '../solver/load-highs.ts';
import { mediumSystem } from '../solver/medium-systems.fixture.ts';
import { fittingPoints, intervalAmong, smallSystems } from '../solver/small-systems.fixture.ts';
import type { Attacker } from '../system/attacker.ts';
import { createLinearSystem, type HiddenCount, type LinearSystem, sumOf } from '../system/linear-system.ts';
import { isSmall } from './finding.ts';
import { searchDeterminedCounts } from './search-determined-counts.ts';
import { searchInferredCounts } from './search-inferred-counts.ts';

const highs = await loadHighs();
const inferredCounts = (
  linearSystem: LinearSystem,
  hidden: readonly HiddenCount[],
  attackers: readonly Attacker[],
) => searchInferredCounts(highs, linearSystem, hidden, attackers, () => undefined);

const hiddenOf = (truths: readonly number[]): HiddenCount[] =>
  truths.map((truth, variable) => ({ variable, truth, name: `count ${variable}` }));

const isWithinSmall = ({ least, most }: { least: number; most: number }) => isSmall(least) && isSmall(most);

/** Reference result, found by trying all whole numbers. */
function inferByTrying(points: readonly number[][], hidden: readonly HiddenCount[], { name, own }: Attacker) {
  const ownIn = (variable: number) => own.get(variable) ?? 0;
  const left = points.filter((point) => point.every((count, variable) => count >= ownIn(variable)));
  return hidden.flatMap((one) => {
    const { variable } = one;
    const interval = intervalAmong(
      left.map((point) => point.map((count, at) => count - ownIn(at))),
      variable,
    );
    if (!isWithinSmall(interval)) return [];
    const isKnownToOutsider = ownIn(variable) === 0 && isWithinSmall(intervalAmong(points, variable));
    return isKnownToOutsider ? [] : [{ ...one, attacker: name, own: ownIn(variable), interval }];
  });
}

const byPlace = (a: HiddenCount, b: HiddenCount) => a.variable - b.variable;

describe('the counts that attackers with own reports infer', () => {
  test('equal those found by trying all whole numbers, for several attackers at once', () => {
    let found = 0;
    const shares = fc.array(fc.array(fc.nat(100), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(smallSystems(7), fc.nat(), shares, (linearSystem, pick, shareOf) => {
        const points = fittingPoints(linearSystem);
        const truth = points[pick % points.length];
        if (truth === undefined) return;
        const hidden = hiddenOf(truth);
        const attackers = shareOf.map((share, n) => ({
          name: `attacker ${n}`,
          own: new Map(truth.map((count, variable) => [variable, (share[variable] ?? 0) % (count + 1)])),
        }));
        const all = inferredCounts(linearSystem, hidden, attackers);
        for (const attacker of attackers) {
          const own = all.filter((one) => one.attacker === attacker.name).sort(byPlace);
          expect(own).toEqual(inferByTrying(points, hidden, attacker));
          found += own.length;
        }
      }),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(10);
  });

  test('are the same for every truth that is consistent with the releases and the own reports', () => {
    let found = 0;
    const share = fc.array(fc.nat(100), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(smallSystems(7), fc.nat(), fc.nat(), share, (linearSystem, one, other, shareOf) => {
        const points = fittingPoints(linearSystem);
        const truth = points[one % points.length];
        if (truth === undefined) return;
        const own = new Map(truth.map((count, n) => [n, (shareOf[n] ?? 0) % (count + 1)]));
        const consistent = points.filter((point) => point.every((count, n) => count >= (own.get(n) ?? 0)));
        const findingsFor = (point: readonly number[]) =>
          inferredCounts(linearSystem, hiddenOf(point), [{ name: 'A', own }])
            .map(({ variable, interval }) => ({ variable, interval }))
            .sort((a, b) => a.variable - b.variable);
        expect(findingsFor(consistent[other % consistent.length] ?? [])).toEqual(findingsFor(truth));
        found += findingsFor(truth).length;
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(10);
  });

  test('are the same if only some counts are checked', () => {
    let found = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { linearSystem, hidden } = mediumSystem(`some ${seed}`);
      const attackers = [0, 1, 2].map((n) => ({
        name: `attacker ${n}`,
        own: new Map(hidden.map(({ variable, truth }) => [variable, (variable + n) % (truth + 1)])),
      }));
      const scope = new Set(hidden.map(({ variable }) => variable).filter((variable) => variable % 3 !== 0));
      const some = searchInferredCounts(highs, linearSystem, hidden, attackers, () => undefined, scope);
      const all = inferredCounts(linearSystem, hidden, attackers).filter(({ variable }) =>
        scope.has(variable),
      );
      expect(some).toEqual(all);
      expect(searchDeterminedCounts(highs, linearSystem, hidden, () => undefined, scope)).toEqual(
        searchDeterminedCounts(highs, linearSystem, hidden, () => undefined).filter(({ variable }) =>
          scope.has(variable),
        ),
      );
      found += some.length;
    }
    expect(found).toBeGreaterThan(0);
  });

  test('are the same whether attackers are audited one by one or together', () => {
    let found = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { linearSystem, hidden } = mediumSystem(`attackers ${seed}`);
      const attackers = Array.from({ length: 5 }, (_, n) => ({
        name: `attacker ${n}`,
        own: new Map(
          hidden.map(({ variable, truth }) => [variable, (variable * 7 + n * 3 + seed) % (truth + 1)]),
        ),
      }));
      const all = inferredCounts(linearSystem, hidden, attackers);
      const oneByOne = attackers.flatMap((attacker) => inferredCounts(linearSystem, hidden, [attacker]));
      const sorted = (counts: typeof all) =>
        [...counts].sort((a, b) => a.attacker.localeCompare(b.attacker) || byPlace(a, b));
      expect(sorted(all)).toEqual(sorted(oneByOne));
      found += all.length;
    }
    expect(found).toBeGreaterThan(20);
  });

  test('are the same if truths are missing and the search starts from another point', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { linearSystem, hidden } = mediumSystem(`hints ${seed}`);
      const own = new Map(hidden.map(({ variable, truth }) => [variable, Math.max(0, truth - 2)]));
      const some = hidden.filter((_, n) => n % 3 === 0);
      const ofSome = new Set(some.map(({ variable }) => variable));
      const all = inferredCounts(linearSystem, hidden, [{ name: 'A', own }]).filter(({ variable }) =>
        ofSome.has(variable),
      );
      expect(inferredCounts(linearSystem, some, [{ name: 'A', own }]).sort(byPlace)).toEqual(
        all.sort(byPlace),
      );
    }
  });
});

test('refuses attackers whose own counts exceed the truth or the released bounds', () => {
  const linearSystem = createLinearSystem();
  const total = linearSystem.addVariable();
  linearSystem.addConstraint(sumOf([total]), { least: 5, most: 8 });
  const hidden = hiddenOf([6]);
  const having = (own: number): Attacker[] => [{ name: 'A', own: new Map([[total, own]]) }];
  expect(inferredCounts(linearSystem, hidden, having(2))).toEqual([]);
  expect(() => inferredCounts(linearSystem, hidden, having(8))).toThrow(
    'A cannot have 8 of its own in count 0, which is 6',
  );
  expect(() => inferredCounts(linearSystem, hidden, having(-1))).toThrow(RangeError);
  const beyond = createLinearSystem();
  beyond.addVariable({ least: 0, most: 4 });
  expect(() => inferredCounts(beyond, hidden, having(5))).toThrow(ContradictionError);
});
