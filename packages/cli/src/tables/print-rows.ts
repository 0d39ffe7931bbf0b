import type { CommandContext } from '../command-context.ts';
import type { Format } from '../options.ts';
import { columnsOf, textTable } from './text-table.ts';

export type RowsToPrint<Name extends string> = {
  readonly format: Format;
  readonly columns: readonly Name[];
  readonly rows: readonly Readonly<Record<Name, string | number>>[];
  /** Columns of numbers: aligned to the right in a table. */
  readonly numbers?: readonly Name[];
  /** Printed instead of a table without rows. If it is absent, only the heading is printed. */
  readonly none?: string;
  /** The JSON document, if it is more than the rows. */
  readonly document?: unknown;
};

/** Prints rows as a table, JSON or CSV. */
export async function printRows<Name extends string>(
  context: Pick<CommandContext, 'print' | 'printJson' | 'style'>,
  options: RowsToPrint<Name>,
): Promise<void> {
  const { format, columns, rows, numbers = [], none, document = rows } = options;
  const cells = rows.map((row) => columns.map((name) => row[name]));
  switch (format) {
    case 'json':
      context.printJson(document);
      break;
    case 'csv': {
      const { csv } = await import('@waylight/presentation');
      context.print(csv(columns, cells));
      break;
    }
    case 'table':
      context.print(
        rows.length === 0 && none !== undefined
          ? none
          : textTable(
              columnsOf(columns, numbers),
              cells.map((row) => row.map(String)),
              context.style,
            ),
      );
      break;
    default:
      format satisfies never;
  }
}
