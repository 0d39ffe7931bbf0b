export { type Answer, answerQuestion, type NearestTable, type Projection } from './answer-question.ts';
export { AUDIENCES, type Audience, countsFor, mayRead, SHARE_WITH, type ShareWith } from './audiences.ts';
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
export { type Coverage, coverageOf } from './coverage.ts';
export { DEFAULT_RELEASE_PLAN } from './default-plan.ts';
export {
  type DrawnFrom,
  type DrawnTable,
  drawnTableOf,
  drawPart,
  drawTable,
  type PartToDraw,
  type TableToDraw,
  type TrueCell,
} from './draw-table.ts';
export { closesOn, type DuePeriod, duePeriods, releaseIdOf } from './due-periods.ts';
export { explainPlan } from './explain-plan.ts';
export {
  checkExported,
  type ExportedTable,
  exportedTableSchema,
  exportTable,
  parseExported,
  TOTAL,
} from './exported-table.ts';
export { keyedUniform } from './keyed-uniform.ts';
export {
  type DaySpan,
  nextReleasePeriod,
  type PeriodKind,
  releaseMonthDays,
  releaseMonthOf,
  releasePeriodDays,
  releasePeriodsWithin,
} from './periods.ts';
export { describeSum, describeValue, explainTable, type TableExplanation } from './reading.ts';
export {
  type Axis,
  audiencesOf,
  codeFor,
  codesOf,
  type ParsedPlan,
  type PlannedTable,
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
export { splitRows } from './split-rows.ts';
export { splitTable } from './split-table.ts';
export type { DimensionFilter, Layer, TrendQuestion, Unit } from './trend-question.ts';
