import type { ReleaseEvent } from '@waylight/contracts/release';
import pg from 'pg';
import type { AnswerCell } from './trend-questions.ts';

/**
 * The same numbers in a summary table with a row for each cell of each grouping, so that no answer needs a sum. Its index
 * covers all columns: queries are index-only after VACUUM has marked every page as visible. `split` is the third
 * dimension; empty without one.
 */
const TABLE = `
CREATE TABLE summary (
  grain text COLLATE "C" NOT NULL, period text COLLATE "C" NOT NULL, country text COLLATE "C" NOT NULL,
  split text COLLATE "C" NOT NULL, value integer NOT NULL
);
CREATE UNIQUE INDEX summary_by ON summary (grain, period, country, split) INCLUDE (value);
`;

/** Names a grain: a layer with the dimensions of its numbers, in any order. */
export function grainOf(layer: string, by: readonly string[]): string {
  return [layer, ...[...by].sort()].join(' ');
}

/** Returns the dimension next to period and country, if there is one. */
export function thirdDimensionOf(by: readonly string[]): string | undefined {
  return by.find((name) => name !== 'period' && name !== 'country');
}

/** Returns a prepared statement for each third dimension; its columns are named as in the answer. */
export function statementOf(split: string | undefined): { readonly name: string; readonly text: string } {
  const third = split === undefined ? '' : `split AS "${split}", `;
  return {
    name: `by ${split ?? 'period and country'}`,
    text:
      `SELECT period, country, ${third}value FROM summary ` +
      'WHERE grain = $1 AND period BETWEEN $2 AND $3 AND country = ANY($4) ORDER BY period, country, split',
  };
}

export type PublicRecordCells = { readonly by: readonly string[]; readonly cells: readonly AnswerCell[] };

/** Fills an empty PostgreSQL, and returns its version. */
export async function fillPostgres(
  url: string,
  releases: readonly ReleaseEvent[],
  publicRecord: readonly PublicRecordCells[],
): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  const insert = (grain: string, cells: readonly (readonly [string, string, string, number])[]) =>
    client.query(
      'INSERT INTO summary SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::integer[])',
      [grain, ...[0, 1, 2, 3].map((at) => cells.map((cell) => cell[at]))],
    );
  try {
    await client.query('DROP TABLE IF EXISTS summary');
    await client.query(TABLE);
    for (const { tableId, period, rows, columns, cells, rowTotals } of releases) {
      if (tableId !== 'minimal-month') continue;
      await insert(
        grainOf('reports', ['period', 'country', 'typeGroup']),
        rows.flatMap((row, r) =>
          columns.map((column, c) => [period, row, column, cells[r * columns.length + c] ?? 0] as const),
        ),
      );
      await insert(
        grainOf('reports', ['period', 'country']),
        rows.map((row, r) => [period, row, '', rowTotals[r] ?? 0] as const),
      );
    }
    // Groupings in another order contain the same numbers.
    for (const { by, cells } of new Map(publicRecord.map((one) => [grainOf('', one.by), one])).values()) {
      const text = (cell: AnswerCell, name: string | undefined) => String(name ? cell[name] : '');
      await insert(
        grainOf('public-record', by),
        cells.map((cell) => [
          text(cell, 'period'),
          text(cell, 'country'),
          text(cell, thirdDimensionOf(by)),
          Number(cell.value),
        ]),
      );
    }
    await client.query('VACUUM ANALYZE summary');
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version ?? 'unknown';
  } finally {
    await client.end();
  }
}
