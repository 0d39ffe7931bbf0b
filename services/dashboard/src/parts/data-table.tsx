import type { ReactNode } from 'react';
import { ExplainedNumber } from './explained-number.tsx';
import { TableFrame } from './table-frame.tsx';

export type Column = {
  readonly key: string;
  readonly title: ReactNode;
  readonly isNumber?: boolean;
  /** Texts with numbers in them: they stand below each other as numbers do, and are texts in files. */
  readonly isSpan?: boolean;
  readonly sorted?: 'ascending' | 'descending' | undefined;
};

export type Row = { readonly key: string; readonly cells: readonly ReactNode[] };

/** A table whose first column names its rows. It scrolls in its own frame where a screen is narrow. */
export function DataTable({
  caption,
  columns,
  rows,
  fromEnd = false,
}: {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Where there is no room for all, the last columns are in sight first: the newest of periods. */
  readonly fromEnd?: boolean;
}) {
  return (
    <TableFrame caption={caption} last={fromEnd ? columns.at(-1)?.key : undefined}>
      <table>
        <caption className="spoken">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, title, sorted, ...column }) => (
              <th key={key} scope="col" data-key={key} aria-sort={sorted} className={classOf(column)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} data-key={key}>
              {cells.map((cell, index) => {
                const column = columns[index];
                if (index === 0)
                  return (
                    <th key={column?.key} scope="row">
                      {cell}
                    </th>
                  );
                return (
                  <td key={column?.key} className={classOf(column)}>
                    {column?.isNumber === true ? (
                      <ExplainedNumber rowKey={key} columnKey={column.key}>
                        {cell}
                      </ExplainedNumber>
                    ) : (
                      cell
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

const classOf = (column: Pick<Column, 'isNumber' | 'isSpan'> | undefined): string | undefined =>
  column?.isNumber === true ? 'numeric' : column?.isSpan === true ? 'span' : undefined;
