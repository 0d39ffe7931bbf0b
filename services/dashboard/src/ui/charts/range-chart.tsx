import { interpretRounded } from '@waylight/presentation';
import { useLocale } from '../../text/locale.tsx';
import styles from './chart.module.css';
import { NoteMarks } from './note-marks.tsx';
import { bandAxis, valueAxis } from './value-axis.ts';

/** In pixels: the size of the small charts of the overview. Drawings scale with their frame. */
const SMALL = { width: 240, height: 134 } as const;
const TOP = 26;
/** Top of the marks of notes. Their numbers are above. */
const NOTES = 18;
const BOTTOM = 22;
const LEFT = 26;
const RIGHT = 8;
/** Right margin if the last value is at the end of the line. */
const RIGHT_OF_LAST = 46;

export type RangeChartProps = {
  /** Description for screen readers. */
  readonly label: string;
  /** Ids of periods, oldest first. */
  readonly periods: readonly string[];
  readonly values: ReadonlyMap<string, number>;
  readonly base: number;
  /** Largest value of all charts that are compared with this one. */
  readonly most: number;
  /** The current period, which is marked. */
  readonly period: string;
  /**
   * Returns true for a period in which the country, or one of the counted countries, was silent: a low number may then only mean
   * missing reports.
   */
  readonly isSilent?: (period: string) => boolean;
  /** Text of the last value, at the end of the line. */
  readonly lastText?: string | undefined;
  readonly size?: { readonly width: number; readonly height: number };
};

/**
 * Rounded numbers over time: the range of each exact count, and a line through the middles. A 0 is drawn at the middle of 0–4,
 * not at 0.
 */
export function RangeChart({
  label,
  periods,
  values,
  base,
  most,
  period,
  isSilent = () => false,
  lastText,
  size: { width: whole, height } = SMALL,
}: RangeChartProps) {
  const { number, shortPeriod } = useLocale();
  const right = whole - (lastText === undefined ? RIGHT : RIGHT_OF_LAST);
  const x = bandAxis(periods, [LEFT, right], 0.25);
  const { at: y, ticks } = valueAxis({ most: most + base, from: height - BOTTOM, to: TOP, count: 4 });
  const known = periods.flatMap((id) => {
    const value = values.get(id);
    return value === undefined ? [] : [{ id, reading: interpretRounded(value, base), left: x.at(id) }];
  });
  const middleOf = (id: string) => {
    const { from, to } = interpretRounded(values.get(id) ?? 0, base);
    return y((Math.max(0, from) + to) / 2);
  };
  const width = x.width;
  const [first, last] = [periods[0], periods.at(-1)];
  return (
    <svg className={styles.chart} viewBox={`0 0 ${whole} ${height}`} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line className={styles.grid} x1={LEFT} x2={right} y1={y(tick)} y2={y(tick)} />
          <text className={styles.tick} textAnchor="end" x={LEFT - 5} y={y(tick) + 4}>
            {number(tick)}
          </text>
        </g>
      ))}
      {known.map(({ id, reading, left }) => (
        <rect
          key={id}
          className={id === period ? `${styles.span} ${styles.spanRead}` : styles.span}
          data-silent={isSilent(id) || undefined}
          x={left}
          width={width}
          y={y(reading.to)}
          height={y(Math.max(0, reading.from)) - y(reading.to)}
        />
      ))}
      {runs(periods, (id) => values.has(id) && !isSilent(id)).map((run) => (
        <polyline
          key={run[0]}
          className={styles.line}
          points={run.map((id) => `${x.at(id) + width / 2},${middleOf(id)}`).join(' ')}
        />
      ))}
      <NoteMarks
        periods={periods}
        middleOf={(id) => x.at(id) + width / 2}
        top={NOTES}
        bottom={height - BOTTOM}
      />
      {known.map(({ id, left }) => (
        <circle
          key={id}
          className={styles.dot}
          data-silent={isSilent(id) || undefined}
          cx={left + width / 2}
          cy={middleOf(id)}
          r={id === period ? 4 : 2}
        />
      ))}
      {first !== undefined && (
        <text className={styles.tick} x={LEFT} y={height - 6}>
          {shortPeriod(first)}
        </text>
      )}
      {last !== undefined && last !== first && (
        <text className={styles.tick} textAnchor="end" x={right} y={height - 6}>
          {shortPeriod(last)}
        </text>
      )}
      {last !== undefined && lastText !== undefined && (
        <text className={styles.last} x={right + 6} y={middleOf(last) + 5}>
          {lastText}
        </text>
      )}
    </svg>
  );
}

/** Consecutive periods with a line: missing and silent periods interrupt it, so that silence is not drawn as a decrease. */
function runs(
  periods: readonly string[],
  hasLine: (period: string) => boolean,
): readonly (readonly [string, ...string[]])[] {
  const found: [string, ...string[]][] = [];
  let open: [string, ...string[]] | undefined;
  for (const id of periods) {
    if (!hasLine(id)) open = undefined;
    else if (open !== undefined) open.push(id);
    else {
      open = [id];
      found.push(open);
    }
  }
  return found;
}
