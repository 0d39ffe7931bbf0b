import { checkName } from '../names.ts';
import type { Freeze } from '../port.ts';

/** Keys of one partition in a generation. They share a hash tag, so that one script on a cluster can use all of them. */
export type PartitionKeys = {
  /** Hash: epoch, position, summary. */
  readonly meta: string;
  readonly contributions: string;
  /** Set: every bucket that ever had a cell. */
  readonly buckets: string;
  readonly cells: (bucket: string) => string;
  /** Set: periods that version 0.4.0 froze within the generation. */
  readonly periodsOf040: string;
  /** Hash: position and buckets of a frozen set. It is written last, so its existence proves that the set is complete. */
  readonly frozen: (periodId: string) => string;
  readonly frozenCells: (periodId: string, bucket: string) => string;
};

export function rawKeys(namespace: string) {
  const root = `wl:${checkName('namespace', namespace)}:raw`;
  /** Hash: the selected freeze of each period. Version 0.4.0 already used this key. */
  const selected = `${root}:kept`;
  return {
    generations: `${root}:generations`,
    live: `${root}:live`,
    selected,
    /**
     * The hash tag is the key of the selected freezes, so that one script changes both. A decision is large, so a list of the
     * freezes must not contain it.
     */
    decision: (periodId: string) => `${root}:decision:{${selected}}:${checkName('period', periodId)}`,
    decisionOf040: (periodId: string) => `${root}:decision:${checkName('period', periodId)}`,
    /** Set: frozen sets of freezes that may still be selected. It shares the slot of the selected freezes. */
    unselectedSets: `${root}:unselected-sets:{${selected}}`,
    /** Set: frozen sets that are removed next. It shares the slot of the selected freezes. */
    discardedSets: `${root}:discarded-sets:{${selected}}`,
    /** Name of a frozen set in these two. */
    frozenSet({ periodId, freezeId }: Freeze, partition: string): string {
      checkName('freeze', freezeId);
      return `${freezeId}|${checkName('period', periodId)}|${checkName('partition', partition)}`;
    },
    readFrozenSet(name: string): Freeze & { readonly partition: string } {
      const [freezeId = '', periodId = '', partition = ''] = name.split('|');
      return { freezeId, periodId, partition };
    },
    /** Written before a wait for replicas. It shares the slot of the selected freezes, and so confirms them. */
    probe: `${root}:probe:{${selected}}`,
    lease: (name: string) => `${root}:lease:${checkName('lease', name)}`,
    partitions: (generation: string) => `${root}:g:${checkName('generation', generation)}:partitions`,
    partition(generation: string, partition: string): PartitionKeys {
      const base = `${root}:g:${checkName('generation', generation)}:{${checkName('partition', partition)}}`;
      return {
        meta: `${base}:meta`,
        contributions: `${base}:contributions`,
        buckets: `${base}:buckets`,
        cells: (bucket) => `${base}:cells:${checkName('bucket', bucket)}`,
        periodsOf040: `${base}:periods`,
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
