import type { Highs } from 'highs';
import { type Component, componentsOf } from '../solver/components.ts';
import type { Interval } from '../solver/exact-intervals.ts';
import { findFeasiblePoint } from '../solver/feasible-point.ts';
import { createNeighbourSearch } from '../solver/neighbour-search.ts';
import { type PreparedSystem, prepareSystem } from '../solver/prepared-system.ts';
import { createReachableRanges } from '../solver/reachable-ranges.ts';
import {
  type DeterminedCount,
  type HiddenCount,
  isSmall,
  LEAST_OPEN_VALUES,
  type ProgressListener,
  type SearchScope,
} from '../system/hidden-count.ts';
import type { LinearSystem, Variable } from '../system/linear-system.ts';

/** A puzzle taken apart, with a whole point that fits it. */
export type DecomposedSystem = {
  readonly system: PreparedSystem;
  readonly components: readonly Component[];
  readonly point: Float64Array;
};

/** Throws ContradictionError where nothing fits. */
export function decomposeSystem(
  highs: Highs,
  linearSystem: Pick<LinearSystem, 'constraints' | 'limits'>,
  hidden: readonly HiddenCount[],
): DecomposedSystem {
  const system = prepareSystem(linearSystem);
  const components = componentsOf(system);
  const hint = Float64Array.from(linearSystem.limits, ({ start = 0 }) => start);
  for (const { variable, truth } of hidden) hint[variable] = truth;
  return { system, components, point: findFeasiblePoint(highs, system, system.bounds, components, hint) };
}

/** What `findPinned` promises, in this process. */
export function searchDeterminedCounts(
  highs: Highs,
  linearSystem: Pick<LinearSystem, 'constraints' | 'limits'>,
  hidden: readonly HiddenCount[],
  onProgress: ProgressListener,
  scope: SearchScope = undefined,
): DeterminedCount[] {
  const { system, components, point } = decomposeSystem(highs, linearSystem, hidden);
  const { bounds } = system;
  const inScope = hidden.filter(({ variable }) => scope?.has(variable) !== false);
  const small = inScope.filter(({ variable, truth, isEstimate }) =>
    isEstimate === true
      ? canBeSmall({ least: bounds.least[variable] ?? Number.NaN, most: bounds.most[variable] ?? Number.NaN })
      : isSmall(truth),
  );
  const wanted = new Set(small.map(({ variable }) => variable));
  const intervals = new Map<Variable, Interval>();
  for (const component of components) {
    const sought = component.variables.filter((variable) => wanted.has(variable));
    if (sought.length === 0) continue;
    const search = createNeighbourSearch(highs, { system, component, point, bounds });
    try {
      const ranges = createReachableRanges(search, point, bounds);
      for (const variable of sought) {
        intervals.set(variable, ranges.widen(variable, LEAST_OPEN_VALUES));
        onProgress(intervals.size, wanted.size);
      }
    } finally {
      search.dispose();
    }
  }
  return small.flatMap((one) => {
    const interval = intervals.get(one.variable);
    if (interval === undefined) throw new RangeError(`${one.name} is not in this puzzle`);
    const isOpen = interval.most - interval.least + 1 >= LEAST_OPEN_VALUES;
    const isHarmless = one.isEstimate === true && !canBeSmall(interval);
    return isOpen || isHarmless ? [] : [{ ...one, interval }];
  });
}

/** Whether one of the values is that of a small count. */
const canBeSmall = ({ least, most }: Interval): boolean => least < LEAST_OPEN_VALUES && most > 0;
