import { createMessage, type ExplanationMessage, formatEnglish } from '@waylight/presentation';
import type { VictimSums } from '../draw/draw-victims.ts';

// For browsers too: pages say these in the language of who reads, and know them by their English text.

/** What must be said of a release whose totals were not drawn. */
export const SUMS_SENTENCES: readonly ExplanationMessage[] = [createMessage('notice.sums')];

/** The same in English. */
export const SUMS_NOTICE = formatEnglish(SUMS_SENTENCES);

/** What victims are. */
export const VICTIMS_SENTENCES: readonly ExplanationMessage[] = [
  createMessage('unit.victims'),
  createMessage('unit.victims.twice'),
];

/** What must be said wherever sums of victims are shown. */
export const victimsSentences = ({
  roundingBase,
  from,
}: Pick<VictimSums, 'roundingBase' | 'from'>): ExplanationMessage[] => [
  ...VICTIMS_SENTENCES,
  createMessage('victims.sums', { base: roundingBase, atMost: roundingBase - 1, from }),
];

/** The same in English. */
export const explainVictims = (sums: Pick<VictimSums, 'roundingBase' | 'from'>): string =>
  formatEnglish(victimsSentences(sums));
