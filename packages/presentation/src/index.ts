export type { SaidAxis } from './explanations/axes.ts';
export {
  bothNotes,
  type Explained,
  englishOf,
  explained,
  type Saying,
  textOf,
} from './explanations/compose.ts';
export { englishDay } from './explanations/english.ts';
export {
  type MethodNotes,
  PARTS,
  type Part,
  type Readers,
  type Sentence,
  sentence,
} from './explanations/sentences.ts';
export { type Words, wordsOf } from './explanations/words.ts';
export { csv } from './export/csv.ts';
export { figureCsv, figureHxl, sheetRows } from './export/figure-files.ts';
export type {
  CellMeaning,
  FigureCell,
  FigureNote,
  FigureTable,
  FileWords,
  NamedPeriod,
} from './export/figure-table.ts';
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
} from './rounding/completeness.ts';
export { PER, type PerEffort, perEffort } from './rounding/per-effort.ts';
export { mayBeTheSame, type RoundedReading, readRounded, USUAL_BASE } from './rounding/rounded.ts';
export { type ReadingForm, type ReadingOptions, roundedText } from './rounding/rounded-text.ts';
