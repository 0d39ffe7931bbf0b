import { type ExportedTable, POOLED_ROW } from '@waylight/disclosure-control';
import { csv } from '@waylight/presentation';
import type { CommandContext } from '../command-context.ts';

/**
 * Prints the numbers of tables as CSV, one number in each row. Each row has its rounding base, because rows are copied. Numbers of a
 * pooled row name the codes that it pools, if one of the tables has such a row.
 */
export async function printCells(
  context: Pick<CommandContext, 'print'>,
  tables: readonly ExportedTable[],
): Promise<void> {
  const dimensions = [
    ...new Set(tables.flatMap(({ cells }) => cells.flatMap(({ coords }) => Object.keys(coords)))),
  ];
  const hasPooledRows = tables.some((table) =>
    Object.values(table.dimensions).some(({ tree }) => POOLED_ROW in tree),
  );
  const rows = tables.flatMap((table) =>
    table.cells.map(({ coords, value }) => [
      ...[table.release, ...dimensions.map((name) => coords[name]), value, table.k],
      ...(hasPooledRows ? [pooledCodesOf(table, coords).join(' ')] : []),
    ]),
  );
  context.print(csv(['release', ...dimensions, 'value', 'k', ...(hasPooledRows ? ['pooled'] : [])], rows));
}

function pooledCodesOf(
  { dimensions }: ExportedTable,
  coords: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(coords).flatMap(([name, code]) =>
    code === POOLED_ROW ? (dimensions[name]?.tree[POOLED_ROW] ?? []) : [],
  );
}
