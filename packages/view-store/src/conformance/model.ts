import type { CommitBatch, CommitOutcome, StoredPosition } from '../port.ts';
import { isSamePosition } from '../port.ts';

type Fields = Map<string, string>;

/** Expected state of a partition after any sequence of calls. */
export type ModelPartition = {
  epoch: number;
  position: StoredPosition | null;
  summary: Uint8Array | null;
  readonly contributions: Fields;
  readonly cells: Map<string, Fields>;
  readonly frozen: Map<string, { position: StoredPosition | null; cells: Map<string, Fields> }>;
};

export function emptyModel(): ModelPartition {
  return {
    epoch: 0,
    position: null,
    summary: null,
    contributions: new Map(),
    cells: new Map(),
    frozen: new Map(),
  };
}

export function modelCommit(model: ModelPartition, batch: CommitBatch): CommitOutcome {
  if (model.epoch === 0 || batch.epoch !== model.epoch) return 'fenced';
  if (!isSamePosition(batch.expected, model.position)) return 'moved';
  merge(model.contributions, batch.contributions);
  for (const [bucket, fields] of batch.cells) {
    const kept = model.cells.get(bucket) ?? new Map<string, string>();
    merge(kept, fields);
    if (kept.size > 0) model.cells.set(bucket, kept);
    else model.cells.delete(bucket);
  }
  if (batch.summary !== undefined) model.summary = batch.summary;
  model.position = batch.next;
  return 'applied';
}

export function modelFreeze(
  model: ModelPartition,
  periodId: string,
  buckets: readonly string[],
): StoredPosition | null {
  const known = model.frozen.get(periodId);
  if (known) return known.position;
  const chosen = [...model.cells].filter(([bucket]) => buckets.includes(bucket));
  const cells = new Map(chosen.map(([bucket, fields]) => [bucket, new Map(fields)]));
  model.frozen.set(periodId, { position: model.position, cells });
  return model.position;
}

function merge(into: Fields, changes: ReadonlyMap<string, string | null>): void {
  for (const [name, value] of changes) {
    if (value === null) into.delete(name);
    else into.set(name, value);
  }
}

/** Formats nested maps as sorted text, so that they can be compared whatever their types are. */
export function comparable(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (typeof value === 'string') return Buffer.from(value, 'utf8').toString('hex');
  if (value instanceof Map) {
    return [...value].map(([name, inner]) => [name, comparable(inner)]).sort(([a], [b]) => (a < b ? -1 : 1));
  }
  return value;
}
