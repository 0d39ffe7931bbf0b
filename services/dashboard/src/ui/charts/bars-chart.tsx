import { numberText } from '../../model/cell-text.ts';
import { type Grid, rowKey } from '../../model/grid.ts';
import { headText } from '../../model/head-text.ts';
import { isSilent } from '../../model/silence.ts';
import { useLocale } from '../../text/locale.tsx';
import styles from './chart.module.css';

const WIDTH = 900;
const HEIGHT = 420;
const MOST_ROW = 52;
const NAME = 330;
const NUMBER = 130;
/** Half the height of a bar. */
const BAR = 10;
const MOST_ROWS = 14;

/**
 * A column of a grid as a chart for exports. Each row has its name, a light bar for the possible range, a dark bar for the
 * certain part, and the number. Only the first rows of a long table are drawn, so that the chart is readable.
 */
export function BarsChart({
  grid,
  column = 0,
  isRecord = false,
}: {
  readonly grid: Grid;
  readonly column?: number;
  /** True for numbers of the public record, which have a colour of their own. */
  readonly isRecord?: boolean;
}) {
  const locale = useLocale();
  const { t, number } = locale;
  const all = grid.rows.flatMap((row) => {
    const cell = row.cells[column];
    return cell?.kind === 'number' ? [{ row, cell }] : [];
  });
  const rows = all.slice(0, MOST_ROWS);
  const hasMore = all.length > rows.length;
  const most = Math.max(1, ...rows.map(({ cell }) => cell.max));
  const x = (value: number) => NAME + ((WIDTH - NAME - NUMBER) * Math.max(0, value)) / most;
  const lines = rows.length + (hasMore ? 1 : 0);
  const row = Math.min(MOST_ROW, HEIGHT / Math.max(1, lines));
  const height = lines * row;
  return (
    <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={grid.title}>
      {rows.map(({ row: { heads }, cell }, at) => (
        <g key={rowKey({ heads })} transform={`translate(0 ${(at + 0.5) * row})`}>
          <text textAnchor="end" x={NAME - 12} y={5}>
            {heads.map((head) => headText(head, locale)).join(' · ')}
          </text>
          {cell.min < cell.max && (
            <rect
              className={styles.span}
              data-silent={isSilent(cell) || undefined}
              x={NAME}
              y={-BAR}
              height={2 * BAR}
              width={x(cell.max) - NAME}
            />
          )}
          <rect
            className={isRecord ? styles.recordBar : styles.bar}
            x={NAME}
            y={3 - BAR}
            height={2 * BAR - 6}
            width={x(cell.min) - NAME}
          />
          <text x={x(cell.max) + 8} y={5}>
            {numberText(cell, locale)}
          </text>
        </g>
      ))}
      {hasMore && (
        <text className={styles.tick} x={NAME} y={height - 10}>
          {t('trends.moreCurves', { shown: number(rows.length), of: number(all.length) })}
        </text>
      )}
    </svg>
  );
}
