export {
  type CompletenessReading,
  EFFORT_STEP,
  effortBounds,
  type ReportedNumber,
  type ReportedShare,
  readCompleteness,
  type Silence,
  silencesIn,
  type ToldCompleteness,
  type ToldMonth,
} from './completeness.ts';
export { PER, type PerEffort, perEffort } from './per-effort.ts';
export { mayBeTheSame, type RoundedReading, readRounded, USUAL_BASE } from './rounded.ts';
export { type ReadingForm, type ReadingOptions, roundedText } from './rounded-text.ts';
