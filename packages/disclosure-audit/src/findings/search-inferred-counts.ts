import type { Highs } from 'highs';
import { ContradictionError } from '../errors.ts';
import type { Component } from '../solver/components.ts';
import { type DecomposedSystem, decomposeSystem } from '../solver/decomposed-system.ts';
import { findFeasiblePoint } from '../solver/feasible-point.ts';
import { createNeighbourSearch, type Neighbour, type NeighbourSearch } from '../solver/neighbour-search.ts';
import { type Bounds, propagateBounds } from '../solver/prepared-system.ts';
import { createReachableRanges } from '../solver/reachable-ranges.ts';
import { type Attacker, checkAttackers } from '../system/attacker.ts';
import type { HiddenCount, LinearSystem, Variable } from '../system/linear-system.ts';
import {
  type InferredCount,
  isSmall,
  LEAST_OPEN_VALUES,
  type ProgressListener,
  type SearchScope,
} from './finding.ts';

/**
 * Does the work of `findInferredCounts` in this process. Each component has one model for all attackers, who
 * differ only in the lower bounds of counts, which are their own counts. The outsider is searched first, so
 * that its findings are not repeated for attackers without own reports in a count. Neighbouring solutions of
 * one attacker are tried for the next attacker before anything is solved.
 */
export function searchInferredCounts(
  highs: Highs,
  linearSystem: Pick<LinearSystem, 'constraints' | 'limits'>,
  hidden: readonly HiddenCount[],
  attackers: readonly Attacker[],
  onProgress: ProgressListener,
  scope: SearchScope = undefined,
): InferredCount[] {
  checkAttackers(attackers, hidden);
  const decomposed = decomposeSystem(highs, linearSystem, hidden);
  const inScope = hidden.filter(({ variable }) => scope?.has(variable) !== false);
  const byVariable = Map.groupBy(inScope, ({ variable }) => variable);
  const inferred: InferredCount[] = [];
  let checked = 0;
  for (const component of decomposed.components) {
    const toCheck = component.variables.flatMap((variable) => byVariable.get(variable) ?? []);
    if (toCheck.length === 0) continue;
    const componentAudit = auditComponent(highs, decomposed, component, toCheck);
    try {
      for (const attacker of attackers) {
        inferred.push(...componentAudit.inferFor(attacker));
        checked += toCheck.length;
        onProgress(checked, attackers.length * inScope.length);
      }
    } finally {
      componentAudit.dispose();
    }
  }
  return inferred;
}

const OUTSIDER: Attacker = { name: 'an outsider', own: new Map() };

/** A feasible point, the search around it, and the neighbouring solutions found so far. */
type SearchBase = {
  readonly point: Float64Array;
  readonly search: NeighbourSearch;
  readonly knownNeighbours: KnownNeighbours;
};

function auditComponent(
  highs: Highs,
  { system, point }: DecomposedSystem,
  component: Component,
  toCheck: readonly HiddenCount[],
): { inferFor(attacker: Attacker): InferredCount[]; dispose(): void } {
  const search = createNeighbourSearch(highs, { system, component, point, bounds: system.bounds });
  const base: SearchBase = { point, search, knownNeighbours: createKnownNeighbours(point) };
  const bounds = { least: system.bounds.least.slice(), most: system.bounds.most.slice() };

  /** Runs with the bounds of an attacker: no count is less than the attacker's own count. */
  const withBoundsOf = <T>({ own }: Attacker, run: () => T): T => {
    const raised = component.variables.filter(
      (variable) => (own.get(variable) ?? 0) > (bounds.least[variable] ?? 0),
    );
    for (const variable of raised) bounds.least[variable] = own.get(variable) ?? 0;
    try {
      if (raised.some((variable) => (bounds.least[variable] ?? 0) > (bounds.most[variable] ?? 0)))
        throw new ContradictionError();
      propagateBounds(
        { ...system, bounds },
        new Set(raised.flatMap((variable) => system.rowsOf[variable] ?? [])),
      );
      return run();
    } finally {
      for (const variable of component.variables) {
        bounds.least[variable] = system.bounds.least[variable] ?? Number.NaN;
        bounds.most[variable] = system.bounds.most[variable] ?? Number.NaN;
      }
    }
  };
  const inferAs = (attacker: Attacker, counts: readonly HiddenCount[]): InferredCount[] =>
    withBoundsOf(attacker, () => {
      if (component.variables.every((variable) => isWithin(point, bounds, variable))) {
        search.restrictTo(bounds);
        return inferFrom(base, bounds, attacker, counts);
      }
      // If truths are missing, the point may be below the attacker's own counts.
      const own = findFeasiblePoint(highs, system, bounds, [component], point);
      const ownSearch = createNeighbourSearch(highs, { system, component, point: own, bounds });
      try {
        const ownBase = { point: own, search: ownSearch, knownNeighbours: createKnownNeighbours(own) };
        return inferFrom(ownBase, bounds, attacker, counts);
      } finally {
        ownSearch.dispose();
      }
    });
  const inferredByOutsider = new Set(inferAs(OUTSIDER, toCheck).map(({ variable }) => variable));
  return {
    inferFor(attacker) {
      const ownIn = (variable: Variable) => attacker.own.get(variable) ?? 0;
      // An attacker without own reports in the component is an outsider there.
      if (!component.variables.some((variable) => ownIn(variable) > 0)) return [];
      return inferAs(
        attacker,
        toCheck.filter(({ variable }) => ownIn(variable) > 0 || !inferredByOutsider.has(variable)),
      );
    },
    dispose: () => search.dispose(),
  };
}

function inferFrom(
  { point, search, knownNeighbours }: SearchBase,
  bounds: Bounds,
  { name: attacker, own: ownCounts }: Attacker,
  toCheck: readonly HiddenCount[],
): InferredCount[] {
  const ranges = createReachableRanges(search, point, bounds);
  return toCheck.flatMap((one): InferredCount[] => {
    const { variable } = one;
    const own = ownCounts.get(variable) ?? 0;
    /** True if the interval allows that the others' part is 0, or that it is not small. */
    const isLeftOpen = (count: number) => !isSmall(count - own);
    if (isLeftOpen(point[variable] ?? Number.NaN) || knownNeighbours.canReach(variable, bounds, isLeftOpen))
      return [];
    const neighbour =
      search.find({ variable, side: 'most', value: own }) ??
      search.find({ variable, side: 'least', value: own + LEAST_OPEN_VALUES });
    if (neighbour !== undefined) {
      knownNeighbours.add(neighbour);
      return [];
    }
    const { least, most } = ranges.widen(variable, LEAST_OPEN_VALUES);
    return [{ ...one, attacker, own, interval: { least: least - own, most: most - own } }];
  });
}

const isWithin = (point: Float64Array, { least, most }: Bounds, variable: number): boolean => {
  const value = point[variable] ?? Number.NaN;
  return value >= (least[variable] ?? Number.NaN) && value <= (most[variable] ?? Number.NaN);
};

/**
 * Feasible neighbours of one point. A neighbour that was found for one attacker is also feasible for every
 * attacker whose own counts it does not undercut. Its few steps are enough to check that.
 */
type KnownNeighbours = {
  add(neighbour: Neighbour): void;
  /** True if one of the neighbours is within the bounds and has a matching count. */
  canReach(variable: Variable, bounds: Bounds, matches: (count: number) => boolean): boolean;
};

function createKnownNeighbours(point: Float64Array): KnownNeighbours {
  const byVariable = new Map<Variable, { readonly neighbour: Neighbour; readonly count: number }[]>();
  const isNeighbourWithin = (neighbour: Neighbour, { least, most }: Bounds): boolean =>
    neighbour.every(({ variable, by }) => {
      const count = (point[variable] ?? Number.NaN) + by;
      return count >= (least[variable] ?? Number.NaN) && count <= (most[variable] ?? Number.NaN);
    });
  return {
    add(neighbour) {
      for (const { variable, by } of neighbour) {
        const count = (point[variable] ?? Number.NaN) + by;
        const others = byVariable.get(variable);
        if (others === undefined) byVariable.set(variable, [{ neighbour, count }]);
        else others.push({ neighbour, count });
      }
    },
    canReach: (variable, bounds, matches) =>
      byVariable
        .get(variable)
        ?.some(({ neighbour, count }) => matches(count) && isNeighbourWithin(neighbour, bounds)) ?? false,
  };
}
