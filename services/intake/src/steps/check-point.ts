import type { Coordinates } from '@waylight/contracts/intake';
import { type CodeId, type CoordinateProblem, checkCoordinates, codeById } from '@waylight/taxonomy';
import { addViolation, type Findings } from './findings.ts';
import type { Border } from './read-segment.ts';

const PROBLEM_TEXTS: Readonly<Record<CoordinateProblem, string>> = {
  'not-a-position': 'is not a position: latitude must be -90 to 90 degrees, longitude -180 to 180',
  zero: 'is 0, 0, which usually means "not stated": leave it out',
  swapped: 'has latitude and longitude swapped',
  'sign-flipped': 'has a sign that puts it outside the country',
  'capital-placeholder':
    'is the middle of the capital, which often means "somewhere in the country": state place_precision, or leave it out',
  'outside-country': 'is outside the country that the report states',
};

/**
 * Checks that a point is in the country. The point is not stored. At a border the point may be on either
 * side, because an incident on a river belongs to its border segment.
 */
export function checkPoint(
  { latitude, longitude }: Coordinates,
  country: string | undefined,
  border: Border,
  precision: CodeId<'placePrecision'>,
  findings: Findings,
): void {
  if (country === undefined || country === 'unknown') {
    const isPosition = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    if (!isPosition) addViolation(findings, 'coordinates', PROBLEM_TEXTS['not-a-position']);
    return;
  }
  const check = checkCoordinates(latitude, longitude, country, precision);
  if (check.ok) return;
  const isAcross =
    check.reason === 'outside-country' &&
    border.touchedCountries.some((other) => checkCoordinates(latitude, longitude, other, precision).ok);
  if (isAcross) return;
  const actual = codeById('country', check.actualCountry ?? '');
  addViolation(findings, 'coordinates', PROBLEM_TEXTS[check.reason], actual === undefined ? [] : [actual.id]);
}
