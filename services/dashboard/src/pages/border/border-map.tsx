import { roundedText } from '@waylight/reading';
import { scaleSqrt } from 'd3-scale';
import { useMemo } from 'react';
import { countryText, FOOTNOTED } from '../../language/countries.ts';
import { useLocale } from '../../language/locale.tsx';
import { outlinesIn, type Point } from '../../map/outlines.ts';
import { type Arrow, arrowOver } from './arrows.ts';
import type { SegmentNumbers } from './segments.ts';

const WIDTH = 720;
const HEIGHT = 700;
/** Neighbours are seen far enough to know where an arrow leads. */
const MARGIN = 0.09;
const LENGTH = 46;
const WIDEST = 13;
const THINNEST = 2;

/** Where a name stands whose country's middle on this map lies at its edge, or in another country. */
const NAMES_AT: Readonly<Record<string, readonly [longitude: number, latitude: number]>> = {
  HR: [17.35, 45.75],
  HU: [17.95, 46.4],
  RO: [22.6, 45.6],
  BG: [23.1, 42.65],
  GR: [21.9, 40.05],
  XK: [20.62, 42.68],
  RS: [20.75, 44.25],
  BA: [17.8, 44.25],
  ME: [19.05, 42.95],
  MK: [21.7, 41.5],
  AL: [20.05, 41.05],
};

/** Directed segments as arrows over borders: the wider, the more; broken where a number says 0 to less than the base. */
export function BorderMap({
  label,
  segments,
  base,
}: {
  readonly label: string;
  readonly segments: readonly SegmentNumbers[];
  readonly base: number;
}) {
  const { language, number } = useLocale();
  const outlines = useMemo(() => outlinesIn(WIDTH, HEIGHT, MARGIN), []);
  const given = segments.filter(({ value }) => value !== undefined);
  const width = scaleSqrt()
    .domain([0, Math.max(base, ...given.map(({ value }) => value ?? 0))])
    .range([THINNEST, WIDEST]);
  const drawn = given.flatMap((segment) => {
    const arrow = arrowOver(outlines, segment, { length: LENGTH, share: shareOf(segment, given) });
    return arrow === undefined ? [] : [{ segment, arrow, value: segment.value ?? 0 }];
  });
  return (
    <svg className="map border-map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {outlines.countries.map(({ code, shape, isOfTheSix }) => (
        <path key={code} d={shape} className={isOfTheSix ? 'land land-six' : 'land'} />
      ))}
      <path d={outlines.borders} className="border" />
      {drawn.map(({ segment: { code }, arrow, value }) => (
        <ArrowShape key={code} arrow={arrow} width={width(value)} isBroken={value === 0} />
      ))}
      {/* Over the arrows: a name, and the sign of its footnote, must not be covered. */}
      {Object.entries(NAMES_AT).map(([code, at]) => (
        <Name key={code} code={code} at={outlines.placeOf(...at)} text={countryText(code, language)} />
      ))}
      {drawn
        .filter(({ value }) => value !== 0)
        .map(
          ({
            segment: { code },
            arrow: {
              text: [x, y],
            },
            value,
          }) => (
            <text key={code} className="mark-value" x={x} y={y + 5}>
              {roundedText(value, { language, form: 'cell', base, format: number })}
            </text>
          ),
        )}
    </svg>
  );
}

/** Named stretches of one segment stand beside each other along its border, and beside the rest of it. */
function shareOf({ code, from, to }: SegmentNumbers, all: readonly SegmentNumbers[]): number {
  const same = all.filter((one) => one.from === from && one.to === to);
  return (same.findIndex((one) => one.code === code) + 1) / (same.length + 1);
}

function Name({
  code,
  at,
  text,
}: {
  readonly code: string;
  readonly at: Point | undefined;
  readonly text: string;
}) {
  if (at === undefined) return null;
  return (
    <>
      <text className="mark-name place-name" x={at[0]} y={at[1]}>
        {text}
      </text>
      <text className="mark-code place-name" x={at[0]} y={at[1]}>
        {code === FOOTNOTED ? `${code}*` : code}
      </text>
    </>
  );
}

function ArrowShape({
  arrow: { tail, tip },
  width,
  isBroken,
}: {
  readonly arrow: Arrow;
  readonly width: number;
  readonly isBroken: boolean;
}) {
  const [dx, dy] = [(tip[0] - tail[0]) / LENGTH, (tip[1] - tail[1]) / LENGTH];
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
      <line x1={tail[0]} y1={tail[1]} x2={neck[0]} y2={neck[1]} strokeWidth={width} />
      <polygon points={corners.map((corner) => corner.join(',')).join(' ')} />
    </g>
  );
}
