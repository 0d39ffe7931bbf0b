import { createSpellings, type Lookup, lookupOf, type Spellings } from '../text/spellings.ts';
import { type Code, codeById } from './codes.ts';
import { findCode } from './find-code.ts';
import type { CodeId } from './lists.ts';
import { ISO_BY_REGION, ORIGIN_ALIASES } from './origin-data.ts';
import { splitCell } from './split-cell.ts';

type Region = CodeId<'originRegion'>;

const REGION_OF = new Map<string, Region>(
  Object.entries(ISO_BY_REGION).flatMap(([region, codes]) =>
    codes.split(' ').map((iso) => [iso, region as Region] as const),
  ),
);

export const ORIGIN_COUNTRIES: readonly string[] = [...REGION_OF.keys()].sort();

/** Languages for which ICU has country names. For Montenegrin, the Serbian names are used. */
const NAME_LANGUAGES = ['en', 'sq', 'sr-Latn', 'sr-Cyrl', 'mk', 'bs', 'hr'];

let spellings: Spellings<string> | undefined;

function originSpellings(): Spellings<string> {
  if (spellings !== undefined) return spellings;
  const index = createSpellings<string>();
  const names = NAME_LANGUAGES.map((language) => new Intl.DisplayNames([language], { type: 'region' }));
  for (const iso of ORIGIN_COUNTRIES) {
    index.add(iso, iso);
    for (const displayNames of names) index.add(displayNames.of(iso) ?? iso, iso);
    for (const alias of ORIGIN_ALIASES[iso] ?? []) index.add(alias, iso);
  }
  spellings = index;
  return index;
}

/** Returns the published region of a country of origin (ISO 3166-1 alpha-2, including XK). */
export function regionOfCountry(iso: string): Region {
  return REGION_OF.get(iso.toUpperCase()) ?? 'unknown';
}

/** Finds the ISO code of a country of origin by code, or by name in any language of the region. */
export function findOriginCountry(text: string): Lookup<string> {
  const index = originSpellings();
  const upper = text.trim().toUpperCase();
  if (REGION_OF.has(upper)) return { kind: 'found', value: upper };
  return lookupOf(index.get(text), () => index.nearest(text));
}

/** Finds the region of origin by the name of a country or region. */
export function findOrigin(text: string): Lookup<Code<'originRegion'>> {
  const country = findOriginCountry(text);
  if (country.kind === 'found') return foundRegion(regionOfCountry(country.value));
  if (country.kind === 'candidates') {
    const regions = [...new Set(country.candidates.map(regionOfCountry))].flatMap(regionCode);
    return lookupOf(regions, () => []);
  }
  const region = findCode('originRegion', text);
  if (region.kind !== 'none') return region;
  const near = [...region.nearest, ...country.nearest.map(regionOfCountry).flatMap(regionCode)];
  return { kind: 'none', nearest: [...new Set(near)] };
}

/** Returns the region of several persons: their common region, or `mixed` if two differ or one is unknown. */
export function combineRegions(regions: Iterable<Region>): Region {
  const [first, second] = new Set(regions);
  if (first === undefined) return 'unknown';
  return second === undefined ? first : 'mixed';
}

export interface OriginOfCells {
  readonly region: Region;
  /** Parts of the cells that are not the name of a known country or region. */
  readonly unresolved: readonly string[];
}

/**
 * Returns the region of an incident from a cell with countries or, if that cell is empty, from a cell with regions. Missing
 * Migrants sometimes states no country but a presumed region ("Southern Asia (P)"). A presumed region counts as stated.
 */
export function originOfCells(countries: string, regions = ''): OriginOfCells {
  const byCountry = originOfCell(countries);
  if (byCountry.region !== 'unknown' || regions.trim() === '') return byCountry;
  const byRegion = originOfCell(regions);
  return { region: byRegion.region, unresolved: [...byCountry.unresolved, ...byRegion.unresolved] };
}

function originOfCell(cell: string): OriginOfCells {
  const found: Region[] = [];
  const unresolved: string[] = [];
  for (const part of splitCell(cell, 'originRegion')) {
    const hit = findOrigin(part);
    if (hit.kind === 'found') found.push(hit.value.id);
    else unresolved.push(part);
  }
  return { region: combineRegions(found), unresolved };
}

function foundRegion(region: Region): Lookup<Code<'originRegion'>> {
  return lookupOf(regionCode(region), () => []);
}

function regionCode(region: Region): Code<'originRegion'>[] {
  const code = codeById('originRegion', region);
  return code === undefined ? [] : [code];
}
