/**
 * Invented weights of several simulated years: changes by country and type, thirty organisations of very different size,
 * delays, corrections and retractions. They are not estimates.
 */
import type { NodeCountry } from '@waylight/contracts';

type Weighted<T> = readonly (readonly [value: T, weight: number])[];

/** Change of the frequency from one year to the next; drawn for each country and each type. */
export const CHANGES: Weighted<number> = [
  [0.55, 2],
  [0.7, 3],
  [0.85, 3],
  [1, 4],
  [1.2, 3],
  [1.45, 3],
  [1.8, 2],
];

/** Groups of persons, one for each incident, as tables count them. */
export const PERSON_GROUPS: Weighted<string> = [
  ['man', 60],
  ['unaccompanied-or-separated-child', 16],
  ['woman', 15],
  ['other-child', 6],
  ['unknown', 3],
];

/** Stated numbers of persons harmed. */
export const VICTIMS: Weighted<number | undefined> = [
  [1, 48],
  [2, 15],
  [3, 9],
  [4, 5],
  [6, 5],
  [8, 3],
  [12, 3],
  [30, 1],
  [0, 1],
  [undefined, 10],
];

/** Organisations that report to each node. */
export const ORGANISATIONS: Readonly<Record<NodeCountry, number>> = {
  RS: 8,
  BA: 7,
  MK: 5,
  AL: 4,
  ME: 3,
  XK: 3,
};

/** Days from the incident to its report, inclusive. Most delays are days, and some are months. */
export const DELAYS: Weighted<readonly [min: number, max: number]> = [
  [[0, 2], 42],
  [[3, 7], 26],
  [[8, 21], 16],
  [[22, 60], 9],
  [[61, 180], 5],
  [[181, 420], 2],
];

/** Days from a report to its correction or retraction. */
export const CORRECTION_DELAYS: Weighted<readonly [min: number, max: number]> = [
  [[1, 14], 50],
  [[15, 60], 30],
  [[61, 240], 20],
];

/** Precision of stated dates. */
export const PRECISIONS: Weighted<'day' | 'month' | 'year'> = [
  ['day', 88],
  ['month', 9],
  ['year', 3],
];

/** Share of reports that are corrected later, and the wrong field. */
export const REVISED_SHARE = 0.08;
export const REVISIONS: Weighted<'type' | 'place' | 'date' | 'audience'> = [
  ['type', 35],
  ['date', 30],
  ['place', 15],
  ['audience', 20],
];

/** Share of reports that are retracted, because the incident did not happen or was reported twice. */
export const RETRACTED_SHARE = 0.02;
