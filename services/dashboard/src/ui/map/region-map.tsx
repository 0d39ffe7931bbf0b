import { countryText, FOOTNOTED } from '../../text/countries.ts';
import { useLocale } from '../../text/locale.tsx';
import { REGION_MAPS } from './gen/region-maps.ts';
import { Land } from './land.tsx';
import styles from './map.module.css';
import { LARGEST_RADIUS, type Side } from './region-maps.ts';

const SMALLEST_RADIUS = 4;
/** From this radius on, the number fits inside its circle. */
const ROOM_FOR_TEXT = 22;

export type Mark = {
  /** ISO code of the country of the circle. */
  readonly code: string;
  readonly value: number;
  /** Text of the value. */
  readonly text: string;
  /** True for a silent country. Its circle is dashed, because a low number may only mean missing reports. */
  readonly isSilent?: boolean;
};

/** The region with a circle for each value, whose area is proportional to it, and the number next to it. */
export function RegionMap({ label, marks }: { readonly label: string; readonly marks: readonly Mark[] }) {
  const { t } = useLocale();
  const { width, height, scale, offset, middles, sides } = REGION_MAPS.close;
  const most = Math.max(1, ...marks.map(({ value }) => value));
  return (
    <svg
      className={styles.map}
      data-map="region"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <g transform={`translate(${offset.join(' ')}) scale(${scale})`}>
        <Land />
      </g>
      {marks.map(({ code, value, text, isSilent = false }) => {
        const at = middles[code];
        if (at === undefined) return null;
        const [x, y] = at;
        const size = Math.max(SMALLEST_RADIUS, LARGEST_RADIUS * Math.sqrt(value / most));
        const isInside = size >= ROOM_FOR_TEXT;
        const { name, number, anchor } = placesOf(sides[code] ?? 'below', size, isInside);
        return (
          <g key={code} transform={`translate(${x} ${y})`}>
            <circle r={size} className={styles.mark} data-silent={isSilent || undefined} />
            <text
              className={styles.value}
              textAnchor={isInside ? 'middle' : anchor}
              x={number[0]}
              y={number[1]}
            >
              {text}
            </text>
            <text className={styles.name} textAnchor={anchor} x={name[0]} y={name[1]}>
              {countryText(code, t)}
            </text>
            <text className={styles.code} textAnchor={anchor} x={name[0]} y={name[1]}>
              {code === FOOTNOTED ? `${code}*` : code}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const ANCHORS: Readonly<Record<Side, 'start' | 'middle' | 'end'>> = {
  right: 'start',
  left: 'end',
  below: 'middle',
  above: 'middle',
};

/** Offsets of a name and its number from the centre of a circle. The number is in the circle if it fits. */
function placesOf(side: Side, radius: number, isInside: boolean) {
  const along = radius + 5;
  const [x, name, number] = {
    right: [along, isInside ? 6 : -4, 18],
    left: [-along, isInside ? 6 : -4, 18],
    below: [0, radius + (isInside ? 18 : 36), radius + 17],
    above: [0, -radius - 7, -radius - 26],
  }[side] as [number, number, number];
  return { anchor: ANCHORS[side], name: [x, name], number: isInside ? [0, 6] : [x, number] } as const;
}
