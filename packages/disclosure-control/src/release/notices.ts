import { createMessage, type ExplanationMessage, formatEnglish } from '@waylight/presentation';
import type { VictimSums } from '../draw/drawn-table.ts';

// Browsers load this file. Pages recognise these notices by their English text, and translate them.

/** Notice for a release whose totals are sums of cells. */
export const SUMS_SENTENCES: readonly ExplanationMessage[] = [createMessage('notice.sums')];

export const SUMS_NOTICE = formatEnglish(SUMS_SENTENCES);

/** The definition of victims. */
export const VICTIMS_SENTENCES: readonly ExplanationMessage[] = [
  createMessage('unit.victims'),
  createMessage('unit.victims.twice'),
];

/** Notice for sums of victims. */
export const victimsSentences = ({
  roundingBase,
  minIncidents,
}: Pick<VictimSums, 'roundingBase' | 'minIncidents'>): ExplanationMessage[] => [
  ...VICTIMS_SENTENCES,
  createMessage('victims.sums', { base: roundingBase, atMost: roundingBase - 1, from: minIncidents }),
];

/** The notice for sums of victims in English. */
export const explainVictims = (sums: Pick<VictimSums, 'roundingBase' | 'minIncidents'>): string =>
  formatEnglish(victimsSentences(sums));
