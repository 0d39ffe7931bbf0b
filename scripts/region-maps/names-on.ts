import type { Translate } from '../../services/dashboard/src/text/texts.ts';
import { namesAt, type PlacedName } from '../../services/dashboard/src/ui/map/name-places.ts';
import type { Outlines } from './outlines.ts';

/** Positions of names of countries whose centre is at the edge of the map or in another country. */
const NAMES_AT: Readonly<Record<string, readonly [longitude: number, latitude: number]>> = {
  HR: [17.35, 45.75],
  HU: [17.95, 46.4],
  RO: [22.6, 45.6],
  BG: [23.1, 42.65],
  GR: [21.9, 40.05],
  XK: [20.62, 42.68],
  RS: [20.75, 44.25],
  BA: [17.8, 44.25],
  ME: [18.95, 42.85],
  MK: [21.7, 41.5],
  AL: [20.05, 41.05],
  SI: [15.05, 46.12],
};

/** Names of countries with their positions on a map. */
export function namesOn(outlines: Outlines, t: Translate): readonly PlacedName[] {
  const places = Object.entries(NAMES_AT).flatMap(([code, degrees]) => {
    const at = outlines.placeOf(...degrees);
    return at === undefined || !outlines.isOnMap(at) ? [] : [[code, at] as const];
  });
  return namesAt(Object.fromEntries(places), t);
}
