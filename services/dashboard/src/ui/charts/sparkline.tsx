import type { NumberCell } from '../../model/grid.ts';
import { isSilent } from '../../model/silence.ts';
import styles from './chart.module.css';
import { bandAxis } from './value-axis.ts';

const WIDTH = 132;
const HEIGHT = 32;
const DOT = 3;

/**
 * A small chart next to its last number: the range of each number, and a line through the middles. It has no text, so screen
 * readers skip it. Silent periods interrupt the line.
 */
export function Sparkline({
  cells,
  periods,
  most,
}: {
  readonly cells: ReadonlyMap<string, NumberCell>;
  /** Oldest first. */
  readonly periods: readonly string[];
  /** Largest value of all curves with the same scale. */
  readonly most: number;
}) {
  const bands = bandAxis(periods, [DOT, WIDTH - DOT], 0.2);
  const y = (value: number) => HEIGHT - DOT - ((HEIGHT - 2 * DOT) * Math.max(0, value)) / most;
  const middle = ({ min, max }: NumberCell) => y((Math.max(0, min) + max) / 2);
  const points = periods.flatMap((period, at) => {
    const cell = cells.get(period);
    return cell === undefined ? [] : [{ period, at, cell, x: bands.at(period) + bands.width / 2 }];
  });
  const last = points.at(-1);
  return (
    <svg className={styles.sparkline} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <line className={styles.base} x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} />
      {points.map(({ period, cell }) => (
        <rect
          key={period}
          className={styles.span}
          data-silent={isSilent(cell) || undefined}
          x={bands.at(period)}
          width={bands.width}
          y={y(cell.max)}
          height={Math.max(1, y(cell.min) - y(cell.max))}
        />
      ))}
      {points.map(({ period, at, cell, x }, index) => {
        const before = points[index - 1];
        if (before === undefined || before.at !== at - 1 || isSilent(before.cell) || isSilent(cell))
          return null;
        return (
          <line
            key={period}
            className={styles.line}
            x1={before.x}
            y1={middle(before.cell)}
            x2={x}
            y2={middle(cell)}
          />
        );
      })}
      {last !== undefined && (
        <circle
          className={styles.dot}
          data-silent={isSilent(last.cell) || undefined}
          cx={last.x}
          cy={middle(last.cell)}
          r={DOT}
        />
      )}
    </svg>
  );
}
