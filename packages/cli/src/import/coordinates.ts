import { type CodeId, type CoordinateProblem, checkCoordinates, codeById } from '@waylight/taxonomy';
import type { FieldValues } from './coded-report.ts';

const PROBLEM_TEXTS: Readonly<Record<CoordinateProblem, string>> = {
  'not-a-position': 'no position on earth',
  zero: 'at 0, 0',
  swapped: 'latitude and longitude are swapped',
  'sign-flipped': 'the sign is flipped',
  'capital-placeholder': 'the capital as a placeholder',
  'outside-country': 'outside the country',
};

/** What is wrong with a row's point; undefined where it has none, or nothing is. */
export function coordinateProblem(fields: ReadonlyMap<string, FieldValues>): string | undefined {
  const latitude = fields.get('coordinates.latitude')?.values[0];
  const longitude = fields.get('coordinates.longitude')?.values[0];
  if (latitude === undefined && longitude === undefined) return undefined;
  if (latitude === undefined || longitude === undefined) return 'one of the two alone';
  const country = String(fields.get('country')?.values[0] ?? '');
  const check = checkCoordinates(Number(latitude), Number(longitude), country, precisionOf(fields));
  if (check.ok) return undefined;
  // At a border a point may lie on either side; the node holds it against the segment.
  return check.reason === 'outside-country' && fields.has('segment')
    ? undefined
    : PROBLEM_TEXTS[check.reason];
}

function precisionOf(fields: ReadonlyMap<string, FieldValues>): CodeId<'placePrecision'> {
  const stated = codeById('placePrecision', String(fields.get('placePrecision')?.values[0] ?? ''));
  if (stated !== undefined) return stated.id;
  return fields.has('place') ? 'settlement' : 'unknown';
}
