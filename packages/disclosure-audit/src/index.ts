export type { AttackOptions } from './attack-apart.ts';
export type { Attacker, Learnt } from './attacker.ts';
export type { ReleasedTable } from './cells.ts';
export { AttackDiedError, ContradictionError, UnfinishedError } from './errors.ts';
export { type Hidden, LEAST_OPEN, type Pinned } from './hidden.ts';
export { findPinnedFor } from './learnt.ts';
export { pairsToCheck, withPairs } from './pairs.ts';
export { findPinned } from './pinned.ts';
export { createPuzzle, type Fact, type Puzzle, sumOf, type Term, type Unknown } from './puzzle.ts';
export { puzzleOf } from './puzzle-of-releases.ts';
export { type Interval, intervalsOf } from './solve.ts';
export {
  type Attacked,
  type Bounded,
  columnOf,
  isMadeOf,
  isPartOf,
  others,
  readTable,
  sameCounts,
  sameRows,
} from './tables.ts';
export { type CheckOptions, type Telling, tablesThatTell } from './tables-that-tell.ts';
