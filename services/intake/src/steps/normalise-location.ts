import type { Country, PlacePrecision } from '@waylight/contracts/incident';
import type { Report } from '@waylight/contracts/intake';
import {
  type Area,
  areasOfCountry,
  type CodeId,
  codeById,
  findArea,
  findCountry,
  UNKNOWN_AREA,
} from '@waylight/taxonomy';
import { checkPoint } from './check-point.ts';
import { addViolation, type Findings } from './findings.ts';
import { addLookupViolation, checkText, codeNumber, readCode } from './read-code.ts';
import { readSegment } from './read-segment.ts';
import { resolvePlace } from './resolve-place.ts';

export type CodedLocation = {
  readonly country: Country;
  readonly area: number;
  readonly segment: number;
  readonly placePrecision: PlacePrecision;
  readonly chain: Country[];
  /** The incident type that the notation of a chain pushback implies. */
  readonly chainType: CodeId<'incidentType'> | undefined;
};

export type CountryId = CodeId<'country'>;

/**
 * The location. The stated country is final: an area, place or point that contradicts it is refused. Of the
 * place, only area and precision are stored.
 */
export function normaliseLocation(report: Report, findings: Findings): CodedLocation {
  const country = readCountry(report.country, 'country', findings);
  const border = readSegment(report.segment, country, findings);
  const stated = readArea(report.area, country, 'area', findings);
  const place =
    report.place === '' ? undefined : resolvePlace(report.place, { country, area: stated, border }, findings);
  const precision =
    report.placePrecision === ''
      ? undefined
      : readCode('placePrecision', report.placePrecision, 'place_precision', findings)?.id;
  const hasPlace = place?.isFound === true;
  if (report.coordinates !== undefined) {
    const effectivePrecision = precision ?? (hasPlace ? 'settlement' : 'unknown');
    checkPoint(report.coordinates, country, border, effectivePrecision, findings);
  }
  return {
    country: codeNumber('country', country ?? 'unknown') as Country,
    area: (stated ?? place?.area ?? UNKNOWN_AREA).number,
    segment: border.segment,
    placePrecision: codeNumber(
      'placePrecision',
      precision ?? impliedPrecision(country, stated, hasPlace),
    ) as PlacePrecision,
    chain: border.chain.map((id) => (codeById('country', id)?.number ?? 0) as Country),
    chainType: border.chain.length > 0 ? 'chain-pushback' : undefined,
  };
}

/** The precision of the location texts. A point alone implies no precision. */
function impliedPrecision(
  country: CountryId | undefined,
  area: Area | undefined,
  hasPlace: boolean,
): CodeId<'placePrecision'> {
  if (hasPlace) return 'settlement';
  if (area !== undefined && area.number !== UNKNOWN_AREA.number) return 'area';
  return country === undefined || country === 'unknown' ? 'unknown' : 'country';
}

export function readCountry(text: string, field: string, findings: Findings): CountryId | undefined {
  if (text.trim() === '') {
    addViolation(findings, field, 'is required: ISO 3166-1 alpha-2 (XK for Kosovo*), or the name');
    return undefined;
  }
  if (!checkText(text, field, findings)) return undefined;
  const lookup = findCountry(text);
  if (lookup.kind !== 'found') {
    addLookupViolation(lookup, field, 'the countries of the code book', ({ id }) => id, findings);
    return undefined;
  }
  return lookup.value.id;
}

/** The stated first-level area; undefined if none is stated or after a violation. */
export function readArea(
  text: string,
  country: CountryId | undefined,
  field: string,
  findings: Findings,
): Area | undefined {
  if (text === '' || country === undefined || !checkText(text, field, findings)) return undefined;
  const within = country === 'unknown' ? {} : { country };
  const lookup = findArea(text, within);
  if (lookup.kind === 'found') {
    if (country !== 'unknown' || lookup.value.number === UNKNOWN_AREA.number) return lookup.value;
    addViolation(findings, field, 'is stated without a country: state both, or neither');
    return undefined;
  }
  if (country !== 'unknown' && areasOfCountry(country).length === 0)
    addViolation(findings, field, 'belongs to a country whose areas are not in the code book: leave it out');
  else addLookupViolation(lookup, field, 'the areas of the country', ({ id }) => id, findings);
  return undefined;
}
