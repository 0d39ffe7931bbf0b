import { numberText } from '../../model/cell-text.ts';
import { type Grid, type NumberCell, type Row, rowKey } from '../../model/grid.ts';
import { isSilent } from '../../model/silence.ts';
import { useLocale } from '../../text/locale.tsx';
import { HeadName } from '../head-name.tsx';
import styles from './chart.module.css';

/**
 * Bars of a column of a grid, each next to its name and number. The light part is the possible range, the dark part is certain.
 */
export function RowBars({
  grid,
  column = 0,
  most,
  adviceOf,
  isRecord = false,
}: {
  readonly grid: Grid;
  readonly column?: number;
  /** Maximum of the scale, if several of these are compared. */
  readonly most?: number;
  /** Text next to the name of a row. */
  readonly adviceOf?: (row: Row) => string | undefined;
  /** True for numbers of the public record, which have a colour of their own. */
  readonly isRecord?: boolean;
}) {
  const locale = useLocale();
  const rows = grid.rows.flatMap((row) => {
    const cell = row.cells[column];
    return cell?.kind === 'none' || cell === undefined ? [] : [{ row, cell }];
  });
  const longest = most ?? Math.max(1, ...rows.map(({ cell }) => (cell.kind === 'number' ? cell.max : 0)));
  return (
    <ul className={styles.rows}>
      {rows.map(({ row, cell }) => (
        <li key={rowKey(row)}>
          <span>
            {row.heads[0] !== undefined && <HeadName head={row.heads[0]} />}
            {adviceOf?.(row) !== undefined && <strong> – {adviceOf(row)}</strong>}
          </span>
          <span className="number">
            {cell.kind === 'number' ? numberText(cell, locale, 'cell') : cell.text}
          </span>
          <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            {most !== undefined && <rect className={styles.track} width="100" height="6" />}
            {cell.kind === 'number' && <Bar cell={cell} longest={longest} isRecord={isRecord} />}
          </svg>
        </li>
      ))}
    </ul>
  );
}

function Bar({
  cell,
  longest,
  isRecord,
}: {
  readonly cell: NumberCell;
  readonly longest: number;
  readonly isRecord: boolean;
}) {
  const { min, max } = cell;
  const at = (one: number) => (100 * Math.max(0, one)) / longest;
  return (
    <>
      {min < max && (
        <rect className={styles.span} data-silent={isSilent(cell) || undefined} width={at(max)} height="6" />
      )}
      <rect className={isRecord ? styles.recordBar : styles.bar} width={at(min)} height="6" />
    </>
  );
}
