export { AUDIENCES, type Audience, SHARE_WITH, type ShareWith } from '@waylight/contracts/audiences';
export { type Approvals, evolveApprovals, NO_APPROVALS } from './approvals/approval.ts';
export { type ApprovalEvent, OBJECTION_CODES, type ObjectionCode } from './approvals/approval-events.ts';
export {
  APPROVAL_STATUSES,
  type ApprovalState,
  type ApprovalStatus,
  approvalSequence,
  approvalStateOf,
} from './approvals/approval-state.ts';
export {
  type ApprovalCommand,
  type ApprovalDecision,
  type ApprovalRefusal,
  decideApproval,
  WITHDRAWABLE,
  type Withdrawable,
} from './approvals/decide-approval.ts';
export { mayApproveFor } from './approvals/delegations.ts';
export { checkDrawnTable } from './draw/check-drawn-table.ts';
export type { ComponentPeriod } from './draw/couple-breakdown.ts';
export { type DrawnRelease, drawLinkedTables, type LinkedTablesToDraw } from './draw/draw-linked-tables.ts';
export {
  type DrawnWithCounts,
  drawForWiderAudience,
  drawTable,
  type TableToDraw,
  type TrueCell,
  type WiderAudienceDraw,
} from './draw/draw-table.ts';
export { type DrawVariant, FIRST_DRAW, keyOfVariant, type MergedRows } from './draw/draw-variant.ts';
export { withoutVictims } from './draw/draw-victims.ts';
export {
  type DrawnNumber,
  type DrawnTable,
  drawnTableOf,
  type FullTable,
  hasAxes,
  numberAt,
  releaseEventTableOf,
  type VictimSums,
} from './draw/drawn-table.ts';
export { type FindReleased, pooledRowsOfYear } from './draw/pooled-rows-of-year.ts';
export { countsFor, mayRead, mayReadUnapproved, needsApproval } from './plan/audiences.ts';
export {
  ALL,
  type Axis,
  codeFor,
  codesByParent,
  codesOf,
  dimensionsOf,
  isSameAxis,
  listedCodesOf,
  POOLED_ROW,
} from './plan/axis.ts';
export { DEFAULT_RELEASE_PLAN, ONE_TABLE_PLAN } from './plan/default-plan.ts';
export { closesOn, type DuePeriod, duePeriods, releaseIdOf } from './plan/due-periods.ts';
export { type LinkedTables, linkedTablesOf } from './plan/linked-tables.ts';
export { type NextNumbers, nextCompletenessFor, nextNumbersFor } from './plan/next-numbers.ts';
export { audiencesOf, mayReadTable, type PlannedTable, parsePlannedTable } from './plan/planned-table.ts';
export { type ParsedPlan, parseReleasePlan, type ReleasePlan } from './plan/release-plan.ts';
export { type ReportToCount, releasesForReport } from './plan/releases-for-report.ts';
export { hasEnoughReports, leastOtherReports } from './plan/small-audiences.ts';
export { VICTIMS_BY_GROUP_SIZE } from './plan/victim-groups.ts';
export {
  type Answer,
  answerQuestion,
  type NearestTable,
  type Projection,
} from './release/answer-question.ts';
export { checkExportedTable } from './release/check-exported-table.ts';
export {
  type Completeness,
  type CompletenessEvent,
  type CountryActivity,
  completenessEventOf,
  completenessFrom,
  completenessOf,
  MIN_ORGANISATIONS,
  SHARES,
  type Share,
  type StatedActivity,
} from './release/completeness.ts';
export { explainPlan, planSentences } from './release/explain-plan.ts';
export {
  describeSum,
  describeValue,
  explainTable,
  explainVictimSums,
} from './release/explain-table.ts';
export { exportTable, positionsOf } from './release/export-table.ts';
export {
  type ExportedTable,
  exportedTableSchema,
  parseExportedTable,
  type ReleaseSignature,
  TOTAL,
} from './release/exported-table-schema.ts';
export {
  componentReleaseIdsOf,
  computeLateAndCorrections,
  type LateAndCorrections,
  lateNumbersOf,
} from './release/late-and-corrections.ts';
export { parseReleaseKeys, type ReleaseKey, releaseKeyOf } from './release/release-keys.ts';
export { checkSignature, createReleaseSigner, type ReleaseSigner } from './release/release-signature.ts';
export {
  type ReleasedCell,
  type ReleasedPeriod,
  releasedCells,
  releasedPeriodOf,
  releasesWithin,
} from './release/released-cells.ts';
export type { SignatureCheck } from './release/signature-check.ts';
export type { DimensionFilter, Layer, TableQuestion, Unit } from './release/table-question.ts';
export {
  type Counts,
  controlledRounding,
  feasibilityInterval,
  type RoundedTable,
  sum,
  type Uniform,
  withTotals,
} from './rounding/controlled-rounding.ts';
export { type ComponentCounts, coupleToComponents } from './rounding/couple-periods.ts';
export { keyedUniform } from './rounding/keyed-uniform.ts';
export { roundForWiderAudience } from './rounding/round-for-wider-audience.ts';
export { roundRowsToTotals } from './rounding/round-rows-to-totals.ts';
