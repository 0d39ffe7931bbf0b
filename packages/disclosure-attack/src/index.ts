export { findPinned, type Hidden, LEAST_OPEN, type Pinned } from './pinned.ts';
export { createPuzzle, type Fact, type Puzzle, sumOf, type Term, type Unknown } from './puzzle.ts';
export { ContradictionError, type Interval, intervalsOf } from './solve.ts';
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
