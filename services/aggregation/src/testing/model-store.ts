import type { LogRecord, OutgoingRecord } from '@waylight/event-log';
import type { CommitBatch, CommitOutcome, RawCellStore, ReadQuery } from '@waylight/view-store';
import { commitLimits, countArguments, isSamePosition } from '@waylight/view-store';
import { expect } from 'vitest';
import { applyBatch, createClaimedPartition } from '../count/apply-batch.ts';
import type { ClaimedPartition } from '../count/apply-records.ts';
import { decodeSummary } from '../count/partition-summary.ts';
import { addPlain, type PlainCells } from './plain-cells.ts';

/** Model of one partition of a store. The conformance suite of view-store checks the real adapters. */
export function createModelStore() {
  let position: CommitBatch['expected'] = null;
  let summary: Uint8Array | null = null;
  let epoch = 0;
  const contributions = new Map<string, string>();
  const cells = new Map<string, Map<string, string>>();
  const failures: (CommitOutcome | 'lost reply')[] = [];
  let reads = 0;
  const write = (into: Map<string, string>, values: ReadonlyMap<string, string | null>) => {
    for (const [name, value] of values)
      if (value === null) into.delete(name);
      else into.set(name, value);
  };
  const apply = (batch: CommitBatch): void => {
    write(contributions, batch.contributions);
    for (const [bucket, fields] of batch.cells) {
      const into = cells.get(bucket) ?? new Map<string, string>();
      cells.set(bucket, into);
      write(into, fields);
    }
    position = batch.next;
    if (batch.summary) summary = batch.summary;
  };
  const store = {
    claim: async () => {
      epoch += 1;
      return { epoch, position, summary };
    },
    read: async (_: string, query: ReadQuery) => {
      reads += 1;
      return {
        contributions: query.references.map((name) => contributions.get(name) ?? null),
        cells: new Map(
          [...query.cells].map(([bucket, fields]) => [
            bucket,
            fields.map((field) => cells.get(bucket)?.get(field) ?? null),
          ]),
        ),
      };
    },
    commit: async (_: string, batch: CommitBatch): Promise<CommitOutcome> => {
      expect(countArguments(batch)).toBeLessThanOrEqual(commitLimits.arguments);
      if (batch.epoch !== epoch) return 'fenced';
      if (!isSamePosition(batch.expected, position)) return 'moved';
      const failure = failures.shift();
      if (failure === 'lost reply') apply(batch);
      if (failure !== undefined && failure !== 'applied') return 'moved';
      apply(batch);
      return 'applied';
    },
  } as unknown as RawCellStore;
  const plain = (): PlainCells => {
    const all: PlainCells = {};
    for (const [bucket, fields] of cells)
      for (const [field, text] of fields) addPlain(all, bucket, field, text);
    return all;
  };
  return {
    store,
    plain,
    failures,
    contributions,
    reads: () => reads,
    summary: () => decodeSummary(summary),
  };
}

export type Log = readonly { readonly key: Uint8Array | null; readonly value: Uint8Array | null }[];

/**
 * Counts a whole log in a model store, in chunks of these sizes. Claims the partition again after any outcome
 * except `applied`.
 */
export async function readLog(
  log: Log,
  sizes: readonly number[],
  model = createModelStore(),
  topic = 'reports.v1.MK',
) {
  const deadLetters: OutgoingRecord[] = [];
  let partition: ClaimedPartition | undefined;
  for (let round = 0; ; round++) {
    partition ??= createClaimedPartition({ topic, partition: 0 }, await model.store.claim('p'));
    const from: number = partition.position?.offset ?? 0;
    if (from === log.length) return { ...model, deadLetters };
    const size = Math.max(1, sizes[round % sizes.length] ?? 1);
    const records = log
      .slice(from, from + size)
      .map((record, i): LogRecord => ({ ...record, offset: from + i, timestampMs: 0 }));
    const next = { clusterId: 'c', topicId: 't', offset: from + records.length };
    const appendDeadLetters = async (letters: readonly OutgoingRecord[]) => void deadLetters.push(...letters);
    const context = { store: model.store, heartbeat: async () => {}, appendDeadLetters };
    const outcome = await applyBatch(partition, { records, next }, context);
    if (outcome !== 'applied') partition = undefined;
  }
}
