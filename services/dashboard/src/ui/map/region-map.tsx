import { countryText, FOOTNOTED } from '../../text/countries.ts';
import { useLocale } from '../../text/locale.tsx';
import { REGION_MAPS } from './gen/region-maps.ts';
import { Land } from './land.tsx';

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
  /** Whether nobody there said what they did: its circle is dashed, as a low number says nothing then. */
  readonly isSilent?: boolean;
};

/** The region with a circle for each value: its area says how much, and its number stands beside it. */
export function RegionMap({ label, marks }: { readonly label: string; readonly marks: readonly Mark[] }) {
  const { t } = useLocale();
  const { width, height, scale, offset, middles } = REGION_MAPS.close;
  const most = Math.max(1, ...marks.map(({ value }) => value));
  return (
    <svg className="map" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <g transform={`translate(${offset.join(' ')}) scale(${scale})`}>
        <Land />
      </g>
      {marks.map(({ code, value, text, isSilent = false }) => {
        const at = middles[code];
        if (at === undefined) return null;
        const [x, y] = at;
        const size = Math.max(SMALLEST_RADIUS, LARGEST_RADIUS * Math.sqrt(value / most));
        const under = size < ROOM_FOR_TEXT ? size + 15 : 6;
        return (
          <g key={code} transform={`translate(${x} ${y})`}>
            <circle r={size} className={isSilent ? 'mark mark-silent' : 'mark'} />
            <text className="mark-value" y={under}>
              {text}
            </text>
            <text className="mark-name" y={Math.max(under, size) + 16}>
              {countryText(code, t)}
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
