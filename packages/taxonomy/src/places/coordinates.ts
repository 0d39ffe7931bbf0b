import { iso1A2Code } from '@rapideditor/country-coder';
import type { CodeId } from '../codebook/lists.ts';
import { distanceKm, pointsOnCircle } from './distance.ts';

export type CoordinateProblem =
  | 'not-a-position'
  | 'zero'
  | 'swapped'
  | 'sign-flipped'
  | 'capital-placeholder'
  | 'outside-country';

export type CoordinateCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: CoordinateProblem; readonly actualCountry?: string };

/** Tolerance for a point on a border river, which may be on the other bank. */
export const BORDER_TOLERANCE_KM = 10;
const PLACEHOLDER_KM = 1.5;

const CAPITALS: Readonly<Record<string, readonly [number, number]>> = {
  AL: [41.3275, 19.8189],
  BA: [43.8486, 18.3564],
  ME: [42.4411, 19.2636],
  MK: [41.9965, 21.4314],
  RS: [44.804, 20.4651],
  XK: [42.6727, 21.1669],
  GR: [37.9838, 23.7275],
  BG: [42.6975, 23.3242],
  RO: [44.4323, 26.1063],
  HU: [47.4984, 19.0404],
  HR: [45.8144, 15.978],
  SI: [46.0511, 14.5051],
  AT: [48.2085, 16.3721],
  IT: [41.8919, 12.5113],
  TR: [39.9199, 32.8543],
};

/**
 * Checks a point against the country of a report. The stated country takes precedence: a point never changes the country of an
 * incident. If the place is imprecise, a point on the capital counts as a placeholder.
 */
export function checkCoordinates(
  latitude: number,
  longitude: number,
  country: string,
  precision: CodeId<'placePrecision'> = 'unknown',
): CoordinateCheck {
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return problem('not-a-position');
  if (Math.abs(latitude) < 0.01 && Math.abs(longitude) < 0.01) return problem('zero');
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    return problem(isNear(longitude, latitude, country) ? 'swapped' : 'not-a-position');
  }
  if (isNear(latitude, longitude, country)) {
    return isCapital(latitude, longitude, country) && isVague(precision)
      ? problem('capital-placeholder')
      : { ok: true };
  }
  if (isNear(longitude, latitude, country)) return problem('swapped');
  const flips = [
    [-latitude, longitude],
    [latitude, -longitude],
    [-latitude, -longitude],
  ] as const;
  if (flips.some(([lat, lon]) => isNear(lat, lon, country))) return problem('sign-flipped');
  return {
    ok: false,
    reason: 'outside-country',
    actualCountry: iso1A2Code([longitude, latitude]) ?? undefined,
  };
}

function problem(reason: CoordinateProblem): CoordinateCheck {
  return { ok: false, reason };
}

function isNear(latitude: number, longitude: number, country: string): boolean {
  if (Math.abs(latitude) > 89 || Math.abs(longitude) > 180) return false;
  if (iso1A2Code([longitude, latitude]) === country) return true;
  return [BORDER_TOLERANCE_KM / 2, BORDER_TOLERANCE_KM].some((km) =>
    pointsOnCircle(latitude, longitude, km).some(([lat, lon]) => iso1A2Code([lon, lat]) === country),
  );
}

function isCapital(latitude: number, longitude: number, country: string): boolean {
  const capital = CAPITALS[country];
  return capital !== undefined && distanceKm(latitude, longitude, capital[0], capital[1]) <= PLACEHOLDER_KM;
}

function isVague(precision: CodeId<'placePrecision'>): boolean {
  return precision !== 'exact' && precision !== 'settlement';
}
