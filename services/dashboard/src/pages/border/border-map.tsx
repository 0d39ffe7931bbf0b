import { formatRounded } from '@waylight/presentation';
import { useMemo } from 'react';
import { segmentEnds } from '../../completeness/counted-countries.ts';
import { useLocale } from '../../language/locale.tsx';
import { CountryNames } from '../../map/country-names.tsx';
import { boxesOf, namesOn } from '../../map/name-places.ts';
import { type Outlines, outlinesIn, type Point } from '../../map/outlines.ts';
import type { Translate } from '../../text/texts.ts';
import type { Arrow } from './arrows.ts';
import { LENGTH, MAP, placedArrows } from './placed-arrows.ts';
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
  const outlines = useMemo(() => outlinesIn(MAP.width, MAP.height, MAP.margin), []);
  const given = segments.filter(({ value }) => value !== undefined);
  const most = Math.max(base, ...given.map(({ value }) => value ?? 0));
  const width = (value: number): number => THINNEST + (WIDEST - THINNEST) * Math.sqrt(value / most);
  const codes = given.map(({ code }) => code).join(' ');
  const numbered = given.flatMap(({ code, value }) => (value === 0 ? [] : code)).join(' ');
  const { names, arrows } = useMemo(
    () => placedOn(outlines, { codes, numbered, t }),
    [outlines, codes, numbered, t],
  );
  const drawn = given.flatMap((segment) => {
    const arrow = arrows.get(segment.code);
    return arrow === undefined ? [] : [{ segment, arrow, value: segment.value ?? 0 }];
  });
  return (
    <svg className="map border-map" viewBox={`0 0 ${MAP.width} ${MAP.height}`} role="img" aria-label={label}>
      {outlines.countries.map(({ code, shape, isOfTheSix }) => (
        <path key={code} d={shape} className={isOfTheSix ? 'land land-six' : 'land'} />
      ))}
      <path d={outlines.borders} className="border" />
      {drawn.map(({ segment: { code, silentEnds }, arrow, value }) => (
        <ArrowShape
          key={code}
          arrow={arrow}
          width={width(value)}
          isBroken={value === 0}
          silentEnds={silentEnds}
        />
      ))}
      <CountryNames names={names} />
      {drawn
        .filter(({ value }) => value !== 0)
        .map(
          ({
            segment: { code },
            arrow: {
              text: [x, y],
              anchor,
            },
            value,
          }) => (
            <text key={code} className={`mark-value value-${anchor}`} x={x} y={y} dy="0.35em">
              {formatRounded(value, { language, form: 'cell', base, format: number })}
            </text>
          ),
        )}
    </svg>
  );
}

/** Names and arrows of a map. They take their time: codes are lists in a text, by which the same ones are known again. */
function placedOn(
  outlines: Outlines,
  { codes, numbered, t }: { readonly codes: string; readonly numbered: string; readonly t: Translate },
) {
  const names = namesOn(outlines, t);
  const segments = codes.split(' ').flatMap((code) => {
    const ends = segmentEnds(code);
    return ends === undefined ? [] : [{ code, ...ends }];
  });
  const withNumber = numbered.split(' ');
  const arrows = placedArrows(outlines, segments, names.flatMap(boxesOf), ({ code }) =>
    withNumber.includes(code),
  );
  return { names, arrows: new Map(arrows.map(({ segment, arrow }) => [segment.code, arrow])) };
}

function ArrowShape({
  arrow: { tail, tip },
  width,
  isBroken,
  silentEnds,
}: {
  readonly arrow: Arrow;
  readonly width: number;
  readonly isBroken: boolean;
  readonly silentEnds: SegmentNumbers['silentEnds'];
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
      {silentEnds.map((end) => {
        const [x, y] = end === 'from' ? tail : [tip[0] - dx * SILENT_RING, tip[1] - dy * SILENT_RING];
        return <circle key={end} cx={x} cy={y} r={SILENT_RING} />;
      })}
    </g>
  );
}
