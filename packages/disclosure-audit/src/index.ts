export { ContradictionError, DisclosureAuditFailedError, UnfinishedError } from './errors.ts';
export {
  type DecideOptions,
  type DrawDecision,
  type DrawToDecide,
  decideDraw,
  MAX_ATTEMPTS,
} from './findings/decide-draw.ts';
export { type DeterminedCount, type InferredCount, LEAST_OPEN_VALUES } from './findings/finding.ts';
export {
  type DisclosureAuditOptions,
  findDeterminedCounts,
  findInferredCounts,
} from './findings/run-audit.ts';
export { intervalsOf } from './solver/exact-intervals.ts';
export type { Attacker } from './system/attacker.ts';
export {
  type Constraint,
  createLinearSystem,
  type HiddenCount,
  type Interval,
  type LinearSystem,
  sumOf,
  type Term,
  type Variable,
} from './system/linear-system.ts';
export { linearSystemOf } from './system/linear-system-of-releases.ts';
export { isRelatedPeriod, isWeekBeforeMonth } from './system/related-periods.ts';
export type { ReleasedTable } from './system/release-variables.ts';
export { latentTableOf } from './system/segment-constraints.ts';
