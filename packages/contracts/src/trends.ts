export {
  Dimension,
  DimensionFilter,
  Explanation,
  ExplanationMessage,
  ExplanationMessages,
  NearestTable,
  PeriodKind,
  Silence,
  TrendAnswer,
  TrendCell,
  TrendQuestion,
  Unit,
} from './gen/waylight/trends/v1/trends.ts';
