import { scaleSqrt } from 'd3-scale';
import { useMemo } from 'react';
import { countryText, FOOTNOTED } from '../language/countries.ts';
import { useLocale } from '../language/locale.tsx';
import { outlinesIn } from './outlines.ts';

const WIDTH = 560;
const HEIGHT = 500;
const LARGEST_RADIUS = 38;
const SMALLEST_RADIUS = 4;
/** From here on a number stands inside its circle. */
const ROOM_FOR_TEXT = 22;

export type Mark = {
  /** ISO code of the country that it stands on. */
  readonly code: string;
  readonly value: number;
  /** The value as it reads. */
  readonly text: string;
};

/** The region with a circle for each value: its area says how much, and its number stands beside it. */
export function RegionMap({ label, marks }: { readonly label: string; readonly marks: readonly Mark[] }) {
  const { language } = useLocale();
  const outlines = useMemo(() => outlinesIn(WIDTH, HEIGHT), []);
  const radius = scaleSqrt()
    .domain([0, Math.max(1, ...marks.map(({ value }) => value))])
    .range([0, LARGEST_RADIUS]);
  return (
    <svg className="map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {outlines.countries.map(({ code, shape, isOfTheSix }) => (
        <path key={code} d={shape} className={isOfTheSix ? 'land land-six' : 'land'} />
      ))}
      <path d={outlines.borders} className="border" />
      {marks.map(({ code, value, text }) => {
        const at = outlines.middleOf(code);
        if (at === undefined) return null;
        const [x, y] = at;
        const size = Math.max(SMALLEST_RADIUS, radius(value));
        const under = size < ROOM_FOR_TEXT ? size + 15 : 6;
        return (
          <g key={code} transform={`translate(${x} ${y})`}>
            <circle r={size} className="mark" />
            <text className="mark-value" y={under}>
              {text}
            </text>
            <text className="mark-name" y={Math.max(under, size) + 16}>
              {countryText(code, language)}
            </text>
            <text className="mark-code" y={Math.max(under, size) + 20}>
              {code === FOOTNOTED ? `${code}*` : code}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
