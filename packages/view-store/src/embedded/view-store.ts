import { setImmediate } from 'node:timers/promises';
import { checkName } from '../names.ts';
import type { ViewStore } from '../port.ts';
import { type Database, openDatabase } from './database.ts';
import { createFreezes } from './freezes.ts';
import { createEmbeddedRawCells } from './raw-cells.ts';
import { rawSchema } from './schema.ts';
import { prepareRaw } from './statements.ts';

export type EmbeddedViewStoreOptions = {
  readonly file: string;
  /** Returns milliseconds since 1970. Used only for leases. */
  readonly now?: () => number;
};

const WAL_TRUNCATE_INTERVAL_MS = 30_000;

export async function createEmbeddedViewStore(options: EmbeddedViewStoreOptions): Promise<ViewStore> {
  const { file, now = Date.now } = options;
  const database = openDatabase({ file, schema: rawSchema });
  const { prepare } = database;
  // Deleted cells stay in the write-ahead log until SQLite reuses it. This takes long if few reports arrive.
  const walTimer = setInterval(database.truncateWal, WAL_TRUNCATE_INTERVAL_MS);
  walTimer.unref();
  const statements = prepareRaw(database);
  const readLive = prepare('SELECT generation FROM live');
  const setLive = prepare('INSERT OR REPLACE INTO live VALUES (1, ?)');
  const takeLease = prepare(
    `INSERT INTO lease VALUES (:name, :holder, :until)
     ON CONFLICT DO UPDATE SET holder = :holder, until = :until WHERE holder = :holder OR until <= :now`,
  );
  const deleteLease = prepare('DELETE FROM lease WHERE name = ? AND holder = ?');

  function live(): string | null {
    const row = readLive.get();
    return row === undefined ? null : String(row.generation);
  }

  return {
    generation: (name) => createEmbeddedRawCells(database, statements, checkName('generation', name)),
    generations: async () =>
      prepare(
        'SELECT DISTINCT generation FROM partition WHERE generation NOT IN (SELECT id FROM freeze) ORDER BY generation',
      )
        .all()
        .map((row) => String(row.generation)),

    liveGeneration: async () => live(),

    async flip(from, to) {
      checkName('generation', to);
      return database.write(() => {
        if (live() !== from) return 'moved';
        setLive.run(to);
        return 'flipped';
      });
    },

    async dropGeneration(name) {
      if (live() === name) return 'live';
      await dropGenerationRows(database, name);
      return 'dropped';
    },

    ...createFreezes(database, statements),

    async acquireLease(name, holder, ttlMs) {
      const at = now();
      const values = {
        ':name': checkName('lease', name),
        ':holder': holder,
        ':until': at + ttlMs,
        ':now': at,
      };
      return database.write(() => takeLease.run(values).changes === 1);
    },

    async releaseLease(name, holder) {
      database.write(() => deleteLease.run(name, holder));
    },

    isReplicated: async () => true,

    async checkServer() {
      const problems: string[] = [];
      const mode = prepare('PRAGMA journal_mode').get()?.journal_mode;
      if (mode !== 'wal') problems.push(`journal_mode is ${mode} and should be wal: does the disk allow it?`);
      if (prepare('PRAGMA synchronous').get()?.synchronous !== 2) {
        problems.push('synchronous should be full: commits are lost when the machine stops');
      }
      return problems;
    },

    async ping() {
      readLive.get();
    },

    async close() {
      clearInterval(walTimer);
      database.close();
    },
  };
}

const BATCH_ROWS = 5_000;

/** Deletes in many short steps, because SQLite blocks the process. */
async function dropGenerationRows(database: Database, generation: string): Promise<void> {
  const { prepare } = database;
  // Fences every worker, because no claim returns an epoch below 1.
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
