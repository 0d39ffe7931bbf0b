import { codeById } from '../codebook/codes.ts';
import { labelWithFallback } from '../codebook/labels.ts';
import type { Language } from '../codebook/languages.ts';
import type { CodeId } from '../codebook/lists.ts';
import { createSpellings, type Lookup, lookupOf, type Spellings } from '../text/spellings.ts';
import { latinToCyrillic } from '../text/transliterate.ts';
import { AREA_ROWS, type AreaRow, CANTONS, NESTED_DISTRICTS, OCHA_ALBANIA } from './area-data.ts';

export type CountryCode = Exclude<CodeId<'country'>, 'unknown'>;

export interface Area {
  readonly id: string;
  /** Number in events. 0 means unknown. */
  readonly number: number;
  readonly country: CodeId<'country'>;
  readonly labels: Readonly<Record<Language, string>>;
}

export const UNKNOWN_AREA: Area = {
  id: 'unknown',
  number: 0,
  country: 'unknown',
  labels: {
    en: 'Unknown area',
    sq: 'Zonë e panjohur',
    'sr-Latn': 'Nepoznata oblast',
    'sr-Cyrl': 'Непозната област',
    mk: 'Непозната област',
    bs: 'Nepoznata oblast',
    cnr: 'Nepoznata oblast',
  },
};

/** The unknown area is first. The others are sorted by country. */
export const AREAS: readonly Area[] = [UNKNOWN_AREA, ...Object.entries(AREA_ROWS).flatMap(areasOf)];

const BY_ID = new Map(AREAS.map((area) => [area.id, area]));
const BY_NUMBER = new Map(AREAS.map((area) => [area.number, area]));
let spellings: Spellings<Area> | undefined;

function areasOf([country, rows]: [string, readonly AreaRow[]]): Area[] {
  const code = codeById('country', country);
  if (code === undefined) throw new Error(`area data names an unknown country: ${country}`);
  return rows.map((row, index) => {
    let labels: Area['labels'] | undefined;
    return {
      id: row[0],
      number: code.number * 100 + index + 1,
      country: code.id,
      // When first read, as the labels of segments.
      get labels() {
        labels ??= labelsOf(row);
        return labels;
      },
    };
  });
}

function labelsOf([, name, sq, sr, ...others]: AreaRow): Area['labels'] {
  const serbian = sr || name;
  const cyrillic = latinToCyrillic(serbian);
  const macedonian = others.find((text) => /\p{Script=Cyrillic}/u.test(text)) ?? cyrillic;
  return {
    en: name,
    sq: sq || name,
    'sr-Latn': serbian,
    'sr-Cyrl': cyrillic,
    mk: macedonian,
    bs: serbian.replace(/^Sever/, 'Sjever'),
    cnr: serbian.replace(/^Sever/, 'Sjever'),
  };
}

export function areaById(id: string): Area | undefined {
  return BY_ID.get(id);
}

export function areaByNumber(number: number): Area | undefined {
  return BY_NUMBER.get(number);
}

export function areaLabel(idOrNumber: string | number, language: Language): string {
  const area = typeof idOrNumber === 'number' ? areaByNumber(idOrNumber) : areaById(idOrNumber);
  return area?.labels[language] ?? String(idOrNumber);
}

export function areasOfCountry(country: string): readonly Area[] {
  return AREAS.filter((area) => area.country === country && area.number !== 0);
}

function areaSpellings(): Spellings<Area> {
  if (spellings !== undefined) return spellings;
  const index = createSpellings<Area>();
  for (const area of AREAS) {
    index.add(area.id, area);
    for (const text of Object.values(area.labels)) index.add(text, area);
  }
  for (const rows of Object.values(AREA_ROWS)) {
    for (const [id, name, sq, sr, ...others] of rows) {
      const area = areaById(id);
      if (area === undefined) continue;
      for (const text of [name, sq, sr, ...others]) index.add(text, area);
      const short = sr.replace(/ (?:okrug|region)$/, '');
      const genitive = (sq || name).replace(/a$/, 'ës').replace(/i$/, 'it');
      for (const text of [short, `${name} District`, `${name} County`, `Qarku i ${genitive}`]) {
        index.add(text, area);
      }
    }
  }
  const federation = areaById('BA-BIH');
  if (federation !== undefined) for (const text of CANTONS) index.add(text, federation);
  spellings = index;
  return index;
}

/**
 * Finds the first-level area that a text names, by code or name. A code without hyphen may be a code of OCHA, whose numbers differ
 * from ISO's, so it returns candidates. A district that ISO lists under another country returns candidates too.
 */
export function findArea(text: string, within: { readonly country?: string } = {}): Lookup<Area> {
  const code = text.trim().toUpperCase();
  const candidates = areasByForeignCode(code);
  if (candidates !== undefined) return { kind: 'candidates', candidates: candidates };
  const municipality = /^MK-([1-8])\d\d$/.exec(code)?.[1];
  const region = municipality === undefined ? undefined : areaById(`MK-R${municipality}`);
  if (region !== undefined) return { kind: 'found', value: region };
  const index = areaSpellings();
  const fits = (area: Area) =>
    within.country === undefined || area.country === within.country || area.number === 0;
  return lookupOf(index.get(text).filter(fits), () => index.nearest(text).filter(fits));
}

function areasByForeignCode(code: string): readonly Area[] | undefined {
  const nested = NESTED_DISTRICTS[code];
  if (nested !== undefined) return areasByIds(nested);
  const ocha = /^([A-Z]{2})(\d{2})$/.exec(code);
  if (ocha === null) return undefined;
  const [, country, number] = ocha;
  const iso = `${country}-${number}`;
  const areas = areasByIds(country === 'AL' ? [OCHA_ALBANIA[Number(number) - 1] ?? '', iso] : [iso]);
  return areas.length === 0 ? undefined : areas;
}

function areasByIds(ids: readonly string[]): Area[] {
  return [...new Set(ids)].flatMap((id) => areaById(id) ?? []);
}

export function countryLabel(country: string, language: Language): string {
  return labelWithFallback('country', country, language);
}
