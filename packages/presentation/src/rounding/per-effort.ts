import { effortBounds } from './completeness.ts';
import { readRounded, USUAL_BASE } from './rounded.ts';

/** How many incidents there were for so much effort, and between which bounds that lies whatever the roundings did. */
export type PerEffort = { readonly value: number; readonly from: number; readonly to: number };

/** Incidents are told for so many visits, or days. */
export const PER = 100;

/**
 * Incidents of a period for each 100 visits or days. `incidents` is the period's own released number, which is rounded once; effort is
 * the sum of its months, each of which was rounded. Undefined where a number is missing: what is not told is not estimated.
 */
export function perEffort(
  incidents: number | undefined,
  efforts: readonly (number | undefined)[],
  base: number = USUAL_BASE,
): PerEffort | undefined {
  if (incidents === undefined || efforts.length === 0) return undefined;
  const told = efforts.filter((one) => one !== undefined);
  const effort = told.reduce((sum, one) => sum + one, 0);
  if (told.length < efforts.length || effort === 0) return undefined;
  const bounds = told.map(effortBounds);
  const [least, most] = [
    bounds.reduce((sum, { from }) => sum + from, 0),
    bounds.reduce((sum, { to }) => sum + to, 0),
  ];
  const { from, to } = readRounded(incidents, base);
  return {
    value: (PER * incidents) / effort,
    from: (PER * Math.max(0, from)) / most,
    // Not all of its months were 0, and what is rounded to 10 is 5 at least.
    to: (PER * to) / least,
  };
}
