import { useLocale } from '../language/locale.tsx';
import { type Grid, type Row, rowKey } from '../model/grid.ts';
import { numberText } from '../ui/cell-text.ts';
import { HeadName } from '../ui/head-name.tsx';

/** Bars of a column of a grid, each next to its name and number. A bar without a value spans what is possible. */
export function RowBars({
  grid,
  column = 0,
  most,
  adviceOf,
}: {
  readonly grid: Grid;
  readonly column?: number;
  /** Value of the longest possible bar, to compare several of these. */
  readonly most?: number;
  /** Text next to the name of a row. */
  readonly adviceOf?: (row: Row) => string | undefined;
}) {
  const locale = useLocale();
  const rows = grid.rows.flatMap((row) => {
    const cell = row.cells[column];
    return cell?.kind === 'none' || cell === undefined ? [] : [{ row, cell }];
  });
  const longest =
    most ?? Math.max(1, ...rows.map(({ cell }) => (cell.kind === 'number' ? (cell.value ?? cell.max) : 0)));
  return (
    <ul className="row-bars">
      {rows.map(({ row, cell }) => (
        <li key={rowKey(row)}>
          <span>
            {row.heads[0] !== undefined && <HeadName head={row.heads[0]} />}
            {adviceOf?.(row) !== undefined && <strong> – {adviceOf(row)}</strong>}
          </span>
          <span className="number">{cell.kind === 'number' ? numberText(cell, locale) : cell.text}</span>
          <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            {most !== undefined && <rect className="track" width="100" height="6" />}
            {cell.kind === 'number' && (
              <rect
                className="bar"
                x={cell.value === undefined ? (100 * cell.min) / longest : 0}
                width={
                  cell.value === undefined
                    ? Math.max(1, (100 * (cell.max - cell.min)) / longest)
                    : (100 * cell.value) / longest
                }
                height="6"
              />
            )}
          </svg>
        </li>
      ))}
    </ul>
  );
}
