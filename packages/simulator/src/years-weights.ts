/**
 * How several simulated years differ from one, in invented weights again: years that change by country and type, some
 * thirty organisations of very different size, reports that come late, are corrected and are taken back. They are not
 * estimates of anything.
 */
import type { NodeCountry } from '@waylight/contracts';

type Weighted<T> = readonly (readonly [value: T, weight: number])[];

/** How often something happens in a year, relative to the year before; drawn for each country and each type. */
export const CHANGES: Weighted<number> = [
  [0.55, 2],
  [0.7, 3],
  [0.85, 3],
  [1, 4],
  [1.2, 3],
  [1.45, 3],
  [1.8, 2],
];

/** Of whom a report tells, as tables count it: one group for each incident. */
export const PERSON_GROUPS: Weighted<string> = [
  ['man', 60],
  ['unaccompanied-or-separated-child', 16],
  ['woman', 15],
  ['other-child', 6],
  ['unknown', 3],
];

/** How many are said to have been harmed. */
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

/** Days from what happened to its report, both counted in: most within days, a tail of months. */
export const DELAYS: Weighted<readonly [least: number, most: number]> = [
  [[0, 2], 42],
  [[3, 7], 26],
  [[8, 21], 16],
  [[22, 60], 9],
  [[61, 180], 5],
  [[181, 420], 2],
];

/** Days from a report to its correction or its end. */
export const CORRECTION_DELAYS: Weighted<readonly [least: number, most: number]> = [
  [[1, 14], 50],
  [[15, 60], 30],
  [[61, 240], 20],
];

/** How exactly reports say when it happened. */
export const PRECISIONS: Weighted<'day' | 'month' | 'year'> = [
  ['day', 88],
  ['month', 9],
  ['year', 3],
];

/** The share of reports that were wrong in something at first, and what it was. */
export const REVISED_SHARE = 0.08;
export const REVISIONS: Weighted<'type' | 'place' | 'date' | 'audience'> = [
  ['type', 35],
  ['date', 30],
  ['place', 15],
  ['audience', 20],
];

/** The share of reports of what did not happen, or was reported twice: they are taken back. */
export const RETRACTED_SHARE = 0.02;
