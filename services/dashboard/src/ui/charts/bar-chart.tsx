import { useLocale } from '../../text/locale.tsx';
import styles from './chart.module.css';
import { NoteMarks } from './note-marks.tsx';
import { useWidth } from './use-width.ts';
import { bandAxis } from './value-axis.ts';

const HEIGHT = 260;
const TOP = 34;
/** Top of the marks of notes. Their numbers are above. */
const NOTES = 18;
const BOTTOM = 24;
/** Space at both sides, for the outline of an unfinished year. */
const SIDE = 1;

export type BarChartProps = {
  readonly label: string;
  /** Ids of years, oldest first. */
  readonly years: readonly string[];
  readonly values: ReadonlyMap<string, number>;
  /** The incomplete year, if there is one: its bar is only an outline, which a text next to the chart explains. */
  readonly unfinished?: string | undefined;
};

/** Exact numbers by year. A year without a number has no entry, because the public record states it. */
export function BarChart({ label, years, values, unfinished }: BarChartProps) {
  const { number } = useLocale();
  const { ref, width: whole } = useWidth<HTMLDivElement>();
  const x = bandAxis(years, [SIDE, whole - SIDE], 0.2);
  const most = Math.max(1, ...values.values());
  const y = (value: number) => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * value) / most;
  return (
    <div className={styles.wide} ref={ref}>
      <svg className={styles.chart} viewBox={`0 0 ${whole} ${HEIGHT}`} role="img" aria-label={label}>
        {years.map((year) => {
          const value = values.get(year) ?? 0;
          const [left, width, top] = [x.at(year), x.width, y(value)];
          return (
            <g key={year}>
              <rect
                className={styles.recordBar}
                data-unfinished={year === unfinished || undefined}
                x={left}
                width={width}
                y={top}
                height={HEIGHT - BOTTOM - top}
              />
              <text className={styles.tick} textAnchor="middle" x={left + width / 2} y={top - 5}>
                {number(value)}
              </text>
              <text className={styles.tick} textAnchor="middle" x={left + width / 2} y={HEIGHT - 8}>
                {`\u2019${year.slice(2)}${year === unfinished ? '\u2026' : ''}`}
              </text>
            </g>
          );
        })}
        <NoteMarks
          periods={years}
          middleOf={(year) => x.at(year) + x.width / 2}
          top={NOTES}
          bottom={HEIGHT - BOTTOM}
        />
        <line className={styles.base} x1="0" x2={whole} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
      </svg>
    </div>
  );
}
