import type { ReleaseEvent } from '@waylight/contracts/release';
import pg from 'pg';
import type { AnswerCell } from './trend-questions.ts';

/**
 * The same numbers as a summary table each, at just the grain that is asked for, with an index that answers the question
 * alone (index-only, after VACUUM has marked every page as visible).
 */
const TABLES = `
CREATE TABLE released (
  table_id text COLLATE "C" NOT NULL, period text COLLATE "C" NOT NULL, country text COLLATE "C" NOT NULL,
  type_group text COLLATE "C" NOT NULL, value integer NOT NULL
);
CREATE UNIQUE INDEX released_by ON released (table_id, period, country, type_group) INCLUDE (value);
CREATE TABLE public_record (
  period text COLLATE "C" NOT NULL, country text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL,
  victims integer NOT NULL
);
CREATE UNIQUE INDEX public_record_by ON public_record (period, country, type) INCLUDE (victims);
`;

/** Fills a fresh PostgreSQL, and says its version. */
export async function fillPostgres(
  url: string,
  releases: readonly ReleaseEvent[],
  publicRecord: readonly AnswerCell[],
): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('DROP TABLE IF EXISTS released, public_record');
    await client.query(TABLES);
    for (const { tableId, period, rows, columns, cells } of releases) {
      const coordinates = rows.flatMap((row) => columns.map((column) => [row, column] as const));
      await client.query(
        'INSERT INTO released SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::integer[])',
        [tableId, period, coordinates.map(([row]) => row), coordinates.map(([, column]) => column), cells],
      );
    }
    for (const { period, country, type, value } of publicRecord)
      await client.query('INSERT INTO public_record VALUES ($1, $2, $3, $4)', [period, country, type, value]);
    await client.query('VACUUM ANALYZE released');
    await client.query('VACUUM ANALYZE public_record');
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version ?? 'unknown';
  } finally {
    await client.end();
  }
}
