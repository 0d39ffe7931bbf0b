import { englishOf, type Sentence, sentence } from '@waylight/method-notes';
import type { VictimSums } from './draw-victims.ts';

// For browsers too: pages say these in the language of who reads, and know them by their English text.

/** What must be said of a release whose totals were not drawn. */
export const SUMS_NOTICE =
  'Totals are sums of cells and have no bound of their own: a total of 0 may be more than any cell of it.';

/** What victims are. */
export const VICTIMS: readonly Sentence[] = [sentence('unit.victims'), sentence('unit.victims.twice')];

/** What must be said wherever sums of victims are shown. */
export const victimsSentences = ({ base, from }: Pick<VictimSums, 'base' | 'from'>): Sentence[] => [
  ...VICTIMS,
  sentence('victims.sums', { base, atMost: base - 1, from }),
];

/** The same in English. */
export const explainVictims = (sums: Pick<VictimSums, 'base' | 'from'>): string =>
  englishOf(victimsSentences(sums));
