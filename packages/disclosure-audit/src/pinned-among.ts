import type { Highs } from 'highs';
import { type Component, componentsOf } from './components.ts';
import { type Among, type Hidden, isSmall, LEAST_OPEN, type Pinned, type Tell } from './hidden.ts';
import { openMoves } from './moves.ts';
import type { Puzzle, Unknown } from './puzzle.ts';
import { createReach } from './reach.ts';
import type { Interval } from './solve.ts';
import { type System, systemOf } from './system.ts';
import { pointNear } from './whole-point.ts';

/** A puzzle taken apart, with a whole point that fits it. */
export type Opened = {
  readonly system: System;
  readonly components: readonly Component[];
  readonly point: Float64Array;
};

/** Throws ContradictionError where nothing fits. */
export function openPuzzle(
  highs: Highs,
  puzzle: Pick<Puzzle, 'facts' | 'limits'>,
  hidden: readonly Hidden[],
): Opened {
  const system = systemOf(puzzle);
  const components = componentsOf(system);
  const hint = Float64Array.from(puzzle.limits, ({ start = 0 }) => start);
  for (const { unknown, truth } of hidden) hint[unknown] = truth;
  return { system, components, point: pointNear(highs, system, system.bounds, components, hint) };
}

/** What `findPinned` promises, in this process. */
export function pinnedAmong(
  highs: Highs,
  puzzle: Pick<Puzzle, 'facts' | 'limits'>,
  hidden: readonly Hidden[],
  tell: Tell,
  among: Among = undefined,
): Pinned[] {
  const { system, components, point } = openPuzzle(highs, puzzle, hidden);
  const { bounds } = system;
  const asked = hidden.filter(({ unknown }) => among?.has(unknown) !== false);
  const small = asked.filter(({ unknown, truth, isEstimate }) =>
    isEstimate === true
      ? mayBeSmall({ least: bounds.least[unknown] ?? Number.NaN, most: bounds.most[unknown] ?? Number.NaN })
      : isSmall(truth),
  );
  const wanted = new Set(small.map(({ unknown }) => unknown));
  const intervals = new Map<Unknown, Interval>();
  for (const component of components) {
    const sought = component.unknowns.filter((unknown) => wanted.has(unknown));
    if (sought.length === 0) continue;
    const moves = openMoves(highs, { system, component, point, bounds });
    try {
      const reach = createReach(moves, point, bounds);
      for (const unknown of sought) {
        intervals.set(unknown, reach.widened(unknown, LEAST_OPEN));
        tell(intervals.size, wanted.size);
      }
    } finally {
      moves.dispose();
    }
  }
  return small.flatMap((one) => {
    const interval = intervals.get(one.unknown);
    if (interval === undefined) throw new RangeError(`${one.name} is not in this puzzle`);
    const isOpen = interval.most - interval.least + 1 >= LEAST_OPEN;
    const isHarmless = one.isEstimate === true && !mayBeSmall(interval);
    return isOpen || isHarmless ? [] : [{ ...one, interval }];
  });
}

/** Whether one of the values is that of a small count. */
const mayBeSmall = ({ least, most }: Interval): boolean => least < LEAST_OPEN && most > 0;
