import { checkName } from '../names.ts';

/** Keys of one partition in a generation. They share a hash tag, so that one script on a cluster can use all of them. */
export type PartitionKeys = {
  /** Hash: epoch, position, summary. */
  readonly meta: string;
  readonly contributions: string;
  /** Set: every bucket that ever had a cell. */
  readonly buckets: string;
  readonly cells: (bucket: string) => string;
  /** Set: every frozen period. */
  readonly periods: string;
  /** Hash: position and buckets of a frozen set. It is written last, so its existence proves that the set is complete. */
  readonly frozen: (periodId: string) => string;
  readonly frozenCells: (periodId: string, bucket: string) => string;
};

export function rawKeys(namespace: string) {
  const root = `wl:${checkName('namespace', namespace)}:raw`;
  return {
    generations: `${root}:generations`,
    live: `${root}:live`,
    /** Hash: generation and partitions of the frozen sets of each kept period. */
    kept: `${root}:kept`,
    decision: (periodId: string) => `${root}:decision:${checkName('period', periodId)}`,
    probe: `${root}:probe`,
    lease: (name: string) => `${root}:lease:${checkName('lease', name)}`,
    partitions: (generation: string) => `${root}:g:${checkName('generation', generation)}:partitions`,
    partition(generation: string, partition: string): PartitionKeys {
      const base = `${root}:g:${checkName('generation', generation)}:{${checkName('partition', partition)}}`;
      return {
        meta: `${base}:meta`,
        contributions: `${base}:contributions`,
        buckets: `${base}:buckets`,
        cells: (bucket) => `${base}:cells:${checkName('bucket', bucket)}`,
        periods: `${base}:periods`,
        frozen: (periodId) => `${base}:frozen:${checkName('period', periodId)}`,
        frozenCells: (periodId, bucket) =>
          `${base}:frozen-cells:${checkName('period', periodId)}|${checkName('bucket', bucket)}`,
      };
    },
  };
}

export type RawKeys = ReturnType<typeof rawKeys>;

/** All keys share one hash tag: released tables are small, and each change is atomic with the revision. */
export function releasedKeys(namespace: string) {
  const root = `wl:${checkName('namespace', namespace)}:{released}`;
  return {
    revision: `${root}:revision`,
    index: `${root}:index`,
    tables: `${root}:tables`,
    publicRecord: `${root}:public-record`,
    status: `${root}:status`,
    probe: `${root}:probe`,
  };
}

export type ReleasedKeys = ReturnType<typeof releasedKeys>;

/**
 * ACL rules (without user name and password) that permit reading released tables and nothing else. `%R~` requires Redis 7. The
 * cluster command is needed only to find the node of a key.
 */
export function releasedReaderAcl(namespace: string): readonly string[] {
  return [
    'on',
    'resetkeys',
    'resetchannels',
    '-@all',
    `%R~wl:${checkName('namespace', namespace)}:{released}:*`,
    ...['+ping', '+get', '+hget', '+hmget', '+hgetall', '+cluster|slots'],
  ];
}

/** ACL rules for aggregation: all keys of the namespace, and only the commands of the adapters. */
export function aggregationAcl(namespace: string): readonly string[] {
  const commands = 'ping get set del unlink pexpire copy exists hget hmget hset hdel hgetall hincrby hscan';
  const sets = 'sadd srem smembers evalsha eval wait info config|get acl|dryrun time cluster|slots';
  return [
    'on',
    'resetkeys',
    'resetchannels',
    '-@all',
    `~wl:${checkName('namespace', namespace)}:*`,
    ...`${commands} ${sets}`.split(' ').map((command) => `+${command}`),
  ];
}

/**
 * ACL rules for the user `default`, which cannot log in. The user still needs permissions: Redis replays its append-only file as
 * this user, and drops writes that the user may not make.
 */
export function defaultUserAcl(): readonly string[] {
  return ['off', 'resetpass', '~*', '&*', '+@all'];
}
