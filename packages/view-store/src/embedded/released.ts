import { Buffer } from 'node:buffer';
import { decodeLabels, encodeLabels } from '../encoding.ts';
import { ReleaseDiffersError } from '../errors.ts';
import { checkName, checkVersion } from '../names.ts';
import type { ReleasedReader, ReleasedStore } from '../released-port.ts';
import { type Database, openDatabase, openDatabaseReader, toBytes, toBytesOrNull } from './database.ts';
import { releasedSchema } from './schema.ts';

/** Opens the released store only for reading. @throws ViewStoreUnavailableError if the store does not exist. */
export async function createEmbeddedReleasedReader(options: {
  readonly file: string;
}): Promise<ReleasedReader> {
  return reader(openDatabaseReader(options.file));
}

export async function createEmbeddedReleasedStore(options: {
  readonly file: string;
}): Promise<ReleasedStore> {
  const database = openDatabase({ file: options.file, schema: releasedSchema });
  const { prepare } = database;
  const grow = prepare('UPDATE revision SET number = number + 1 RETURNING number');
  const release = prepare('SELECT labels, body FROM release WHERE id = ?');
  const addRelease = prepare('INSERT INTO release VALUES (?, ?, ?, ?)');
  const version = prepare('SELECT version FROM public_record WHERE bucket = ?');
  const putPart = prepare('INSERT OR REPLACE INTO public_record VALUES (?, ?, ?)');
  const status = prepare('SELECT body FROM status WHERE key = ?');
  const setStatus = prepare('INSERT OR REPLACE INTO status VALUES (?, ?)');
  return {
    ...reader(database),

    async putTable({ id, index, body }) {
      checkName('release', id);
      return database.write(() => {
        const labels = encodeLabels(index);
        const kept = release.get(id);
        if (kept) {
          if (kept.labels === labels && sameBytes(kept.body, body)) return 'already';
          throw new ReleaseDiffersError(id);
        }
        addRelease.run(id, Number(grow.get()?.number), labels, body);
        return 'stored';
      });
    },

    async putPublicRecord(part) {
      checkVersion(part.version);
      checkName('bucket', part.bucket);
      return database.write(() => {
        const kept = version.get(part.bucket);
        if (kept && Number(kept.version) >= part.version) return 'kept';
        putPart.run(part.bucket, part.version, part.body);
        grow.get();
        return 'stored';
      });
    },

    async putStatus(key, body) {
      checkName('status', key);
      return database.write(() => {
        const kept = status.get(key);
        if (kept && sameBytes(kept.body, body)) return 'kept';
        setStatus.run(key, body);
        grow.get();
        return 'stored';
      });
    },
  };
}

function reader(database: Database): ReleasedReader {
  const { prepare } = database;
  const index = prepare('SELECT id, revision, labels FROM release ORDER BY revision');
  const release = prepare('SELECT labels, body FROM release WHERE id = ?');
  const record = prepare('SELECT bucket, version, body FROM public_record ORDER BY bucket');
  const parts = prepare(
    `SELECT bucket, version, body FROM public_record
     WHERE bucket IN (SELECT value FROM json_each(?)) ORDER BY bucket`,
  );
  const status = prepare('SELECT body FROM status WHERE key = ?');
  const revision = prepare('SELECT number FROM revision');
  return {
    async listReleases() {
      return index.all().map((row) => ({
        id: String(row.id),
        revision: Number(row.revision),
        index: decodeLabels(String(row.labels)),
      }));
    },

    async readRelease(id) {
      const row = release.get(id);
      if (!row) return null;
      return { id, index: decodeLabels(String(row.labels)), body: toBytes(row.body) };
    },

    async readPublicRecord(buckets) {
      const rows = buckets === undefined ? record.all() : parts.all(JSON.stringify(buckets));
      return rows.map((row) => ({
        bucket: String(row.bucket),
        version: Number(row.version),
        body: toBytes(row.body),
      }));
    },

    readStatus: async (key) => toBytesOrNull(status.get(key)?.body),
    revision: async () => Number(revision.get()?.number ?? 0),

    async ping() {
      revision.get();
    },

    async close() {
      database.close();
    },
  };
}

function sameBytes(kept: unknown, body: Uint8Array): boolean {
  return Buffer.compare(toBytes(kept), body) === 0;
}
