import { decodePosition } from '../encoding.ts';
import { checkName } from '../names.ts';
import type { FrozenSet, ViewStore } from '../port.ts';
import { type Database, toBytes, toBytesOrNull } from './database.ts';
import type { RawStatements } from './statements.ts';

type KeptPeriods = Pick<
  ViewStore,
  'keepFrozen' | 'readKept' | 'keptPeriods' | 'putDecision' | 'readDecision' | 'dropKept'
>;

/** Frozen sets that outlive their generation; see `ViewStore.keepFrozen`. */
export function createKeptPeriods(database: Database, sql: RawStatements): KeptPeriods {
  const setsOf = (periodId: string): ReadonlyMap<string, FrozenSet> | null => {
    const rows = sql.keptSets.all(checkName('period', periodId));
    const sets = new Map<string, FrozenSet>();
    for (const [name, partition] of rows) {
      const set = readFrozenSet(sql, Number(partition), periodId);
      if (set !== null) sets.set(String(name), set);
    }
    return rows.length === 0 || sets.size < rows.length ? null : sets;
  };

  const decisionOf = (periodId: string): Uint8Array | null =>
    toBytesOrNull(sql.decision.get(checkName('period', periodId))?.[0]);

  return {
    async keepFrozen(periodId, { generation, partitions }) {
      database.write(() => {
        if (setsOf(periodId) !== null) return;
        sql.dropDecision.run(periodId);
        sql.forgetKept.run(periodId);
        for (const name of partitions) {
          const [id] = sql.partition.get(generation, checkName('partition', name)) ?? [];
          // -1 means that the partition was never frozen. No row has this id.
          sql.keepSet.run(periodId, generation, name, Number(id ?? -1));
        }
      });
    },

    async readKept(periodId) {
      return database.read(() => setsOf(periodId));
    },

    async keptPeriods() {
      return sql.keptPeriods
        .all()
        .map(([periodId, generation]) => ({ periodId: String(periodId), generation: String(generation) }));
    },

    async putDecision(periodId, decision) {
      return database.write(() => {
        if (setsOf(periodId) === null) return null;
        sql.addDecision.run(periodId, decision);
        return decisionOf(periodId);
      });
    },

    async readDecision(periodId) {
      return database.read(() => decisionOf(periodId));
    },

    async dropKept(periodId) {
      database.write(() => {
        for (const [, partition] of sql.keptSets.all(checkName('period', periodId))) {
          sql.dropFrozenCells.run(Number(partition), periodId);
          sql.dropFrozenSet.run(Number(partition), periodId);
        }
        sql.dropDecision.run(periodId);
        sql.forgetKept.run(periodId);
      });
    },
  };
}

export function readFrozenSet(sql: RawStatements, partition: number, periodId: string): FrozenSet | null {
  const frozen = sql.frozenSet.get(partition, periodId);
  if (!frozen) return null;
  const cells = new Map<string, Map<string, Uint8Array>>();
  for (const [bucket, field, value] of sql.frozenCells.all(partition, periodId)) {
    const fields = cells.get(String(bucket)) ?? new Map<string, Uint8Array>();
    cells.set(String(bucket), fields.set(String(field), toBytes(value)));
  }
  return { position: decodePosition(frozen[0] as string), cells };
}
