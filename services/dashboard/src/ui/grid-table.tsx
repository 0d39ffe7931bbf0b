import { Fragment, type ReactNode, useContext } from 'react';
import { Link } from 'wouter';
import { numberText } from '../model/cell-text.ts';
import {
  type Column,
  codesOf,
  type Grid,
  type GridCell,
  type NumberCell,
  PERIOD,
  type Row,
  rowKey,
} from '../model/grid.ts';
import { headText, nameText } from '../model/head-text.ts';
import type { Sorting } from '../model/rearrange.ts';
import { isSilent, rowSilence } from '../model/silence.ts';
import { type Locale, useLocale } from '../text/locale.tsx';
import { type AskedNumber, FigureContext } from './figure-context.ts';
import styles from './grid-table.module.css';
import { HeadName } from './head-name.tsx';
import { NotGiven } from './not-given.tsx';
import { onNumberKeys } from './number-keys.ts';
import { Rounded } from './rounded.tsx';
import { SilentMark } from './silent-mark.tsx';
import { TableFrame } from './table-frame.tsx';

export type GridTableProps = {
  /** Grid with its rows in the order of display; see `sortRows`. */
  readonly grid: Grid;
  readonly sort?: Sorting | undefined;
  /** Called with the column whose heading is pressed. Without it headings are not buttons. */
  readonly onSort?: (column: string) => void;
  /** Called with the position of the number that is pressed. A figure then opens its explanation. */
  readonly onExplain?: (row: number, column: number) => void;
  /** A last column, such as a bar for each row. */
  readonly last?: { readonly title: string; readonly contentOf: (row: Row) => ReactNode } | undefined;
};

/** Renders a grid as a table. Arrow keys move between numbers, and Enter opens the explanation. */
export function GridTable({ grid, sort, onSort, onExplain, last }: GridTableProps) {
  const locale = useLocale();
  const { explainNumber } = useContext(FigureContext);
  const explain =
    onExplain ??
    (explainNumber &&
      ((row: number, column: number) => explainNumber(askedNumber(grid, row, column, locale))));
  return (
    <TableFrame caption={grid.title} kind="grid" onKeyDown={onNumberKeys}>
      <table>
        <caption className="sr-only">{grid.title}</caption>
        <thead>
          <tr>
            {grid.names.map((name) => (
              <th key={name.id} scope="col">
                {nameText(name, locale)}
              </th>
            ))}
            {grid.columns.map((column) => (
              <ColumnHead key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
            {last !== undefined && <th scope="col">{last.title}</th>}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map((row, at) => (
            <GridRow
              key={rowKey(row)}
              row={row}
              columns={grid.columns}
              last={last?.contentOf(row)}
              explain={explain && ((column) => explain(at, column))}
            />
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function ColumnHead({
  column,
  sort,
  onSort,
}: Pick<GridTableProps, 'sort' | 'onSort'> & { readonly column: Column }) {
  const order = sort?.column === column.id ? sort.order : undefined;
  const name = <HeadName head={column} isShort />;
  return (
    <th
      scope="col"
      data-key={column.id}
      className={column.isText === true ? undefined : 'numeric'}
      aria-sort={order}
    >
      {onSort === undefined || column.isText === true ? (
        name
      ) : (
        <button type="button" className={styles.sort} onClick={() => onSort(column.id)}>
          {name}
        </button>
      )}
    </th>
  );
}

function GridRow({
  row,
  columns,
  last,
  explain,
}: {
  readonly row: Row;
  readonly columns: readonly Column[];
  readonly last: ReactNode;
  readonly explain: ((column: number) => void) | undefined;
}) {
  const [first, ...others] = row.heads;
  const silence = rowSilence(row);
  return (
    <tr data-key={rowKey(row)}>
      <th scope="row">
        {first !== undefined && <HeadName head={first} />}
        {silence !== undefined && <SilentMark of={silence === 'own' ? 'country' : 'region'} />}
      </th>
      {others.map((head) => (
        <td key={`${head.dimension} ${head.id}`}>
          <HeadName head={head} />
        </td>
      ))}
      {row.cells.map((cell, at) => (
        <td key={columns[at]?.id} className={columns[at]?.isText === true ? undefined : 'numeric'}>
          <CellContent
            cell={cell}
            isMarked={silence === undefined}
            explain={explain && (() => explain(at))}
          />
        </td>
      ))}
      {last !== undefined && <td>{last}</td>}
    </tr>
  );
}

function CellContent({
  cell,
  isMarked,
  explain,
}: {
  readonly cell: GridCell;
  /** True if the mark of silence is at the number, and not at its row. */
  readonly isMarked: boolean;
  readonly explain: (() => void) | undefined;
}): ReactNode {
  switch (cell.kind) {
    case 'number': {
      const { silent, note } = cell;
      return (
        <Fragment>
          <ExplainedNumber explain={explain}>
            <NumberContent cell={cell} />
          </ExplainedNumber>
          {isMarked && isSilent(cell) && <SilentMark of={silent === 'own' ? 'country' : 'region'} />}
          {note !== undefined && <span className={styles.word}> {note}</span>}
        </Fragment>
      );
    }
    case 'text':
      if (cell.href !== undefined)
        return (
          <Link className="table-link" href={cell.href}>
            {cell.text}
          </Link>
        );
      return cell.look === undefined ? (
        cell.text
      ) : (
        <span className={cell.look === 'word' ? styles.word : `change-${cell.look}`}>{cell.text}</span>
      );
    case 'none':
      return <NotGiven />;
    default:
      return cell satisfies never;
  }
}

function NumberContent({ cell }: { readonly cell: NumberCell }) {
  const locale = useLocale();
  const { value, base, text } = cell;
  return value === undefined || base === undefined || text !== undefined ? (
    <span className="number">{numberText(cell, locale)}</span>
  ) : (
    <Rounded value={value} base={base} form="cell" />
  );
}

/** Data for the explanation of a number, by its row and column. */
function askedNumber(grid: Grid, row: number, column: number, locale: Locale): AskedNumber {
  const [heads = [], head] = [grid.rows[row]?.heads, grid.columns[column]];
  const { [PERIOD]: period, ...codes } = codesOf(grid, row, column);
  const cell = grid.rows[row]?.cells[column];
  return {
    value: cell?.kind === 'number' && cell.base !== undefined ? cell.value : undefined,
    period,
    codes,
    table: head?.table,
    names: [...heads, ...(head === undefined ? [] : [head])]
      .map((one) => headText(one, locale))
      .filter((name) => name !== ''),
  };
}

/**
 * A number that opens its explanation. It is not in the tab order, because tables have hundreds of numbers. Arrow keys and Enter
 * reach it, and the figure has a button for it.
 */
function ExplainedNumber({
  explain,
  children,
}: {
  readonly explain: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  if (explain === undefined) return children;
  return (
    <button type="button" className={styles.explained} tabIndex={-1} aria-haspopup="dialog" onClick={explain}>
      {children}
    </button>
  );
}
