import { countryText, FOOTNOTED } from '../../text/countries.ts';
import type { Translate } from '../../text/texts.ts';
import { type Box, textBox } from './free-room.ts';
import type { Point } from './region-maps.ts';

/** Font of a name: a wide screen shows the name, a narrow one the code; see charts.css. */
const NAME_FONT = 13;
const CODE_FONT = 20;

export type PlacedName = {
  readonly code: string;
  readonly at: Point;
  readonly text: string;
  readonly short: string;
};

/** Names of countries at these positions, in the language of the texts. */
export const namesAt = (places: Readonly<Record<string, Point>>, t: Translate): readonly PlacedName[] =>
  Object.entries(places).map(([code, at]) => ({
    code,
    at,
    text: countryText(code, t),
    short: code === FOOTNOTED ? `${code}*` : code,
  }));

/** What a name takes, as a whole and as a code alone, one of which is shown. */
export const boxesOf = ({ at, text, short }: PlacedName): readonly Box[] => [
  textBox(at, text, NAME_FONT),
  textBox(at, short, CODE_FONT),
];
