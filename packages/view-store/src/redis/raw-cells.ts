import { Buffer } from 'node:buffer';
import { decodePosition, encodePosition } from '../encoding.ts';
import { ViewStoreUnavailableError } from '../errors.ts';
import { checkName } from '../names.ts';
import type { Claim, CommitBatch, CommitOutcome, RawCellStore, ReadQuery, ReadResult } from '../port.ts';
import type { RedisConnection } from './connection.ts';
import { createFreeze } from './frozen-sets.ts';
import type { RawKeys } from './keys.ts';
import { packFields } from './packing.ts';
import { type AwaitReplicas, requireReplicas } from './replicas.ts';
import { asBytes, asList, asPairs, asSortedNames, asText, asTextList } from './replies.ts';
import { claimScript, commitScript, snapshotScript } from './scripts.ts';

const SCAN_COUNT = '1000';

export function createRedisRawCells(
  redis: RedisConnection,
  keys: RawKeys,
  generation: string,
  awaitReplicas: AwaitReplicas,
): RawCellStore {
  const keysOf = (partition: string) => keys.partition(generation, partition);

  /** Runs before the first write to a generation, so that a drop finds each generation that has state. */
  async function register(partition: string): Promise<void> {
    const partitions = keys.partitions(generation);
    await redis.call(keys.generations, ['SADD', keys.generations, generation]);
    await redis.call(partitions, ['SADD', partitions, checkName('partition', partition)]);
  }

  async function bucketsOf(partition: string): Promise<readonly string[]> {
    const key = keysOf(partition).buckets;
    return asSortedNames(await redis.call(key, ['SMEMBERS', key]));
  }

  async function metaField(partition: string, field: string): Promise<Buffer | null> {
    const key = keysOf(partition).meta;
    return asBytes(await redis.call(key, ['HGET', key, field]));
  }

  return {
    name: generation,

    async claim(partition): Promise<Claim> {
      const { meta } = keysOf(partition);
      await register(partition);
      const [epoch, position, summary] = asList(await redis.run(claimScript, [meta], []));
      await requireReplicas(awaitReplicas, meta);
      return { epoch: Number(epoch), position: decodePosition(asText(position)), summary: asBytes(summary) };
    },

    async read(partition, query: ReadQuery): Promise<ReadResult> {
      const { contributions, cells } = keysOf(partition);
      const fetchFields = async (key: string, names: readonly string[]) =>
        names.length === 0 ? [] : asTextList(await redis.callForText(key, ['HMGET', key, ...names]));
      // All commands of one turn of the event loop share a round trip.
      const answers = await Promise.all([
        fetchFields(contributions, query.references),
        ...[...query.cells].map(([bucket, fields]) => fetchFields(cells(bucket), fields)),
      ]);
      return {
        contributions: answers[0] ?? [],
        cells: new Map([...query.cells.keys()].map((bucket, at) => [bucket, answers[at + 1] ?? []])),
      };
    },

    async commit(partition, batch): Promise<CommitOutcome> {
      const { meta, buckets, contributions, cells } = keysOf(partition);
      const touched = [...batch.cells.keys()];
      const scriptKeys = [meta, buckets, contributions, ...touched.map(cells)];
      try {
        const outcome = asText(await redis.run(commitScript, scriptKeys, commitArguments(batch)));
        if (outcome === 'fenced' || outcome === 'moved') return outcome;
        return awaitReplicas === null || (await awaitReplicas(meta)) ? 'applied' : 'moved';
      } catch (error) {
        // The commit may or may not be written. Only the next claim shows which.
        if (error instanceof ViewStoreUnavailableError) return 'moved';
        throw error;
      }
    },

    position: async (partition) => decodePosition(asText(await metaField(partition, 'position'))),
    summary: (partition) => metaField(partition, 'summary'),
    buckets: bucketsOf,

    async *scan(partition, bucket) {
      const key = keysOf(partition).cells(bucket);
      const seen = new Set<string>(); // HSCAN may return a field twice while the hash is resized
      let cursor: string | null = null;
      while (cursor !== '0') {
        const reply = asList(await redis.call(key, ['HSCAN', key, cursor ?? '0', 'COUNT', SCAN_COUNT]));
        cursor = asText(reply[0]);
        const fresh = asPairs(reply[1]).filter(([field]) => !seen.has(field));
        for (const [field] of fresh) seen.add(field);
        if (fresh.length > 0) yield fresh;
      }
    },

    async snapshot(partition) {
      const { meta, buckets, cells } = keysOf(partition);
      let knownBuckets = await bucketsOf(partition);
      for (;;) {
        const reply = asList(
          await redis.run(snapshotScript, [meta, buckets, ...knownBuckets.map(cells)], []),
        );
        const names = asSortedNames(reply[1]);
        const known = new Set(knownBuckets);
        if (names.every((name) => known.has(name))) {
          const hashes = asList(reply[2]).map((hash) => new Map(asPairs(hash)));
          const filled = knownBuckets.map((bucket, at) => [bucket, hashes[at] ?? new Map()] as const);
          return {
            position: decodePosition(asText(reply[0])),
            buckets: new Map(filled.filter(([, fields]) => fields.size > 0)),
          };
        }
        knownBuckets = names; // a bucket was created meanwhile; there are few, so this ends soon
      }
    },

    freeze: createFreeze(redis, keys, generation, awaitReplicas),

    async partitions() {
      const key = keys.partitions(generation);
      return asSortedNames(await redis.call(key, ['SMEMBERS', key]));
    },
  };
}

function commitArguments(batch: CommitBatch): (string | Buffer)[] {
  const { summary } = batch;
  const args: (string | Buffer)[] = [
    String(batch.epoch),
    encodePosition(batch.expected),
    encodePosition(batch.next),
    summary === undefined ? '0' : '1',
    summary === undefined ? '' : Buffer.from(summary.buffer, summary.byteOffset, summary.byteLength),
    String(batch.cells.size),
    ...batch.cells.keys(),
  ];
  for (const fields of [batch.contributions, ...batch.cells.values()]) {
    const packed = packFields(fields);
    args.push(packed.writes, packed.deletes);
  }
  return args;
}
