import stretches from '../../data/stretches.json' with { type: 'json' };
import type { CountryCode } from './areas.ts';

/** Neighbours among the fifteen, each pair once. AL–IT and GR–IT are by sea. A segment exists in both directions. */
export const NEIGHBOURS: readonly (readonly [CountryCode, CountryCode])[] = [
  ['AL', 'ME'],
  ['AL', 'XK'],
  ['AL', 'MK'],
  ['AL', 'GR'],
  ['AL', 'IT'],
  ['BA', 'HR'],
  ['BA', 'RS'],
  ['BA', 'ME'],
  ['ME', 'HR'],
  ['ME', 'RS'],
  ['ME', 'XK'],
  ['MK', 'XK'],
  ['MK', 'RS'],
  ['MK', 'BG'],
  ['MK', 'GR'],
  ['RS', 'XK'],
  ['RS', 'HU'],
  ['RS', 'RO'],
  ['RS', 'BG'],
  ['RS', 'HR'],
  ['GR', 'BG'],
  ['GR', 'TR'],
  ['GR', 'IT'],
  ['BG', 'RO'],
  ['BG', 'TR'],
  ['RO', 'HU'],
  ['HU', 'AT'],
  ['HU', 'SI'],
  ['HU', 'HR'],
  ['HR', 'SI'],
  ['SI', 'IT'],
  ['SI', 'AT'],
  ['AT', 'IT'],
];

export interface StretchRow {
  readonly between: readonly [CountryCode, CountryCode];
  /** Last part of the id. */
  readonly key: string;
  readonly name: string;
  /** In Serbian and its neighbours, where that is not the name; Cyrillic labels are made from it. */
  readonly serbian?: string;
  readonly spellings: readonly string[];
}

/**
 * Named stretches. A segment's number counts a pair's stretches in this order, so a new one goes after the others of its
 * pair and none is ever moved.
 */
export const STRETCHES = stretches as unknown as readonly StretchRow[];
