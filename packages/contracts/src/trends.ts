export {
  Dimension,
  DimensionFilter,
  Explanation,
  ExplanationMessage,
  ExplanationMessages,
  NearestTable,
  PeriodKind,
  TrendAnswer,
  TrendCell,
  TrendQuestion,
  Unit,
} from './gen/waylight/trends/v1/trends.ts';
