import { codeById } from '../codebook/codes.ts';
import { LANGUAGES, type Language } from '../codebook/languages.ts';
import { latinToCyrillic } from '../text/transliterate.ts';
import { type CountryCode, countryLabel } from './areas.ts';
import { NEIGHBOURS, STRETCHES, type StretchRow } from './segment-data.ts';

/**
 * A directed pair of countries, or a named stretch of it. An incident on a border river or green line belongs to a segment with a
 * direction, whichever country its point is in.
 */
export interface Segment {
  readonly id: string;
  /** Number in events. 0 means unknown, and 1 means not at a border. */
  readonly number: number;
  readonly from: CountryCode | undefined;
  readonly to: CountryCode | undefined;
  readonly stretch: StretchRow | undefined;
  readonly labels: Readonly<Record<Language, string>>;
}

export const UNKNOWN_SEGMENT: Segment = {
  id: 'unknown',
  number: 0,
  from: undefined,
  to: undefined,
  stretch: undefined,
  labels: {
    en: 'Unknown segment',
    sq: 'Segment i panjohur',
    'sr-Latn': 'Nepoznata deonica granice',
    'sr-Cyrl': 'Непозната деоница границе',
    mk: 'Непозната гранична делница',
    bs: 'Nepoznata dionica granice',
    cnr: 'Nepoznata dionica granice',
  },
};

export const NOT_AT_BORDER: Segment = {
  id: 'not-at-border',
  number: 1,
  from: undefined,
  to: undefined,
  stretch: undefined,
  labels: {
    en: 'Not at a border',
    sq: 'Jo në kufi',
    'sr-Latn': 'Nije na granici',
    'sr-Cyrl': 'Није на граници',
    mk: 'Не е на граница',
    bs: 'Nije na granici',
    cnr: 'Nije na granici',
  },
};

export const SEGMENTS: readonly Segment[] = [
  UNKNOWN_SEGMENT,
  NOT_AT_BORDER,
  ...NEIGHBOURS.flatMap(([a, b]) => [...segmentsOf(a, b), ...segmentsOf(b, a)]),
];

const BY_ID = new Map(SEGMENTS.map((segment) => [segment.id, segment]));
const BY_NUMBER = new Map(SEGMENTS.map((segment) => [segment.number, segment]));

function segmentsOf(from: CountryCode, to: CountryCode): Segment[] {
  const stretches = STRETCHES.filter(
    ({ between: [a, b] }) => (a === from && b === to) || (a === to && b === from),
  );
  return [undefined, ...stretches].map((stretch, position) => {
    let labels: Segment['labels'] | undefined;
    return {
      id: stretch === undefined ? `${from}-${to}` : `${from}-${to}.${stretch.key}`,
      number: numberOf(from) * 10_000 + numberOf(to) * 100 + position,
      from,
      to,
      stretch,
      // When first read: names in seven languages would take most of the time in which a page loads.
      get labels() {
        labels ??= labelsOf(from, to, stretch);
        return labels;
      },
    };
  });
}

function numberOf(country: CountryCode): number {
  return codeById('country', country)?.number ?? 0;
}

function labelsOf(from: CountryCode, to: CountryCode, stretch: StretchRow | undefined): Segment['labels'] {
  const entries = LANGUAGES.map((language) => {
    const pair = `${countryLabel(from, language)} → ${countryLabel(to, language)}`;
    return [language, stretch === undefined ? pair : `${stretchName(stretch, language)} (${pair})`] as const;
  });
  return Object.fromEntries(entries) as Record<Language, string>;
}

/** Returns the name of a stretch, without its countries. */
export function stretchName(stretch: StretchRow, language: Language): string {
  if (language === 'en' || language === 'sq') return stretch.name;
  const serbian = stretch.serbian ?? stretch.name;
  return language === 'sr-Cyrl' || language === 'mk' ? latinToCyrillic(serbian) : serbian;
}

export function segmentById(id: string): Segment | undefined {
  return BY_ID.get(id);
}

export function segmentByNumber(number: number): Segment | undefined {
  return BY_NUMBER.get(number);
}

export function segmentLabel(idOrNumber: string | number, language: Language): string {
  const segment = typeof idOrNumber === 'number' ? segmentByNumber(idOrNumber) : segmentById(idOrNumber);
  return segment?.labels[language] ?? String(idOrNumber);
}
