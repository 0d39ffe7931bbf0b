import { decodePosition, encodePosition } from '../encoding.ts';
import { checkName } from '../names.ts';
import type { CommitBatch, CommitOutcome, RawCellStore } from '../port.ts';
import { type Database, toBytes, toBytesOrNull } from './database.ts';
import type { RawStatements } from './statements.ts';

type Row = readonly unknown[];

const SCAN_ROWS = 1_000;

type PartitionRow = {
  readonly id: number;
  readonly epoch: number;
  readonly position: string;
  readonly summary: Uint8Array | null;
};

export function createEmbeddedRawCells(
  database: Database,
  sql: RawStatements,
  generation: string,
): RawCellStore {
  function find(partition: string): PartitionRow | null {
    const row = sql.partition.get(generation, checkName('partition', partition));
    if (row === undefined) return null;
    return {
      id: Number(row[0]),
      epoch: Number(row[1]),
      position: (row[2] as string | null) ?? '',
      summary: toBytesOrNull(row[3]),
    };
  }

  /** Returns -1 before the first claim. No row has this id. */
  function idOf(partition: string): number {
    return find(partition)?.id ?? -1;
  }

  function bucketId(partitionId: number, bucket: string): number | null {
    const row = sql.bucket.get(partitionId, checkName('bucket', bucket));
    return row === undefined ? null : Number(row[0]);
  }

  function writeBatch(id: number, batch: CommitBatch): void {
    for (const [reference, value] of batch.contributions) {
      if (value === null) sql.deleteContribution.run(id, reference);
      else sql.putContribution.run(id, reference, value);
    }
    for (const [bucket, fields] of batch.cells) {
      const bid = bucketId(id, bucket) ?? Number(sql.addBucket.get(id, bucket)?.[0]);
      for (const [field, value] of fields) {
        if (value === null) sql.deleteCell.run(bid, field);
        else sql.putCell.run(bid, field, value);
      }
    }
    if (batch.summary !== undefined) sql.saveSummary.run(batch.summary, id);
    sql.movePosition.run(encodePosition(batch.next), id);
  }

  return {
    name: generation,

    async claim(partition) {
      checkName('partition', partition);
      const row = database.write(() => sql.claim.get(generation, partition)) ?? [];
      return {
        epoch: Number(row[0]),
        position: decodePosition(row[1] as string | null),
        summary: toBytesOrNull(row[2]),
      };
    },

    async read(partition, query) {
      return database.read(() => {
        const id = idOf(partition);
        const cells = new Map<string, readonly (string | null)[]>();
        for (const [bucket, fields] of query.cells) {
          cells.set(
            bucket,
            alignValues(fields, sql.cells.all(JSON.stringify(fields), bucketId(id, bucket) ?? -1)),
          );
        }
        const { references } = query;
        const found = sql.contributions.all(JSON.stringify(references), id);
        return { contributions: alignValues(references, found), cells };
      });
    },

    async commit(partition, batch): Promise<CommitOutcome> {
      return database.write(() => {
        const kept = find(partition);
        if (kept === null || kept.epoch !== batch.epoch) return 'fenced';
        if (kept.position !== encodePosition(batch.expected)) return 'moved';
        writeBatch(kept.id, batch);
        return 'applied';
      });
    },

    position: async (partition) => decodePosition(find(partition)?.position),
    summary: async (partition) => find(partition)?.summary ?? null,

    async buckets(partition) {
      return namesOf(sql.buckets.all(idOf(partition)));
    },

    async *scan(partition, bucket) {
      const id = bucketId(idOf(partition), bucket) ?? -1;
      let rows = pairsOf(sql.firstCells.all(id, SCAN_ROWS));
      while (rows.length > 0) {
        yield rows;
        const last = rows.at(-1)?.[0] ?? '';
        rows = rows.length < SCAN_ROWS ? [] : pairsOf(sql.nextCells.all(id, last, SCAN_ROWS));
      }
    },

    async snapshot(partition) {
      return database.read(() => {
        const kept = find(partition);
        const buckets = new Map<string, ReadonlyMap<string, Uint8Array>>();
        for (const [name, id] of sql.buckets.all(kept?.id ?? -1)) {
          const fields = new Map(pairsOf(sql.allCells.all(Number(id))));
          if (fields.size > 0) buckets.set(String(name), fields);
        }
        return { position: decodePosition(kept?.position), buckets };
      });
    },

    async freeze(partition, { periodId, freezeId }, buckets) {
      checkName('period', periodId);
      return database.write(() => {
        const live = find(partition);
        sql.addFreeze.run(checkName('freeze', freezeId), periodId, generation);
        const id = Number(sql.addPartition.get(freezeId, partition)?.[0]);
        const frozen = sql.frozenSet.get(id, periodId);
        if (frozen) return { position: decodePosition(frozen[0] as string) };
        for (const bucket of new Set(buckets)) {
          sql.copyCells.run(id, periodId, bucket, bucketId(live?.id ?? -1, bucket) ?? -1);
        }
        sql.addFrozenSet.run(id, periodId, live?.position ?? '');
        return { position: decodePosition(live?.position) };
      });
    },

    async partitions() {
      return namesOf(sql.partitions.all(generation));
    },
  };
}

function namesOf(rows: readonly Row[]): readonly string[] {
  return rows.map(([name]) => String(name));
}

function pairsOf(rows: readonly Row[]): (readonly [string, Uint8Array])[] {
  return rows.map(([field, value]) => [String(field), toBytes(value)] as const);
}

function alignValues(names: readonly string[], rows: readonly Row[]): readonly (string | null)[] {
  const found = new Array<string | null>(names.length).fill(null);
  for (const [at, value] of rows) {
    found[Number(at)] = String(value);
  }
  return found;
}
