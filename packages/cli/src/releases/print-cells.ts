import type { ExportedTable } from '@waylight/disclosure-control';
import { csv } from '@waylight/presentation';
import type { CommandContext } from '../command-context.ts';

/** Prints the numbers of tables as CSV, one number in each row. Each row has its rounding base, because rows are copied. */
export async function printCells(
  context: Pick<CommandContext, 'print'>,
  tables: readonly ExportedTable[],
): Promise<void> {
  const dimensions = [
    ...new Set(tables.flatMap(({ cells }) => cells.flatMap(({ coords }) => Object.keys(coords)))),
  ];
  const rows = tables.flatMap(({ release, k, cells }) =>
    cells.map(({ coords, value }) => [release, ...dimensions.map((name) => coords[name]), value, k]),
  );
  context.print(csv(['release', ...dimensions, 'value', 'k'], rows));
}
