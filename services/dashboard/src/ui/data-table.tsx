import type { ReactNode } from 'react';
import { TableFrame } from './table-frame.tsx';

export type Column = {
  readonly key: string;
  readonly title: ReactNode;
  readonly isNumber?: boolean;
  readonly sorted?: 'ascending' | 'descending' | undefined;
};

export type Row = { readonly key: string; readonly cells: readonly ReactNode[] };

/** A table whose first column contains the row headers. On narrow screens it scrolls in its frame. */
export function DataTable({
  caption,
  kind,
  columns,
  rows,
}: {
  readonly caption: string;
  readonly kind?: 'matrix';
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}) {
  return (
    <TableFrame caption={caption} kind={kind}>
      <table>
        <caption className="sr-only">{caption}</caption>
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
                    {cell}
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

const classOf = (column: Pick<Column, 'isNumber'> | undefined): string | undefined =>
  column?.isNumber === true ? 'numeric' : undefined;
