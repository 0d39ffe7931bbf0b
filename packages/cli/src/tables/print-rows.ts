import type { Format } from '../commands/format.ts';
import type { Kit } from '../kit.ts';
import { columnsOf, textTable } from './text-table.ts';

export type RowsToPrint<Name extends string> = {
  readonly format: Format;
  readonly columns: readonly Name[];
  readonly rows: readonly Readonly<Record<Name, string | number>>[];
  /** Columns that stand to the right on a screen. */
  readonly numbers: readonly Name[];
  /** What a screen says where there are no rows; without it the heading alone. */
  readonly none?: string;
  /** What stands in JSON, where that is more than the rows. */
  readonly document?: unknown;
};

/** Prints rows in the format that was asked for. */
export async function printRows<Name extends string>(kit: Kit, options: RowsToPrint<Name>): Promise<void> {
  const { format, columns, rows, numbers, none, document = rows } = options;
  switch (format) {
    case 'json':
      kit.print(JSON.stringify(document, null, 2));
      break;
    case 'csv': {
      const { csv } = await import('@waylight/presentation');
      kit.print(
        csv(
          columns,
          rows.map((row) => columns.map((name) => row[name])),
        ),
      );
      break;
    }
    case 'table':
      kit.print(
        rows.length === 0 && none !== undefined
          ? none
          : textTable(
              columnsOf(columns, numbers),
              rows.map((row) => columns.map((name) => String(row[name]))),
              kit.style,
            ),
      );
      break;
    default:
      format satisfies never;
  }
}
