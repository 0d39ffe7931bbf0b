export type { BaseCell, DecodedCell } from './answer.ts';
export { answerFromCells, decodeBaseCells } from './answer.ts';
export {
  type AnswerDocument,
  answerDocument,
  answerFrame,
  cellsJson,
  explanationDocument,
  questionDocument,
} from './answer-document.ts';
export { answerSchema, questionEchoSchema } from './answer-schema.ts';
export {
  type ChangesDocument,
  COMPARED_WITH,
  changesDocument,
  changesQuestionSchema,
  changesSchema,
  nextNumbersSchema,
} from './changes-document.ts';
export type { CellPlacement, CellValue, Contribution, ReceivedCoordinates } from './contribution.ts';
export {
  contributionOf,
  decodeCell,
  decodeContribution,
  decodeReceivedCoordinates,
  EMPTY_CELL,
  encodeCell,
  encodeContribution,
  forEachCell,
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
export {
  codeInCell,
  DIMENSION_NAMES,
  DIMENSIONS,
  type DimensionName,
  dimensionByNumber,
  findCodeOf,
  isCodeOf,
  isDimensionName,
} from './dimensions.ts';
export {
  LAYER_NAMES,
  type LayerName,
  PERIOD_NAMES,
  SHARE_NAMES,
  SILENCE_NAMES,
  UNIT_NAMES,
  type UnitName,
} from './names.ts';
export { nearestNames } from './nearest-names.ts';
export {
  decodePublicRecord,
  encodePublicRecord,
  yearOfBucket,
} from './public-record.ts';
export {
  findUnknownCodes,
  parseQuestion,
  type Question,
  type QuestionProblem,
  toWireQuestion,
} from './question.ts';
export {
  parameterForField,
  type QuestionParameters,
  questionParametersSchema,
  toTrendQuestion,
} from './question-parameters.ts';
