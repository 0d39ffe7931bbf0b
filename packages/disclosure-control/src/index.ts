// For the end-to-end test of the first start.
export { isoDay as isoDateOf } from '@waylight/calendar';
export { type Answer, answerQuestion, type NearestTable, type Projection } from './answer-question.ts';
export {
  AUDIENCES,
  type Audience,
  audienceLayerOf,
  countsFor,
  layersOf,
  mayRead,
  SHARE_WITH,
  type ShareWith,
} from './audiences.ts';
export { checkDrawnTable } from './check-drawn-table.ts';
export { BASE, controlledRounding, type RoundedTable, type Uniform } from './controlled-rounding.ts';
export {
  type Coverage,
  coverageOf,
  type Occurrence,
  occurrenceOf,
  releasePeriodOfOccurrence,
} from './coverage.ts';
export { DEFAULT_RELEASE_PLAN } from './default-plan.ts';
export { type DrawnTable, drawTable, type TableToDraw, type TrueCell } from './draw-table.ts';
export { closesOn, type DuePeriod, duePeriods, firstPeriodOf, releaseIdOf } from './due-periods.ts';
export { explainPlan } from './explain-plan.ts';
export { keyedUniform } from './keyed-uniform.ts';
export {
  type DaySpan,
  isoWeekDays,
  isReleasePeriod,
  nextReleasePeriod,
  PERIOD_KINDS,
  type PeriodKind,
  periodKindOf,
  releaseMonthDays,
  releaseMonthOf,
  releasePeriodDays,
  releasePeriodOf,
  releaseQuarterDays,
  releaseQuarterOf,
  releaseYearDays,
  releaseYearOf,
} from './periods.ts';
export {
  describePeriod,
  describeValue,
  explainTable,
  type RoundingBounds,
  roundingBounds,
  type TableExplanation,
} from './reading.ts';
export {
  type Axis,
  codeFor,
  codesOf,
  type ParsedPlan,
  type PlannedTable,
  parseReleasePlan,
  type ReleasePlan,
} from './release-plan.ts';
export { type ReleasedCell, releasedCells } from './released-cells.ts';
export { roundSplit } from './split-rounding.ts';
export {
  type DimensionFilter,
  daysOfBound,
  type Layer,
  PERIOD_DIMENSION,
  type TrendQuestion,
  type Unit,
} from './trend-question.ts';
