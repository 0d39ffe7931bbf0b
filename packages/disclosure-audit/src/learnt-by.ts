import type { Highs } from 'highs';
import { type Attacker, checkAttackers, type Learnt } from './attacker.ts';
import type { Component } from './components.ts';
import { ContradictionError } from './errors.ts';
import { type Among, type Hidden, isSmall, LEAST_OPEN, type Tell } from './hidden.ts';
import { createKnownMoves, type KnownMoves } from './known-moves.ts';
import { type Moves, openMoves } from './moves.ts';
import { type Opened, openPuzzle } from './pinned-among.ts';
import type { Puzzle, Unknown } from './puzzle.ts';
import { createReach } from './reach.ts';
import { type Bounds, narrow } from './system.ts';
import { pointNear } from './whole-point.ts';

/**
 * What `findPinnedFor` promises, in this process. Component by component, so that one model serves all attackers: what differs
 * between them is that no count is less than their own part. An outsider comes first: what he is left with of a count in which
 * an attacker has nothing is not said again for each of them. Moves that were found for one are tried for the next before
 * anything is solved.
 */
export function learntBy(
  highs: Highs,
  puzzle: Pick<Puzzle, 'facts' | 'limits'>,
  hidden: readonly Hidden[],
  attackers: readonly Attacker[],
  tell: Tell,
  among: Among = undefined,
): Learnt[] {
  checkAttackers(attackers, hidden);
  const opened = openPuzzle(highs, puzzle, hidden);
  const wanted = hidden.filter(({ unknown }) => among?.has(unknown) !== false);
  const byUnknown = Map.groupBy(wanted, ({ unknown }) => unknown);
  const learnt: Learnt[] = [];
  let asked = 0;
  for (const component of opened.components) {
    const sought = component.unknowns.flatMap((unknown) => byUnknown.get(unknown) ?? []);
    if (sought.length === 0) continue;
    const attack = openAttack(highs, opened, component, sought);
    try {
      for (const attacker of attackers) {
        learnt.push(...attack.by(attacker));
        asked += sought.length;
        tell(asked, attackers.length * wanted.length);
      }
    } finally {
      attack.dispose();
    }
  }
  return learnt;
}

const OUTSIDER: Attacker = { name: 'an outsider', own: new Map() };

/** A place to attack from: a point that fits, and the ways from there. */
type Base = { readonly point: Float64Array; readonly moves: Moves; readonly known: KnownMoves };

function openAttack(
  highs: Highs,
  { system, point }: Opened,
  component: Component,
  sought: readonly Hidden[],
): { by(attacker: Attacker): Learnt[]; dispose(): void } {
  const moves = openMoves(highs, { system, component, point, bounds: system.bounds });
  const base: Base = { point, moves, known: createKnownMoves(point) };
  const bounds = { least: system.bounds.least.slice(), most: system.bounds.most.slice() };

  /** Runs with the bounds of one who knows that no count is less than his own part. */
  const knowing = <T>({ own }: Attacker, run: () => T): T => {
    const raised = component.unknowns.filter(
      (unknown) => (own.get(unknown) ?? 0) > (bounds.least[unknown] ?? 0),
    );
    for (const unknown of raised) bounds.least[unknown] = own.get(unknown) ?? 0;
    try {
      if (raised.some((unknown) => (bounds.least[unknown] ?? 0) > (bounds.most[unknown] ?? 0)))
        throw new ContradictionError();
      narrow({ ...system, bounds }, new Set(raised.flatMap((unknown) => system.rowsOf[unknown] ?? [])));
      return run();
    } finally {
      for (const unknown of component.unknowns) {
        bounds.least[unknown] = system.bounds.least[unknown] ?? Number.NaN;
        bounds.most[unknown] = system.bounds.most[unknown] ?? Number.NaN;
      }
    }
  };
  const by = (attacker: Attacker, of: readonly Hidden[]): Learnt[] =>
    knowing(attacker, () => {
      if (component.unknowns.every((unknown) => isWithin(point, bounds, unknown))) {
        moves.within(bounds);
        return learntFrom(base, bounds, attacker, of);
      }
      // Where not every truth was given, the point may leave him less than he has.
      const own = pointNear(highs, system, bounds, [component], point);
      const ownMoves = openMoves(highs, { system, component, point: own, bounds });
      try {
        return learntFrom(
          { point: own, moves: ownMoves, known: createKnownMoves(own) },
          bounds,
          attacker,
          of,
        );
      } finally {
        ownMoves.dispose();
      }
    });
  const known = new Set(by(OUTSIDER, sought).map(({ unknown }) => unknown));
  return {
    by(attacker) {
      const ownIn = (unknown: Unknown) => attacker.own.get(unknown) ?? 0;
      // One who has nothing here is an outsider here.
      if (!component.unknowns.some((unknown) => ownIn(unknown) > 0)) return [];
      return by(
        attacker,
        sought.filter(({ unknown }) => ownIn(unknown) > 0 || !known.has(unknown)),
      );
    },
    dispose: () => moves.dispose(),
  };
}

function learntFrom(
  { point, moves, known }: Base,
  bounds: Bounds,
  { name: attacker, own: ownCounts }: Attacker,
  sought: readonly Hidden[],
): Learnt[] {
  const reach = createReach(moves, point, bounds);
  return sought.flatMap((one): Learnt[] => {
    const { unknown, truth } = one;
    const own = ownCounts.get(unknown) ?? 0;
    if (!isSmall(truth - own)) return [];
    /** Whether the others' part of it may be none, or no small one. */
    const isLeftOpen = (count: number) => !isSmall(count - own);
    if (isLeftOpen(point[unknown] ?? Number.NaN) || known.lead(unknown, bounds, isLeftOpen)) return [];
    const away =
      moves.to({ unknown, side: 'most', value: own }) ??
      moves.to({ unknown, side: 'least', value: own + LEAST_OPEN });
    if (away !== undefined) {
      known.note(away);
      return [];
    }
    const { least, most } = reach.widened(unknown, LEAST_OPEN);
    return [{ ...one, attacker, own, interval: { least: least - own, most: most - own } }];
  });
}

const isWithin = (point: Float64Array, { least, most }: Bounds, unknown: number): boolean => {
  const value = point[unknown] ?? Number.NaN;
  return value >= (least[unknown] ?? Number.NaN) && value <= (most[unknown] ?? Number.NaN);
};
