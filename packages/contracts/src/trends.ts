export {
  Dimension,
  DimensionFilter,
  Explanation,
  NearestTable,
  PeriodKind,
  protobufFileName,
  TrendAnswer,
  TrendCell,
  TrendQuestion,
  Unit,
} from './gen/waylight/trends/v1/trends.ts';
