import { setImmediate } from 'node:timers/promises';
import type { Database } from './database.ts';

const BATCH_ROWS = 5_000;

/** In many short steps, because the process does nothing else while SQLite works. */
export async function dropGenerationRows(database: Database, generation: string): Promise<void> {
  const { prepare } = database;
  // No claim gives an epoch below 1: from here on every worker is fenced.
  prepare('UPDATE partition SET epoch = -1 WHERE generation = ?').run(generation);
  const partitions = prepare('SELECT id FROM partition WHERE generation = ?').all(generation);
  for (const { id } of partitions) {
    for (const bucket of prepare('SELECT id FROM bucket WHERE partition = ?').all(Number(id))) {
      await deleteInBatches(database, 'cell', 'field', 'bucket', Number(bucket.id));
    }
    await deleteInBatches(database, 'contribution', 'reference', 'partition', Number(id));
    database.write(() => {
      for (const table of ['frozen_cell', 'frozen_set']) {
        prepare(
          `DELETE FROM ${table} WHERE partition = :id
             AND period NOT IN (SELECT period FROM kept_set WHERE partition = :id)`,
        ).run({ ':id': Number(id) });
      }
      prepare('DELETE FROM bucket WHERE partition = ?').run(Number(id));
      prepare('DELETE FROM partition WHERE id = ?').run(Number(id));
    });
  }
}

async function deleteInBatches(
  database: Database,
  table: string,
  column: string,
  owner: string,
  id: number,
): Promise<void> {
  const statement = database.prepare(
    `DELETE FROM ${table} WHERE ${owner} = :id AND ${column} IN
       (SELECT ${column} FROM ${table} WHERE ${owner} = :id LIMIT ${BATCH_ROWS})`,
  );
  while (database.write(() => statement.run({ ':id': id }).changes) === BATCH_ROWS) await setImmediate();
}
