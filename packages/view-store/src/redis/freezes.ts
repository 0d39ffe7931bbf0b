import { ViewStoreUnavailableError } from '../errors.ts';
import type { Freeze, FreezeStore, FrozenSet } from '../port.ts';
import { type RedisConnection, unlinkKeys } from './connection.ts';
import { frozenSetKeys, readFrozenSet } from './frozen-sets.ts';
import type { RawKeys } from './keys.ts';
import { asBuffer, asBytes, asPairs, asSortedNames, asText } from './replies.ts';
import { discardSetScript, dropFreezeScript, putDecisionScript, selectFreezeScript } from './scripts.ts';

/**
 * Entry of the selected freeze of a period. Its frozen sets have the keys of a generation of their own. `generation` is the
 * freeze id, and `frozenFrom` the generation of the copied cells. Version 0.4.0 copied within a generation and wrote no
 * `frozenFrom`, so both versions read the entries and sets of both.
 */
type SelectedEntry = {
  readonly generation: string;
  readonly partitions: readonly string[];
  readonly frozenFrom?: string;
};

/**
 * Selected freezes and the decisions on them. The entries and the decisions share one slot, so each script changes both. It
 * compares the entry first, so a leader that lost its lease cannot change the entry or decision of its successor.
 */
export function createFreezes(
  redis: RedisConnection,
  keys: RawKeys,
  isReplicated: () => Promise<boolean>,
): FreezeStore {
  async function requireReplicated(): Promise<void> {
    if (!(await isReplicated()))
      throw new ViewStoreUnavailableError(new Error('too few replicas have the freeze or decision'));
  }

  /** Returns the entry also as it is stored, because the scripts compare it. */
  async function readEntry(periodId: string): Promise<(SelectedEntry & { readonly stored: string }) | null> {
    const stored = asText(await redis.call(keys.selected, ['HGET', keys.selected, periodId]));
    return stored === null ? null : { ...decodeEntry(stored), stored };
  }

  async function readSets(
    { generation, partitions }: SelectedEntry,
    periodId: string,
  ): Promise<ReadonlyMap<string, FrozenSet> | null> {
    const sets = await Promise.all(
      partitions.map(
        async (partition) =>
          [partition, await readFrozenSet(redis, keys.partition(generation, partition), periodId)] as const,
      ),
    );
    const present = sets.flatMap(([partition, set]) => (set === null ? [] : [[partition, set] as const]));
    return present.length < sets.length ? null : new Map(present);
  }

  async function readStoredDecision(periodId: string): Promise<Uint8Array | null> {
    const [key, keyOf040] = [keys.decision(periodId), keys.decisionOf040(periodId)];
    return (
      asBytes(await redis.call(key, ['GET', key])) ?? asBytes(await redis.call(keyOf040, ['GET', keyOf040]))
    );
  }

  async function unlinkSet({ periodId, freezeId }: Freeze, partition: string): Promise<void> {
    const of = keys.partition(freezeId, partition);
    await unlinkKeys(redis, await frozenSetKeys(redis, of, periodId));
  }

  return {
    async selectFreeze({ periodId, freezeId }, { generation, partitions }) {
      const entry: SelectedEntry = { generation: freezeId, partitions, frozenFrom: generation };
      const sets = partitions.map((partition) => keys.frozenSet({ periodId, freezeId }, partition));
      await redis.run(
        selectFreezeScript,
        [keys.selected, keys.decision(periodId), keys.unselectedSets, keys.discardedSets],
        [periodId, JSON.stringify(entry), ...sets],
      );
      await requireReplicated();
    },

    async readFrozenPeriod(periodId) {
      const entry = await readEntry(periodId);
      return entry && { periodId, freezeId: entry.generation, sets: await readSets(entry, periodId) };
    },

    async selectedFreezes() {
      const entries = asPairs(await redis.call(keys.selected, ['HGETALL', keys.selected]));
      return entries
        .map(([periodId, stored]) => {
          const { generation, frozenFrom } = decodeEntry(Buffer.from(stored).toString('utf8'));
          return { periodId, freezeId: generation, generation: frozenFrom ?? generation };
        })
        .sort((a, b) => (a.periodId < b.periodId ? -1 : 1));
    },

    async putDecision({ periodId, freezeId }, decision) {
      const entry = await readEntry(periodId);
      if (entry?.generation !== freezeId || (await readSets(entry, periodId)) === null) return null;
      const before = await readStoredDecision(periodId);
      const decided =
        before ??
        asBytes(
          await redis.run(
            putDecisionScript,
            [keys.selected, keys.decision(periodId)],
            [periodId, entry.stored, asBuffer(decision)],
          ),
        );
      await requireReplicated();
      return decided;
    },

    async readDecision(periodId) {
      const decision = await readStoredDecision(periodId);
      // Another process may have stored it without a confirmation. It must not be published and then lost.
      if (decision !== null) await requireReplicated();
      return decision;
    },

    async dropFreeze({ periodId, freezeId }) {
      const entry = await readEntry(periodId);
      if (entry?.generation !== freezeId) return;
      for (const partition of entry.partitions) await unlinkSet({ periodId, freezeId }, partition);
      await unlinkKeys(redis, [keys.decisionOf040(periodId)]);
      // The entry is deleted last, because only it contains the location of the sets.
      await redis.run(dropFreezeScript, [keys.selected, keys.decision(periodId)], [periodId, entry.stored]);
    },

    async dropUnselectedFreezes() {
      const { unselectedSets, discardedSets } = keys;
      const namesIn = async (key: string) => asSortedNames(await redis.call(key, ['SMEMBERS', key]));
      // A set is discarded before its removal, because another leader may select its freeze until then.
      for (const name of await namesIn(unselectedSets))
        await redis.run(discardSetScript, [unselectedSets, discardedSets], [name]);
      for (const name of await namesIn(discardedSets)) {
        const { partition, ...freeze } = keys.readFrozenSet(name);
        const selected = await readEntry(freeze.periodId);
        if (selected?.generation !== freeze.freezeId) await unlinkSet(freeze, partition);
        await redis.call(discardedSets, ['SREM', discardedSets, name]);
      }
    },
  };
}

function decodeEntry(stored: string): SelectedEntry {
  return JSON.parse(stored) as SelectedEntry;
}
