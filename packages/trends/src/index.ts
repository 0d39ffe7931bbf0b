export type { BaseCell, ReadCell } from './answer.ts';
export { answerFromCells, readBaseCells } from './answer.ts';
export { answerSchema, explainSchema, questionEchoSchema, sentencesSchema } from './answer-schema.ts';
export { answerFrame, cellsText } from './answer-text.ts';
export { type AskedQuestion, askedQuestionSchema, parameterOf, wireQuestion } from './asked-question.ts';
export type { CellValue, Contribution, Counted, ReceivedCoordinates } from './contribution.ts';
export {
  contributionOf,
  decodeCell,
  decodeContribution,
  EMPTY_CELL,
  eachDelta,
  encodeCell,
  encodeContribution,
  evolve,
  isPublicRecord,
  isPublicRecordBucket,
  receivedCoordinatesOf,
} from './contribution.ts';
export type { CellCoordinates } from './coordinates.ts';
export { coordinatesOf, fieldOf, LARGEST_NUMBER } from './coordinates.ts';
export type { CountedEvent, CountedIncident } from './counted-event.ts';
export {
  type CurrentDigest,
  decodeDigest,
  EMPTY_DIGEST,
  encodeDigest,
  toggleCurrent,
} from './current-reports.ts';
export { unknownCodes } from './filter-codes.ts';
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
  namedQuestion,
  PERIOD_NAMES,
  PUBLIC_RECORD_DIMENSIONS,
  UNIT_NAMES,
} from './names.ts';
export {
  decodePublicRecord,
  encodePublicRecord,
  yearOfBucket,
} from './public-record.ts';
export type { ParsedQuestion, QuestionProblem } from './question.ts';
export { parseQuestion } from './question.ts';
