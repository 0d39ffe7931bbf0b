import { decodePosition } from '../encoding.ts';
import { checkName } from '../names.ts';
import type { Freeze, FreezeStore, FrozenSet } from '../port.ts';
import { type Database, toBytes, toBytesOrNull } from './database.ts';
import type { RawStatements } from './statements.ts';

/**
 * Selected freezes and the decisions on them; see `ViewStore.selectFreeze`. A freeze has partitions of its own, under its id in
 * place of a generation. Version 0.4.0 froze the partitions of a generation, so the id of such a freeze is the generation.
 */
export function createFreezes(database: Database, sql: RawStatements): FreezeStore {
  const selectedId = (periodId: string): string | null => {
    const [row] = sql.selectedSets.all(checkName('period', periodId));
    return row === undefined ? null : String(row[2]);
  };

  const setsOf = (periodId: string): ReadonlyMap<string, FrozenSet> | null => {
    const rows = sql.selectedSets.all(periodId);
    const sets = new Map<string, FrozenSet>();
    for (const [name, partition] of rows) {
      const set = readFrozenSet(sql, Number(partition), periodId);
      if (set !== null) sets.set(String(name), set);
    }
    return sets.size < rows.length ? null : sets;
  };

  const decisionOf = (periodId: string): Uint8Array | null =>
    toBytesOrNull(sql.decision.get(checkName('period', periodId))?.[0]);

  const removePartitions = ({ periodId, freezeId }: Freeze, partitions: readonly number[]): void => {
    for (const partition of partitions) {
      sql.dropFrozenCells.run(partition, periodId);
      sql.dropFrozenSet.run(partition, periodId);
    }
    sql.dropPartitionsOfFreeze.run(freezeId);
    sql.dropFreeze.run(freezeId);
  };

  return {
    async selectFreeze({ periodId, freezeId }, { partitions }) {
      database.write(() => {
        if (selectedId(periodId) !== null) return;
        const sets = partitions.map((name) => {
          const [id] = sql.partition.get(freezeId, checkName('partition', name)) ?? [];
          return { name, id: Number(id ?? -1) }; // no row has the id -1
        });
        if (sets.some(({ id }) => sql.frozenSet.get(id, periodId) === undefined)) return;
        for (const { name, id } of sets) sql.selectSet.run(periodId, freezeId, name, id);
      });
    },

    async readFrozenPeriod(periodId) {
      return database.read(() => {
        const freezeId = selectedId(periodId);
        return freezeId === null ? null : { periodId, freezeId, sets: setsOf(periodId) };
      });
    },

    async selectedFreezes() {
      return sql.selectedFreezes.all().map(([periodId, freezeId, generation]) => ({
        periodId: String(periodId),
        freezeId: String(freezeId),
        generation: String(generation),
      }));
    },

    async putDecision({ periodId, freezeId }, decision) {
      return database.write(() => {
        if (selectedId(periodId) !== freezeId || setsOf(periodId) === null) return null;
        sql.addDecision.run(periodId, decision);
        return decisionOf(periodId);
      });
    },

    async readDecision(periodId) {
      return database.read(() => decisionOf(periodId));
    },

    async dropFreeze({ periodId, freezeId }) {
      database.write(() => {
        if (selectedId(periodId) !== freezeId) return;
        const partitions = sql.selectedSets.all(periodId).map(([, partition]) => Number(partition));
        removePartitions({ periodId, freezeId }, partitions);
        sql.dropDecision.run(periodId);
        sql.deselect.run(periodId);
      });
    },

    async dropUnselectedFreezes() {
      database.write(() => {
        for (const [id, period] of sql.unselectedFreezes.all()) {
          const freeze = { periodId: String(period), freezeId: String(id) };
          const partitions = sql.partitionIds.all(freeze.freezeId).map(([partition]) => Number(partition));
          removePartitions(freeze, partitions);
        }
      });
    },
  };
}

function readFrozenSet(sql: RawStatements, partition: number, periodId: string): FrozenSet | null {
  const frozen = sql.frozenSet.get(partition, periodId);
  if (!frozen) return null;
  const cells = new Map<string, Map<string, Uint8Array>>();
  for (const [bucket, field, value] of sql.frozenCells.all(partition, periodId)) {
    const fields = cells.get(String(bucket)) ?? new Map<string, Uint8Array>();
    cells.set(String(bucket), fields.set(String(field), toBytes(value)));
  }
  return { position: decodePosition(frozen[0] as string), cells };
}
