export type { BaseCell, DecodedCell } from './answer.ts';
export { answerFromCells, decodeBaseCells } from './answer.ts';
export { answerFrame, cellsJson } from './answer-json.ts';
export { answerSchema, explainSchema, questionEchoSchema, sentencesSchema } from './answer-schema.ts';
export type { CellPlacement, CellValue, Contribution, ReceivedCoordinates } from './contribution.ts';
export {
  contributionOf,
  decodeCell,
  decodeContribution,
  decodeReceivedCoordinates,
  EMPTY_CELL,
  encodeCell,
  encodeContribution,
  evolve,
  forEachDelta,
  isPublicRecord,
  isPublicRecordBucket,
} from './contribution.ts';
export type { CellCoordinates } from './coordinates.ts';
export { decodeCoordinates, encodeCoordinates, LARGEST_NUMBER } from './coordinates.ts';
export type { CountedEvent, CountedIncident } from './counted-event.ts';
export {
  type CurrentDigest,
  decodeDigest,
  EMPTY_DIGEST,
  encodeDigest,
  toggleReport,
} from './current-digest.ts';
export { findUnknownCodes } from './find-unknown-codes.ts';
export type {
  AnswerDocument,
  DimensionName,
  LayerName,
  NamedQuestion,
  PeriodName,
  UnitName,
} from './names.ts';
export {
  answerDocument,
  DIMENSION_NAMES,
  explanationDocument,
  LAYER_NAMES,
  PERIOD_NAMES,
  PUBLIC_RECORD_DIMENSIONS,
  toNamedQuestion,
  UNIT_NAMES,
} from './names.ts';
export type { ParsedQuestion, QuestionProblem } from './parse-question.ts';
export { parseQuestion } from './parse-question.ts';
export {
  decodePublicRecord,
  encodePublicRecord,
  yearOfBucket,
} from './public-record.ts';
export {
  parameterForField,
  type QuestionParameters,
  questionParametersSchema,
  toTrendQuestion,
} from './question-parameters.ts';
