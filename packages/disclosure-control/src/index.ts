export { EFFORT_STEP, effortBounds } from '@waylight/presentation';
export { type Answer, answerQuestion, type NearestTable, type Projection } from './answer-question.ts';
export { type Approvals, evolveApprovals, NO_APPROVALS } from './approval.ts';
export { type ApprovalEvent, OBJECTION_CODES, type ObjectionCode } from './approval-events.ts';
export {
  APPROVAL_STATUSES,
  type ApprovalState,
  type ApprovalStatus,
  approvalOf,
  approvedMark,
} from './approval-state.ts';
export {
  AUDIENCES,
  type Audience,
  countsFor,
  mayRead,
  mayReadUnapproved,
  needsApproval,
  SHARE_WITH,
  type ShareWith,
} from './audiences.ts';
export {
  ALL,
  type Axis,
  codeFor,
  codesCounted,
  codesOf,
  codesWithin,
  dimensionsOf,
  TOGETHER,
} from './axis.ts';
export { checkExported } from './check-exported.ts';
export {
  type Completeness,
  type CompletenessEvent,
  type CountryActivity,
  completenessEventOf,
  completenessFrom,
  completenessOf,
  FEWEST_ORGANISATIONS,
  SHARES,
  type Share,
  type StatedActivity,
} from './completeness.ts';
export {
  type Counts,
  controlledRounding,
  type RoundedTable,
  sum,
  truthsBehind,
  type Uniform,
  withTotals,
} from './controlled-rounding.ts';
export { coupleToParts, type ReleasedPart } from './couple-periods.ts';
export type { CoupledPart } from './couple-split.ts';
export { type Coverage, coverageOf } from './coverage.ts';
export {
  type ApprovalCommand,
  type ApprovalDecision,
  type ApprovalRefusal,
  decideApproval,
  WITHDRAWABLE,
  type Withdrawable,
} from './decide-approval.ts';
export { DEFAULT_RELEASE_PLAN, ONE_TABLE_PLAN } from './default-plan.ts';
export { type DrawnFor, drawFamily, type FamilyToDraw } from './draw-family.ts';
export {
  type DrawnFrom,
  drawPart,
  drawTable,
  type PartToDraw,
  type TableToDraw,
  type TrueCell,
} from './draw-table.ts';
export { VICTIMS_OF_SIZE, type VictimSums, withoutVictims } from './draw-victims.ts';
export {
  type DrawnTable,
  drawnTableOf,
  type FullTable,
  type Given,
  hasAxes,
  numberAt,
  releasedNumbersOf,
} from './drawn-table.ts';
export { closesOn, type DuePeriod, duePeriods, releaseIdOf } from './due-periods.ts';
export { explainPlan, planSentences } from './explain-plan.ts';
export {
  type ExportedTable,
  exportedTableSchema,
  parseExported,
  type ReleaseSignature,
  TOTAL,
} from './exported-schema.ts';
export { exportTable, placesOf } from './exported-table.ts';
export { type Family, familiesOf } from './families.ts';
export { keyedUniform } from './keyed-uniform.ts';
export {
  type LateAndCorrections,
  lateAndCorrections,
  lateNumbers,
  partIdsOf,
} from './late-and-corrections.ts';
export {
  type DaySpan,
  nextReleasePeriod,
  type PeriodKind,
  periodKindOf,
  releaseMonthDays,
  releaseMonthOf,
  releasePeriodDays,
  releasePeriodOf,
  releasePeriodsOverlapping,
  releasePeriodsWithin,
} from './periods.ts';
export {
  describeSum,
  describeValue,
  explainTable,
  explainVictimsOf,
} from './reading.ts';
export { parseReleaseKeys, type ReleaseKey, releaseKeyOf } from './release-keys.ts';
export {
  audiencesOf,
  type ParsedPlan,
  type PlannedTable,
  parsePlannedTable,
  parseReleasePlan,
  type ReleasePlan,
} from './release-plan.ts';
export {
  type ReleasedCell,
  type ReleasedPeriod,
  releasedCells,
  releasedPeriod,
  releasesWithin,
} from './released-cells.ts';
export { type ReportToCount, releasesToCount } from './releases-to-count.ts';
export type { SignatureCheck } from './signature-check.ts';
export { checkSignature, type ReleaseSigner, releaseSigner } from './signed-release.ts';
export { splitRows } from './split-rows.ts';
export { splitTable } from './split-table.ts';
export { type CountsFor, layersThatHold } from './thin-layers.ts';
export type { DimensionFilter, Layer, TrendQuestion, Unit } from './trend-question.ts';
