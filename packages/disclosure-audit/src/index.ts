export { ContradictionError, DisclosureAuditFailedError, UnfinishedError } from './errors.ts';
export {
  type CheckOptions,
  type DisclosiveTables,
  findDisclosiveTables,
} from './findings/disclosive-tables.ts';
export { findDeterminedCounts } from './findings/find-determined-counts.ts';
export { findInferredCounts } from './findings/find-inferred-counts.ts';
export type { DisclosureAuditOptions } from './findings/run-audit.ts';
export { type Interval, intervalsOf } from './solver/exact-intervals.ts';
export type { Attacker, InferredCount } from './system/attacker.ts';
export { type DeterminedCount, type HiddenCount, LEAST_OPEN_VALUES } from './system/hidden-count.ts';
export {
  type Constraint,
  createLinearSystem,
  type LinearSystem,
  sumOf,
  type Term,
  type Variable,
} from './system/linear-system.ts';
export { linearSystemOf } from './system/linear-system-of-releases.ts';
export { pairsToCheck, withPairs } from './system/organisation-pairs.ts';
export type { ReleasedTable } from './system/release-variables.ts';
export {
  addComponentPeriods,
  addEqualCounts,
  addEqualRows,
  addOthersCount,
  addTable,
  addWiderAudience,
  type BoundedNumbers,
  columnOf,
  type TableVariables,
} from './system/table-constraints.ts';
