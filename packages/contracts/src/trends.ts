export {
  Dimension,
  DimensionFilter,
  Explanation,
  ExplanationSentences,
  NearestTable,
  PeriodKind,
  Sentence,
  TrendAnswer,
  TrendCell,
  TrendQuestion,
  Unit,
} from './gen/waylight/trends/v1/trends.ts';
