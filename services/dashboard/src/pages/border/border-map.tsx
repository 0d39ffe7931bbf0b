import { formatRounded } from '@waylight/presentation';
import { useLocale } from '../../language/locale.tsx';
import { CountryNames } from '../../map/country-names.tsx';
import { REGION_MAPS } from '../../map/gen/region-maps.ts';
import { Land } from '../../map/land.tsx';
import { namesAt } from '../../map/name-places.ts';
import type { Point } from '../../map/outlines.ts';
import type { ArrowNumbers } from '../../map/region-maps.ts';
import type { SegmentNumbers } from './segments.ts';

const WIDEST = 13;
const THINNEST = 2;
/** Of the ring at the end of an arrow that lies in a silent country: within what the widest takes. */
const SILENT_RING = 6;

/**
 * Directed segments as arrows over borders: the wider, the more; broken where a number says 0 to less than the base, and with a ring, the
 * sign of silence, at the end that lies in a country that was silent.
 */
export function BorderMap({
  label,
  segments,
  base,
}: {
  readonly label: string;
  readonly segments: readonly SegmentNumbers[];
  readonly base: number;
}) {
  const { language, number, t } = useLocale();
  const given = segments.filter(({ value }) => value !== undefined);
  const most = Math.max(base, ...given.map(({ value }) => value ?? 0));
  const widthOf = (value: number) => THINNEST + (WIDEST - THINNEST) * Math.sqrt(value / most);
  const drawn = given.flatMap((segment) => {
    const arrow = REGION_MAPS.arrows[segment.code];
    return arrow === undefined ? [] : [{ segment, arrow, value: segment.value ?? 0 }];
  });
  return (
    <svg
      className="map border-map"
      viewBox={`0 0 ${REGION_MAPS.width} ${REGION_MAPS.height}`}
      role="img"
      aria-label={label}
    >
      <Land />
      {drawn.map(({ segment: { code, silentEnds }, arrow, value }) => (
        <ArrowShape
          key={code}
          arrow={arrow}
          width={widthOf(value)}
          isBroken={value === 0}
          silentEnds={silentEnds}
        />
      ))}
      <CountryNames names={namesAt(REGION_MAPS.names, t)} />
      {drawn
        .filter(({ value }) => value !== 0)
        .map(({ segment: { code }, arrow: [, , , , x, y, anchor], value }) => (
          <text key={code} className={`mark-value value-${anchor}`} x={x} y={y} dy="0.35em">
            {formatRounded(value, { language, form: 'cell', base, format: number })}
          </text>
        ))}
    </svg>
  );
}

function ArrowShape({
  arrow: [tailX, tailY, tipX, tipY],
  width,
  isBroken,
  silentEnds,
}: {
  readonly arrow: ArrowNumbers;
  readonly width: number;
  readonly isBroken: boolean;
  readonly silentEnds: SegmentNumbers['silentEnds'];
}) {
  const tip: Point = [tipX, tipY];
  const length = Math.hypot(tipX - tailX, tipY - tailY);
  const [dx, dy] = [(tipX - tailX) / length, (tipY - tailY) / length];
  const head = Math.max(9, width * 1.5);
  const neck: Point = [tip[0] - dx * head, tip[1] - dy * head];
  const side = head * 0.6;
  const corners = [
    tip,
    [neck[0] - dy * side, neck[1] + dx * side],
    [neck[0] + dy * side, neck[1] - dx * side],
  ];
  return (
    <g className={isBroken ? 'arrow arrow-broken' : 'arrow'}>
      <line x1={tailX} y1={tailY} x2={neck[0]} y2={neck[1]} strokeWidth={width} />
      <polygon points={corners.map((corner) => corner.join(',')).join(' ')} />
      {silentEnds.map((end) => {
        const [x, y] =
          end === 'from' ? [tailX, tailY] : [tip[0] - dx * SILENT_RING, tip[1] - dy * SILENT_RING];
        return <circle key={end} cx={x} cy={y} r={SILENT_RING} />;
      })}
    </g>
  );
}
