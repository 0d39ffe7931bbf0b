import { countryText, FOOTNOTED } from '../../text/countries.ts';
import type { Translate } from '../../text/texts.ts';
import { type Box, textBox } from './free-room.ts';
import type { Outlines, Point } from './outlines.ts';

/** Where a name stands whose country's middle on a map lies at its edge, or in another country. */
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

/** Its font: a wide screen shows the name, a narrow one the code; see charts.css. */
export const NAME_FONT = 13;
const CODE_FONT = 20;

export type PlacedName = {
  readonly code: string;
  readonly at: Point;
  readonly text: string;
  readonly short: string;
};

/** The names of countries at these places, in the language of the texts. */
export const namesAt = (places: Readonly<Record<string, Point>>, t: Translate): readonly PlacedName[] =>
  Object.entries(places).map(([code, at]) => ({
    ...{ code, at, text: countryText(code, t) },
    short: code === FOOTNOTED ? `${code}*` : code,
  }));

/** The names of countries, each at its place on a map. */
export function namesOn(outlines: Outlines, t: Translate): readonly PlacedName[] {
  const places = Object.entries(NAMES_AT).flatMap(([code, degrees]) => {
    const at = outlines.placeOf(...degrees);
    return at === undefined || !outlines.isOnMap(at) ? [] : [[code, at] as const];
  });
  return namesAt(Object.fromEntries(places), t);
}

/** What a name takes, as a whole and as a code alone, one of which is shown. */
export const boxesOf = ({ at, text, short }: PlacedName): readonly Box[] => [
  textBox(at, text, NAME_FONT),
  textBox(at, short, CODE_FONT),
];
