import { effortBounds } from './completeness.ts';
import { DEFAULT_ROUNDING_BASE, interpretRounded } from './interpret-rounded.ts';

/** How many incidents there were for so much effort, and between which bounds that lies whatever the roundings did. */
export type EffortRate = { readonly value: number; readonly from: number; readonly to: number };

/** Incidents are told for so many visits, or days. */
export const EFFORT_RATE_UNIT = 100;

/**
 * Incidents of a period for each 100 visits or days. `incidents` is the period's own released number, which is rounded once; effort is
 * the sum of its months, each of which was rounded. Undefined where a number is missing: what is not told is not estimated.
 */
export function computeEffortRate(
  incidents: number | undefined,
  efforts: readonly (number | undefined)[],
  roundingBase: number = DEFAULT_ROUNDING_BASE,
): EffortRate | undefined {
  if (incidents === undefined || efforts.length === 0) return undefined;
  const known = efforts.filter((one) => one !== undefined);
  const effort = known.reduce((sum, one) => sum + one, 0);
  if (known.length < efforts.length || effort === 0) return undefined;
  const bounds = known.map(effortBounds);
  const [least, most] = [
    bounds.reduce((sum, { from }) => sum + from, 0),
    bounds.reduce((sum, { to }) => sum + to, 0),
  ];
  const { from, to } = interpretRounded(incidents, roundingBase);
  return {
    value: (EFFORT_RATE_UNIT * incidents) / effort,
    from: (EFFORT_RATE_UNIT * Math.max(0, from)) / most,
    // Not all of its months were 0, and what is rounded to 10 is 5 at least.
    to: (EFFORT_RATE_UNIT * to) / least,
  };
}
