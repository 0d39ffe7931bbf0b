import { createMessage, type ExplanationMessage, formatEnglish } from '@waylight/presentation';
import { XK_FOOTNOTE } from '@waylight/taxonomy/xk-footnote';
import type { VictimSums } from '../draw/drawn-table.ts';
import { TRIAL_NOTICE } from '../trial-notice.ts';
import type { ExportedTable } from './exported-table-schema.ts';

// Browsers load this file. Pages recognise these notices by their English text, and translate them.
// Exported files contain these texts, and a file with other texts counts as altered.

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

export const KOSOVO_FOOTNOTE = `* XK: ${XK_FOOTNOTE}`;

/** True if a code names Kosovo*, as a country or within a border segment such as "AL-XK". */
export const isKosovoCode = (code: string): boolean => code.includes('XK') && /\bXK\b/.test(code);

/** Returns the notices of a table. They follow from signed members alone, so that a changed notice is detectable. */
export function noticesOf({
  trial,
  marginsAreSums,
  victims,
  dimensions,
}: Pick<ExportedTable, 'trial' | 'marginsAreSums' | 'victims' | 'dimensions'>): string[] {
  const codes = Object.values(dimensions).flatMap(({ tree }) => Object.values(tree).flat());
  return [
    ...(trial === true ? [TRIAL_NOTICE] : []),
    ...(marginsAreSums === true ? [SUMS_NOTICE] : []),
    ...(victims === undefined
      ? []
      : [explainVictims({ roundingBase: victims.k, minIncidents: victims.from })]),
    ...(codes.some(isKosovoCode) ? [KOSOVO_FOOTNOTE] : []),
  ];
}
