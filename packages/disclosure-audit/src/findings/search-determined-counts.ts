import type { Highs } from 'highs';
import { decomposeSystem } from '../solver/decomposed-system.ts';
import { createNeighbourSearch } from '../solver/neighbour-search.ts';
import { createReachableRanges } from '../solver/reachable-ranges.ts';
import type { HiddenCount, Interval, LinearSystem, Variable } from '../system/linear-system.ts';
import {
  type DeterminedCount,
  isSmall,
  LEAST_OPEN_VALUES,
  type ProgressListener,
  type SearchScope,
} from './finding.ts';

/** Does the work of `findDeterminedCounts` in this process. */
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
  const smallVariables = new Set(small.map(({ variable }) => variable));
  const intervals = new Map<Variable, Interval>();
  for (const component of components) {
    const toCheck = component.variables.filter((variable) => smallVariables.has(variable));
    if (toCheck.length === 0) continue;
    const search = createNeighbourSearch(highs, { system, component, point, bounds });
    try {
      const ranges = createReachableRanges(search, point, bounds);
      for (const variable of toCheck) {
        intervals.set(variable, ranges.widen(variable, LEAST_OPEN_VALUES));
        onProgress(intervals.size, smallVariables.size);
      }
    } finally {
      search.dispose();
    }
  }
  return small.flatMap((one) => {
    const interval = intervals.get(one.variable);
    if (interval === undefined) throw new RangeError(`${one.name} is not in this linear system`);
    const isOpen = interval.most - interval.least + 1 >= LEAST_OPEN_VALUES;
    const isHarmless = one.isEstimate === true && !canBeSmall(interval);
    return isOpen || isHarmless ? [] : [{ ...one, interval }];
  });
}

/** True if the interval contains a small count. */
const canBeSmall = ({ least, most }: Interval): boolean => least < LEAST_OPEN_VALUES && most > 0;
