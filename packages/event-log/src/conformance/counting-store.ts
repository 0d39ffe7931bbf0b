import { partitionKey } from '../partition-reading.ts';
import type { LogBatch, LogPosition, LogRecord, PartitionId, PartitionReader } from '../port.ts';

type StoredState = { epoch: number; position: LogPosition | null; values: string[] };
export type SaveOutcome = 'applied' | 'moved' | 'fenced';

/**
 * A store in memory with the rules of the view store: state and position change together or not at all, and a claim fences the
 * previous claim. It contains each counted record, so that tests see lost and duplicate records.
 */
export type CountingStore = {
  claim(id: PartitionId): { epoch: number; position: LogPosition | null };
  save(
    id: PartitionId,
    epoch: number,
    expected: LogPosition | null,
    next: LogPosition,
    records: readonly LogRecord[],
  ): SaveOutcome;
  /** Counted records, in order, as `key=value`. */
  values(id: PartitionId): string[];
  all(): string[];
  position(id: PartitionId): LogPosition | null;
  put(id: PartitionId, position: LogPosition | null, values?: string[]): void;
  readonly outcomes: Record<SaveOutcome, number>;
};

export function createCountingStore(): CountingStore {
  const kept = new Map<string, StoredState>();
  const outcomes: Record<SaveOutcome, number> = { applied: 0, moved: 0, fenced: 0 };
  const of = (id: PartitionId): StoredState => {
    const found = kept.get(partitionKey(id)) ?? { epoch: 0, position: null, values: [] };
    kept.set(partitionKey(id), found);
    return found;
  };
  const save: CountingStore['save'] = (id, epoch, expected, next, records) => {
    const mine = of(id);
    if (mine.epoch !== epoch) return 'fenced';
    if (mine.position?.offset !== expected?.offset) return 'moved';
    mine.position = next;
    mine.values.push(...records.map(formatRecord));
    return 'applied';
  };
  return {
    claim: (id) => {
      const mine = of(id);
      mine.epoch += 1;
      return { epoch: mine.epoch, position: mine.position };
    },
    save: (...args) => {
      const outcome = save(...args);
      outcomes[outcome] += 1;
      return outcome;
    },
    values: (id) => [...of(id).values],
    all: () => [...kept.values()].flatMap(({ values }) => values),
    position: (id) => of(id).position,
    put: (id, position, values) => {
      const mine = of(id);
      mine.position = position;
      if (values !== undefined) mine.values = values;
    },
    outcomes,
  };
}

/** Creates a reader that commits to the store, like a worker. `before` runs before each commit. */
export function createStoreReader(
  store: CountingStore,
  before?: (batch: LogBatch) => unknown,
): PartitionReader {
  const claims = new Map<string, { epoch: number; position: LogPosition | null }>();
  return {
    claim: async (id) => {
      const claimed = store.claim(id);
      claims.set(partitionKey(id), claimed);
      return claimed.position;
    },
    handle: async (batch, context) => {
      await before?.(batch);
      await context.heartbeat();
      const mine = claims.get(partitionKey(batch.id));
      if (mine === undefined) throw new Error('a batch was delivered before its claim');
      const next = { ...batch.log, offset: batch.nextOffset };
      if (store.save(batch.id, mine.epoch, mine.position, next, batch.records) !== 'applied')
        return 'reclaim';
      mine.position = next;
      return 'done';
    },
    onLost: (id) => {
      claims.delete(partitionKey(id));
    },
  };
}

export function formatRecord({ key, value }: Pick<LogRecord, 'key' | 'value'>): string {
  const text = (bytes: Uint8Array | null) => (bytes === null ? 'null' : Buffer.from(bytes).toString());
  return `${text(key)}=${text(value)}`;
}
