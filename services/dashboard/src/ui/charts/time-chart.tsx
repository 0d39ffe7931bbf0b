import { useId, useState } from 'react';
import { numberText } from '../../model/cell-text.ts';
import type { NumberCell } from '../../model/grid.ts';
import { headText } from '../../model/head-text.ts';
import type { Line } from '../../model/lines.ts';
import { isSilent } from '../../model/silence.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import chart from './chart.module.css';
import { endLabel, endNumber, placeLabels } from './end-labels.ts';
import { NoteMarks } from './note-marks.tsx';
import { SeriesKey, SeriesMark } from './series-mark.tsx';
import { boldTextWidth } from './text-width.ts';
import styles from './time-chart.module.css';
import { useWidth } from './use-width.ts';
import { bandAxis, valueAxis } from './value-axis.ts';

/** Height relative to width, within limits that keep the numbers readable. */
const usualHeight = (width: number): number => Math.round(Math.min(480, Math.max(300, width * 0.4)));
const TOP = 26;
const NOTES = 18;
const BOTTOM = 26;
const LEFT = 40;
const LABEL_GAP = 16;
/** Width of the point before a label. */
const KEY = 12;
/** With more lines, only the pointed line, the selected period and silent periods have ranges. */
const LINES_WITH_RANGES = 3;
const WIDEST_SPAN = 10;
const POINT_STEP = 4;
/** Below this width the chart has a legend instead of names at the ends of lines. */
const NARROW = 480;
/** Distance of two names on the axis of periods. */
const NAME = 64;
export const MOST_LINES = 8;

export type TimeChartProps = {
  readonly label: string;
  /** At most `MOST_LINES`. */
  readonly lines: readonly Line[];
  /** Oldest first. */
  readonly periods: readonly string[];
  /** End of the axis, if it is not the largest value. */
  readonly most?: number;
  readonly height?: number;
  /** True if every number has its range, however many lines there are. */
  readonly hasRanges?: boolean;
};

/** Lines over time with ranges, a label at each end, and all values of the selected period. */
export function TimeChart({
  label,
  lines,
  periods,
  most,
  height: given,
  hasRanges = lines.length <= LINES_WITH_RANGES,
}: TimeChartProps) {
  const locale = useLocale();
  const id = useId();
  const { ref, width } = useWidth<HTMLDivElement>();
  const height = given ?? usualHeight(width);
  const [chosen, setChosen] = useState<number>();
  const [pointed, setPointed] = useState<number>();
  const isNarrow = width < NARROW;
  const right = isNarrow ? 84 : Math.min(232, width * 0.3);
  const dot = `${chart.dot} ${styles.dot}`;
  const bands = bandAxis(periods, [LEFT, width - right], 0.2);
  const axis = valueAxis({
    most: most ?? Math.max(1, ...lines.flatMap(({ cells }) => [...cells.values()].map(({ max }) => max))),
    from: height - BOTTOM,
    to: TOP,
    count: 5,
  });
  const middle = (period: string) => bands.at(period) + bands.width / 2;
  // Series are shifted horizontally, so that no range or point hides another one.
  const step = Math.min(bands.width / (lines.length + 1), hasRanges ? WIDEST_SPAN + 2 : POINT_STEP);
  const spanWidth = lines.length === 1 ? bands.width : Math.min(WIDEST_SPAN, step);
  const placeOf = (period: string, at: number) => middle(period) + (at - (lines.length - 1) / 2) * step;
  const every = Math.max(1, Math.ceil((periods.length * NAME) / Math.max(NAME, width - right - LEFT)));
  const active = chosen === undefined ? undefined : periods[chosen];
  const labels = placeLabels(lines, periods, {
    edge: width - right,
    pointOf: ({ period, cell }, at) => ({ x: placeOf(period, at), y: axis.at(middleOf(cell)) }),
    gap: LABEL_GAP,
    top: TOP,
    bottom: height - BOTTOM,
  });
  const pointAt = (x: number, y: number) => {
    const nearest = indexOfLeast(periods.map((period) => Math.abs(middle(period) - x)));
    setChosen(nearest);
    const values = lines.map(({ cells }) => cells.get(periods[nearest] ?? ''));
    setPointed(
      indexOfLeast(
        values.map((cell) =>
          cell === undefined ? Number.POSITIVE_INFINITY : Math.abs(axis.at(middleOf(cell)) - y),
        ),
      ),
    );
  };
  return (
    <div
      className={`${chart.wide} ${styles.figure}`}
      ref={ref}
      onPointerMove={({ clientX, clientY, currentTarget }) => {
        const { left, top } = currentTarget.getBoundingClientRect();
        pointAt(clientX - left, clientY - top);
      }}
      onPointerLeave={() => {
        setChosen(undefined);
        setPointed(undefined);
      }}
    >
      <svg className={chart.chart} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {axis.ticks.map((tick) => (
          <g key={tick}>
            <line className={chart.grid} x1={LEFT} x2={width - right} y1={axis.at(tick)} y2={axis.at(tick)} />
            <text className={chart.tick} textAnchor="end" x={LEFT - 6} y={axis.at(tick) + 4}>
              {locale.number(tick)}
            </text>
          </g>
        ))}
        {periods.map(
          (period, at) =>
            (periods.length - 1 - at) % every === 0 && (
              <text key={period} className={chart.tick} textAnchor="middle" x={middle(period)} y={height - 8}>
                {locale.shortPeriod(period)}
              </text>
            ),
        )}
        {active !== undefined && (
          <line
            className={chart.base}
            x1={middle(active)}
            x2={middle(active)}
            y1={TOP}
            y2={height - BOTTOM}
          />
        )}
        {lines.map((line, at) => (
          <g key={line.head.id} data-series={at}>
            {[...line.cells].map(
              ([period, cell]) =>
                periods.includes(period) &&
                (hasRanges || at === pointed || period === active || isSilent(cell)) && (
                  <rect
                    key={period}
                    className={`${chart.span} ${styles.span}`}
                    data-silent={isSilent(cell) || undefined}
                    x={placeOf(period, at) - spanWidth / 2}
                    width={spanWidth}
                    y={axis.at(cell.max)}
                    height={Math.max(1, axis.at(Math.max(0, cell.min)) - axis.at(cell.max))}
                  />
                ),
            )}
            {stepsOf(line, periods).map(({ from, to, isDashed }) => (
              <line
                key={from.period}
                className={styles.line}
                data-silent={isDashed || undefined}
                x1={placeOf(from.period, at)}
                y1={axis.at(middleOf(from.cell))}
                x2={placeOf(to.period, at)}
                y2={axis.at(middleOf(to.cell))}
              />
            ))}
            {[...line.cells].map(
              ([period, cell]) =>
                periods.includes(period) && (
                  <SeriesMark
                    key={period}
                    className={dot}
                    isSilent={isSilent(cell)}
                    at={at}
                    x={placeOf(period, at)}
                    y={axis.at(middleOf(cell))}
                    radius={period === active ? 5 : 3}
                  />
                ),
            )}
          </g>
        ))}
        {/* Above all lines, because a name may be inside the chart. */}
        {labels.map(({ line, at, isAtEdge, x, y }) => {
          const text = isNarrow
            ? endNumber(line, periods, locale)
            : endLabel(line, periods, { most: right - KEY - 10, widthOf: boldTextWidth }, locale);
          const hasKey = lines.length > 1 && isAtEdge;
          return (
            text !== '' && (
              <g key={line.head.id} data-series={at}>
                {hasKey && <SeriesMark at={at} x={x + 12} y={y} radius={3} className={dot} isKey />}
                <text className={styles.label} x={x + 8 + (hasKey ? KEY : 0)} y={y + 4}>
                  {text}
                </text>
              </g>
            )
          );
        })}
        <NoteMarks periods={periods} middleOf={middle} top={NOTES} bottom={height - BOTTOM} />
      </svg>
      {/* A native control, so that keyboard and touch can select the period whose values are shown. */}
      <input
        type="range"
        className={styles.pointer}
        style={{ insetInlineStart: LEFT, inlineSize: Math.max(24, width - right - LEFT), blockSize: height }}
        aria-label={locale.t('chart.pointer')}
        aria-describedby={`${id}-values`}
        min={0}
        max={Math.max(0, periods.length - 1)}
        value={chosen ?? periods.length - 1}
        aria-valuetext={valuesText(lines, periods[chosen ?? periods.length - 1], locale)}
        onChange={({ target }) => setChosen(Number(target.value))}
        onFocus={() => setChosen(chosen ?? periods.length - 1)}
        onBlur={() => setChosen(undefined)}
      />
      {isNarrow && lines.length > 1 && (
        <ul className={styles.names}>
          {lines.map((line, at) => (
            <li key={line.head.id} data-series={at}>
              <SeriesKey at={at} className={dot} /> {headText(line.head, locale)}
            </li>
          ))}
        </ul>
      )}
      <div
        id={`${id}-values`}
        className={styles.values}
        hidden={active === undefined}
        style={
          active !== undefined && middle(active) > width / 2
            ? { insetInlineEnd: width - middle(active) + 12 }
            : { insetInlineStart: middle(active ?? '') + 12 }
        }
      >
        {active !== undefined && (
          <>
            <strong>{locale.period(active)}</strong>
            <ul>
              {lines.map((line, at) => (
                <li key={line.head.id} data-series={at}>
                  <span>
                    {lines.length > 1 && <SeriesKey at={at} className={dot} />} {headText(line.head, locale)}
                  </span>{' '}
                  <span className="number">{valueText(line.cells.get(active), locale)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}

/** The middle of the possible range: 2 for a number that reads 0–4. */
const middleOf = (cell: NumberCell): number => (Math.max(0, cell.min) + cell.max) / 2;

type Point = { readonly period: string; readonly cell: NumberCell };

/** Lines between consecutive periods. Silent periods interrupt them, so that silence is never drawn as a decrease. */
function stepsOf(
  { cells }: Line,
  periods: readonly string[],
): readonly { readonly from: Point; readonly to: Point; readonly isDashed: boolean }[] {
  return periods.flatMap((period, at) => {
    const before = periods[at - 1] ?? '';
    const [one, other] = [cells.get(before), cells.get(period)];
    if (one === undefined || other === undefined || one.silent === 'own' || other.silent === 'own') return [];
    const isDashed = isSilent(one) || isSilent(other);
    return [{ from: { period: before, cell: one }, to: { period, cell: other }, isDashed }];
  });
}

const indexOfLeast = (values: readonly number[]): number => values.indexOf(Math.min(...values));

/** "≈ 30 (26–34)". A number that is already a range is unchanged. */
function valueText(cell: NumberCell | undefined, locale: Locale): string {
  if (cell === undefined) return '–';
  const text = numberText(cell, locale, 'cell');
  const hasSpan = cell.text !== undefined || cell.min <= 0 || cell.min === cell.max;
  return hasSpan ? text : `${text} (${locale.number(cell.min)}–${locale.number(cell.max)})`;
}

const valuesText = (lines: readonly Line[], period: string | undefined, locale: Locale): string =>
  period === undefined
    ? ''
    : `${locale.period(period)}: ${lines
        .map((line) => `${headText(line.head, locale)} ${valueText(line.cells.get(period), locale)}`)
        .join('; ')}`;
