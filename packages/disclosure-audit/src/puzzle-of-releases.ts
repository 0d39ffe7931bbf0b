import type { Attacker } from './attacker.ts';
import type { ReleasedTable } from './cells.ts';
import { coupleLonger } from './couple-longer.ts';
import type { Hidden } from './hidden.ts';
import type { Puzzle, Unknown } from './puzzle.ts';
import { readReleases } from './read-releases.ts';

/** Everything that somebody reads who has these releases. */
export type ReleasesPuzzle = {
  readonly puzzle: Puzzle;
  readonly hidden: readonly Hidden[];
  /** The table of each hidden count. */
  readonly tableOf: ReadonlyMap<Unknown, string>;
  /** One for each organisation that has a part. */
  readonly attackers: readonly Attacker[];
};

/**
 * Puts together everything that somebody reads who has all of these releases: of a period all tables and all circles, and of a year
 * all periods, because they nest. What it takes for known beside the numbers:
 *
 * - cells of a table that splits another add up to the counts that were split, whether they are given or not;
 * - a sum of victims is what incidents of the sizes that are counted can have;
 * - a wider circle's cell counts a part of the narrower one's;
 * - a longer period counts what its shorter ones counted and what came late or was taken back: anything between nothing and what
 *   it really was. So he who thinks that nothing came late is among the attackers, and what was really there stays possible.
 *
 * Hidden are all cells of all tables, those that are not broken down among them, and all totals of tables that split none.
 */
export function puzzleOf(releases: readonly ReleasedTable[]): ReleasesPuzzle {
  const { puzzle, hidden, tableOf, known, own } = readReleases(releases);
  coupleLonger(puzzle, own, known);
  const attackers = [...own].map(([name, counts]) => ({ name, own: counts }));
  return { puzzle, hidden, tableOf, attackers };
}
