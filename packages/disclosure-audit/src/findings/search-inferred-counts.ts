import type { Highs } from 'highs';
import { ContradictionError } from '../errors.ts';
import type { Component } from '../solver/components.ts';
import { findFeasiblePoint } from '../solver/feasible-point.ts';
import { createKnownNeighbours, type KnownNeighbours } from '../solver/known-neighbours.ts';
import { createNeighbourSearch, type NeighbourSearch } from '../solver/neighbour-search.ts';
import { type Bounds, propagateBounds } from '../solver/prepared-system.ts';
import { createReachableRanges } from '../solver/reachable-ranges.ts';
import { type Attacker, checkAttackers, type InferredCount } from '../system/attacker.ts';
import {
  type HiddenCount,
  isSmall,
  LEAST_OPEN_VALUES,
  type ProgressListener,
  type SearchScope,
} from '../system/hidden-count.ts';
import type { LinearSystem, Variable } from '../system/linear-system.ts';
import { type DecomposedSystem, decomposeSystem } from './search-determined-counts.ts';

/**
 * What `findPinnedFor` promises, in this process. Component by component, so that one model serves all attackers: what differs
 * between them is that no count is less than their own part. An outsider comes first: what he is left with of a count in which
 * an attacker has nothing is not said again for each of them. Moves that were found for one are tried for the next before
 * anything is solved.
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
  const wanted = hidden.filter(({ variable }) => scope?.has(variable) !== false);
  const byUnknown = Map.groupBy(wanted, ({ variable }) => variable);
  const inferred: InferredCount[] = [];
  let checked = 0;
  for (const component of decomposed.components) {
    const sought = component.variables.flatMap((variable) => byUnknown.get(variable) ?? []);
    if (sought.length === 0) continue;
    const componentAudit = auditComponent(highs, decomposed, component, sought);
    try {
      for (const attacker of attackers) {
        inferred.push(...componentAudit.inferFor(attacker));
        checked += sought.length;
        onProgress(checked, attackers.length * wanted.length);
      }
    } finally {
      componentAudit.dispose();
    }
  }
  return inferred;
}

const OUTSIDER: Attacker = { name: 'an outsider', own: new Map() };

/** A place to attack from: a point that fits, and the ways from there. */
type SearchBase = {
  readonly point: Float64Array;
  readonly search: NeighbourSearch;
  readonly knownNeighbours: KnownNeighbours;
};

function auditComponent(
  highs: Highs,
  { system, point }: DecomposedSystem,
  component: Component,
  sought: readonly HiddenCount[],
): { inferFor(attacker: Attacker): InferredCount[]; dispose(): void } {
  const search = createNeighbourSearch(highs, { system, component, point, bounds: system.bounds });
  const base: SearchBase = { point, search, knownNeighbours: createKnownNeighbours(point) };
  const bounds = { least: system.bounds.least.slice(), most: system.bounds.most.slice() };

  /** Runs with the bounds of one who knows that no count is less than his own part. */
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
  const inferAs = (attacker: Attacker, of: readonly HiddenCount[]): InferredCount[] =>
    withBoundsOf(attacker, () => {
      if (component.variables.every((variable) => isWithin(point, bounds, variable))) {
        search.restrictTo(bounds);
        return inferFrom(base, bounds, attacker, of);
      }
      // Where not every truth was given, the point may leave him less than he has.
      const own = findFeasiblePoint(highs, system, bounds, [component], point);
      const ownSearch = createNeighbourSearch(highs, { system, component, point: own, bounds });
      try {
        return inferFrom(
          { point: own, search: ownSearch, knownNeighbours: createKnownNeighbours(own) },
          bounds,
          attacker,
          of,
        );
      } finally {
        ownSearch.dispose();
      }
    });
  const known = new Set(inferAs(OUTSIDER, sought).map(({ variable }) => variable));
  return {
    inferFor(attacker) {
      const ownIn = (variable: Variable) => attacker.own.get(variable) ?? 0;
      // One who has nothing here is an outsider here.
      if (!component.variables.some((variable) => ownIn(variable) > 0)) return [];
      return inferAs(
        attacker,
        sought.filter(({ variable }) => ownIn(variable) > 0 || !known.has(variable)),
      );
    },
    dispose: () => search.dispose(),
  };
}

function inferFrom(
  { point, search, knownNeighbours }: SearchBase,
  bounds: Bounds,
  { name: attacker, own: ownCounts }: Attacker,
  sought: readonly HiddenCount[],
): InferredCount[] {
  const ranges = createReachableRanges(search, point, bounds);
  return sought.flatMap((one): InferredCount[] => {
    const { variable, truth } = one;
    const own = ownCounts.get(variable) ?? 0;
    if (!isSmall(truth - own)) return [];
    /** Whether the others' part of it may be none, or no small one. */
    const isLeftOpen = (count: number) => !isSmall(count - own);
    if (isLeftOpen(point[variable] ?? Number.NaN) || knownNeighbours.canReach(variable, bounds, isLeftOpen))
      return [];
    const away =
      search.find({ variable, side: 'most', value: own }) ??
      search.find({ variable, side: 'least', value: own + LEAST_OPEN_VALUES });
    if (away !== undefined) {
      knownNeighbours.add(away);
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
