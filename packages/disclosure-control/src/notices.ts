import type { VictimSums } from './draw-victims.ts';

// For browsers too: pages say these in the language of who reads, and know them by their English text.

/** What must be said of a release whose totals were not drawn. */
export const SUMS_NOTICE =
  'Totals are sums of cells and have no bound of their own: a total of 0 may be more than any cell of it.';

/** What victims are. */
export const VICTIMS =
  'Victims: persons harmed as stated in reports, not de-duplicated. Who is in two reports is there twice; where nothing is stated nothing is added.';

/** What must be said wherever sums of victims are shown. */
export function explainVictims({ base, from }: Pick<VictimSums, 'base' | 'from'>): string {
  return `${VICTIMS} Every sum is a multiple of ${base}, ±${base - 1} at most from what is stated, and given only for ${from} incidents or more.`;
}
