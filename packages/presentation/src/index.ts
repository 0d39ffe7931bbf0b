export {
  CHANGE_REASONS,
  type ChangeReason,
  type Changes,
  type Comparison,
  EFFORT_UNITS,
  VERDICTS,
  type Verdict,
} from './change-codes.ts';
export {
  type ChangeFormatter,
  type ChangesText,
  describeChanges,
  describeComparison,
  describeSubject,
} from './changes/describe-changes.ts';
export { loadTerms, type Terms } from './changes/terms.ts';
export type { BreakdownAxis } from './explanations/breakdown-axes.ts';
export { formatEnglishDay, formatEnglishPeriod } from './explanations/english-dates.ts';
export { type ExplanationDocument, explainSchema, sentencesSchema } from './explanations/explain-schema.ts';
export {
  composeExplanation,
  concatExplanations,
  type ExplanationContent,
  formatEnglish,
  formatMessages,
  type MessageFormatter,
} from './explanations/format-messages.ts';
export {
  loadMessageCatalogue,
  type MessageCatalogue,
  textToCyrillic,
} from './explanations/message-catalogue.ts';
export {
  createMessage,
  EXPLANATION_PARTS,
  type ExplanationMessage,
  type ExplanationMessages,
  type ExplanationPart,
} from './explanations/messages.ts';
export { csv, csvRows, type FileCell, neutraliseFormula } from './export/csv.ts';
export { fillTemplate } from './fill-template.ts';
export {
  type CompletenessMonth,
  type CompletenessStatus,
  classifyCompleteness,
  EFFORT_STEP,
  effortBounds,
  findSilences,
  type ReleasedCompleteness,
  type ReportedNumber,
  type ReportedShare,
  type Silence,
} from './rounding/completeness.ts';
export { computeEffortRate, EFFORT_RATE_UNIT, type EffortRate, sumEfforts } from './rounding/effort-rate.ts';
export { type FormatRoundedOptions, formatRounded, type RoundedForm } from './rounding/format-rounded.ts';
export {
  DEFAULT_ROUNDING_BASE,
  interpretRounded,
  type RoundedInterpretation,
} from './rounding/interpret-rounded.ts';
