import { effortBounds } from './completeness.ts';
import { DEFAULT_ROUNDING_BASE, interpretRounded } from './interpret-rounded.ts';

/** Incidents per effort, with the bounds that follow from the rounding of both. */
export type EffortRate = { readonly value: number; readonly from: number; readonly to: number };

/** Number of visits or days to which a rate refers. */
export const EFFORT_RATE_UNIT = 100;

/**
 * Computes the incidents of a period per 100 visits or days. `incidents` is the released number of the period, which was rounded
 * once. Effort is the sum of the months, each of which was rounded. Undefined if a number is missing, because missing numbers are
 * not estimated.
 */
export function computeEffortRate(
  incidents: number | undefined,
  efforts: readonly (number | undefined)[],
  roundingBase: number = DEFAULT_ROUNDING_BASE,
): EffortRate | undefined {
  const total = sumEfforts(efforts);
  if (incidents === undefined || total === undefined) return undefined;
  const { from, to } = interpretRounded(incidents, roundingBase);
  return {
    value: (EFFORT_RATE_UNIT * incidents) / total.value,
    from: (EFFORT_RATE_UNIT * Math.max(0, from)) / total.to,
    to: (EFFORT_RATE_UNIT * to) / total.from,
  };
}

/**
 * The sum of rounded efforts, with its bounds. Undefined if one is missing, or if all are 0. Otherwise no bound is 0, because an
 * effort that is rounded to 10 is at least 5.
 */
export function sumEfforts(efforts: readonly (number | undefined)[]): EffortRate | undefined {
  const known = efforts.filter((one) => one !== undefined);
  const value = known.reduce((sum, one) => sum + one, 0);
  if (known.length < efforts.length || value === 0) return undefined;
  const bounds = known.map(effortBounds);
  return {
    value,
    from: bounds.reduce((sum, { from }) => sum + from, 0),
    to: bounds.reduce((sum, { to }) => sum + to, 0),
  };
}
