import { Buffer } from 'node:buffer';
import { decodeLabels, encodeLabels } from '../encoding.ts';
import { ReleaseDiffersError } from '../errors.ts';
import { checkName, checkVersion } from '../names.ts';
import type { PublicRecordPart, ReleasedReader, ReleasedStore, ReleaseEntry } from '../released-port.ts';
import { connectRedis, probeCommand, type RedisConnection, type RedisOptions } from './connection.ts';
import { type ReleasedKeys, releasedKeys } from './keys.ts';
import { asBuffer, asBytes, asBytesList, asPairs, asText } from './replies.ts';
import { putPublicRecordScript, putStatusScript, putTableScript } from './scripts.ts';

export type RedisReleasedOptions = RedisOptions & { readonly namespace: string };

/** Creates the reader for insights, which connects as a user with the rules of `releasedReaderAcl`. */
export async function createRedisReleasedReader(options: RedisReleasedOptions): Promise<ReleasedReader> {
  return reader(await connectRedis(options), releasedKeys(options.namespace));
}

export async function createRedisReleasedStore(options: RedisReleasedOptions): Promise<ReleasedStore> {
  const keys = releasedKeys(options.namespace);
  const redis = await connectRedis(options);
  return {
    ...reader(redis, keys),

    async putTable({ id, index, body }) {
      const outcome = await redis.run(
        putTableScript,
        [keys.revision, keys.index, keys.tables],
        [checkName('release', id), encodeLabels(index), asBuffer(body)],
      );
      if (asText(outcome) === 'differs') throw new ReleaseDiffersError(id);
      return asText(outcome) === 'stored' ? 'stored' : 'already';
    },

    async putPublicRecord({ bucket, version, body }) {
      const args = [checkName('bucket', bucket), String(checkVersion(version)), asBuffer(body)];
      const outcome = await redis.run(putPublicRecordScript, [keys.revision, keys.publicRecord], args);
      return asText(outcome) === 'stored' ? 'stored' : 'kept';
    },

    async putStatus(key, body) {
      const args = [checkName('status', key), asBuffer(body)];
      const outcome = await redis.run(putStatusScript, [keys.revision, keys.status], args);
      return asText(outcome) === 'stored' ? 'stored' : 'kept';
    },

    async ping() {
      await redis.call(keys.probe, probeCommand(keys.probe));
    },
  };
}

function reader(redis: RedisConnection, keys: ReleasedKeys): ReleasedReader {
  return {
    async listReleases() {
      const entries = asPairs(await redis.call(keys.index, ['HGETALL', keys.index]));
      return entries.map(([id, entry]) => parseEntry(id, entry)).sort((a, b) => a.revision - b.revision);
    },

    async readRelease(id) {
      const [entry, body] = await Promise.all([
        redis.call(keys.index, ['HGET', keys.index, id]),
        redis.call(keys.tables, ['HGET', keys.tables, id]),
      ]);
      const [labels, bytes] = [asBytes(entry), asBytes(body)];
      return labels && bytes ? { id, index: parseEntry(id, labels).index, body: bytes } : null;
    },

    async readPublicRecord(buckets) {
      const key = keys.publicRecord;
      const parts: PublicRecordPart[] = [];
      if (buckets === undefined) {
        for (const [bucket, part] of asPairs(await redis.call(key, ['HGETALL', key]))) {
          parts.push(parsePart(bucket, part));
        }
      } else if (buckets.length > 0) {
        const found = asBytesList(await redis.call(key, ['HMGET', key, ...buckets]));
        for (const [at, bucket] of buckets.entries()) {
          const part = found[at];
          if (part) parts.push(parsePart(bucket, part));
        }
      }
      return parts.sort((a, b) => (a.bucket < b.bucket ? -1 : 1));
    },

    readStatus: async (key) => asBytes(await redis.call(keys.status, ['HGET', keys.status, key])),
    revision: async () => Number(asText(await redis.call(keys.revision, ['GET', keys.revision])) ?? 0),

    async ping() {
      await redis.call(keys.revision, ['PING']);
    },

    close: () => redis.close(),
  };
}

function splitAtBar(bytes: Uint8Array): readonly [number, Uint8Array] {
  const bar = bytes.indexOf(0x7c);
  return [Number(Buffer.from(bytes.subarray(0, bar)).toString('latin1')), bytes.subarray(bar + 1)];
}

function parseEntry(id: string, entry: Uint8Array): ReleaseEntry {
  const [revision, labels] = splitAtBar(entry);
  return { id, revision, index: decodeLabels(Buffer.from(labels).toString('utf8')) };
}

function parsePart(bucket: string, part: Uint8Array): PublicRecordPart {
  const [version, body] = splitAtBar(part);
  return { bucket, version, body };
}
