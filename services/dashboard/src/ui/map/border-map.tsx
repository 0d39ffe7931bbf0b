import { formatRounded } from '@waylight/presentation';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { SegmentNumbers } from '../../model/segments.ts';
import { useLocale } from '../../text/locale.tsx';
import { segmentText } from '../segment-name.tsx';
import styles from './border-map.module.css';
import { CountryNames } from './country-names.tsx';
import { REGION_MAPS } from './gen/region-maps.ts';
import { Land } from './land.tsx';
import map from './map.module.css';
import { namesAt } from './name-places.ts';
import type { ArrowNumbers, Point } from './region-maps.ts';

const WIDEST = 13;
const THINNEST = 2;
/** Radius of the ring at the end of an arrow in a silent country. It is not wider than the widest arrow. */
const SILENT_RING = 6;

/**
 * Directed segments as arrows over borders. A wider arrow has more incidents. A thin grey one means 0 to less than the base. A
 * ring marks the end of an arrow in a silent country.
 */
export function BorderMap({
  label,
  segments,
  base,
  silent,
  hrefOf,
}: {
  readonly label: string;
  readonly segments: readonly SegmentNumbers[];
  readonly base: number;
  /** Silent countries. The flag of a number does not state which end of its segment is silent. */
  readonly silent: readonly string[];
  /** URL of a segment's page. Without it arrows are not links, as in an exported image. */
  readonly hrefOf?: ((code: string) => string) | undefined;
}) {
  const locale = useLocale();
  const { language, number, t } = locale;
  const given = segments.filter(({ value }) => value !== undefined);
  const most = Math.max(base, ...given.map(({ value }) => value ?? 0));
  const widthOf = (value: number) => THINNEST + (WIDEST - THINNEST) * Math.sqrt(value / most);
  const drawn = given
    .flatMap((segment) => {
      const arrow = REGION_MAPS.arrows[segment.code];
      return arrow === undefined ? [] : [{ segment, arrow, value: segment.value ?? 0 }];
    })
    // Smallest first, so that larger arrows are above them.
    .sort((a, b) => a.value - b.value);
  const read = (value: number, form: 'text' | 'cell') =>
    formatRounded(value, { language, form, base, format: number });
  return (
    <svg
      className={`${map.map} ${styles.map}`}
      data-map="border"
      viewBox={`0 0 ${REGION_MAPS.width} ${REGION_MAPS.height}`}
      role={hrefOf === undefined ? 'img' : 'group'}
      aria-label={label}
    >
      <Land />
      {drawn.map(({ segment: { code, from, to }, arrow, value }) => (
        <ArrowLink
          key={code}
          href={hrefOf?.(code)}
          label={`${segmentText(code, locale)}: ${read(value, 'text')}`}
        >
          <ArrowShape
            arrow={arrow}
            width={widthOf(value)}
            isSmall={value === 0}
            isTailSilent={silent.includes(from)}
            isTipSilent={silent.includes(to)}
          />
        </ArrowLink>
      ))}
      <CountryNames names={namesAt(REGION_MAPS.names, t)} />
      {drawn
        .filter(({ value }) => value !== 0)
        .map(({ segment: { code }, arrow: [, , , , x, y, anchor], value }) => (
          <text
            key={code}
            className={`${map.value} ${styles.value}`}
            textAnchor={anchor}
            x={x}
            y={y}
            dy="0.35em"
          >
            {read(value, 'cell')}
          </text>
        ))}
    </svg>
  );
}

function ArrowLink({
  href,
  label,
  children,
}: {
  readonly href: string | undefined;
  /** Tooltip, and the accessible name of the link. */
  readonly label: string;
  readonly children: ReactNode;
}) {
  if (href === undefined) return children;
  return (
    <Link className={styles.link} href={href} aria-label={label}>
      <title>{label}</title>
      {children}
    </Link>
  );
}

function ArrowShape({
  arrow: [tailX, tailY, tipX, tipY],
  width,
  isSmall,
  isTailSilent,
  isTipSilent,
}: {
  readonly arrow: ArrowNumbers;
  readonly width: number;
  readonly isSmall: boolean;
  readonly isTailSilent: boolean;
  readonly isTipSilent: boolean;
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
    <g className={styles.arrow} data-small={isSmall || undefined}>
      <line className={styles.target} x1={tailX} y1={tailY} x2={tipX} y2={tipY} />
      <line x1={tailX} y1={tailY} x2={neck[0]} y2={neck[1]} strokeWidth={width} />
      <polygon points={corners.map((corner) => corner.join(',')).join(' ')} />
      {isTailSilent && <circle cx={tailX} cy={tailY} r={SILENT_RING} />}
      {isTipSilent && <circle cx={tipX - dx * SILENT_RING} cy={tipY - dy * SILENT_RING} r={SILENT_RING} />}
    </g>
  );
}
