import stretches from '../../data/stretches.json' with { type: 'json' };
import type { CountryCode } from './areas.ts';

/**
 * Neighbours among the fifteen countries, each pair once. AL–IT and GR–IT are neighbours by sea. Each pair has segments in both
 * directions.
 */
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
  /** Name in Serbian and related languages, if different; Cyrillic labels are derived from it. */
  readonly serbian?: string;
  readonly spellings: readonly string[];
}

/**
 * Named stretches. The number of a segment contains the position of its stretch within the pair. So a new stretch must follow the
 * others of its pair, and no stretch may be moved.
 */
export const STRETCHES = stretches as unknown as readonly StretchRow[];
