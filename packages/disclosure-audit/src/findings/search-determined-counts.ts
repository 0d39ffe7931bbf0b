import type { Highs } from 'highs';
import { decomposeSystem } from '../solver/decomposed-system.ts';
import { createNeighbourSearch } from '../solver/neighbour-search.ts';
import { createReachableRanges } from '../solver/reachable-ranges.ts';
import type { HiddenCount, Interval, LinearSystem, Variable } from '../system/linear-system.ts';
import {
  canBeSmall,
  type DeterminedCount,
  isDetermined,
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
  // Bounds propagation already decides many counts. Only the others are searched.
  const open = inScope.filter(({ variable, name }) => {
    const [least, most] = [bounds.least[variable], bounds.most[variable]];
    if (least === undefined || most === undefined)
      throw new RangeError(`${name} is not in this linear system`);
    return canBeSmall({ least, most });
  });
  const openVariables = new Set(open.map(({ variable }) => variable));
  const intervals = new Map<Variable, Interval>();
  for (const component of components) {
    const toCheck = component.variables.filter((variable) => openVariables.has(variable));
    if (toCheck.length === 0) continue;
    const search = createNeighbourSearch(highs, { system, component, point, bounds });
    try {
      const ranges = createReachableRanges(search, point, bounds);
      for (const variable of toCheck) {
        intervals.set(variable, ranges.widen(variable, LEAST_OPEN_VALUES));
        onProgress(intervals.size, openVariables.size);
      }
    } finally {
      search.dispose();
    }
  }
  return open.flatMap((one) => {
    const interval = intervals.get(one.variable);
    return interval !== undefined && isDetermined(interval) ? [{ ...one, interval }] : [];
  });
}
