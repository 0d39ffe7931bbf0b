import type { RawCellStore, StoredPosition, ViewStore } from '../port.ts';
import type { ReleasedReader, ReleasedStore } from '../released-port.ts';

/** A store for one test, which can be reopened and restored from an older copy. */
export type ViewStoreSubject = {
  open(): Promise<ViewStore>;
  /** Call this only while no store is open. */
  saveCopy(): Promise<void>;
  restoreCopy(): Promise<void>;
  remove(): Promise<void>;
};

/** An open store, and functions to reopen it. */
export type StoreFixture = { store: ViewStore; subject: ViewStoreSubject };

export type ReleasedSubject = {
  open(): Promise<ReleasedStore>;
  /** Opens a reader with the reader's own credential. The store must have been opened once before. */
  openReader(): Promise<ReleasedReader>;
  remove(): Promise<void>;
};

export const partition = 'reports.v1.MK:7';

export function at(offset: number, topicId = 'topic-1'): StoredPosition {
  return { clusterId: 'cluster-1', topicId, offset };
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function textOf(value: Uint8Array | null | undefined): string | null {
  return value ? new TextDecoder().decode(value) : null;
}

/** Converts values of buckets and fields to text, for comparisons. */
export function plainCells(
  cells: ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>,
): Record<string, Record<string, string | null>> {
  return Object.fromEntries(
    [...cells].map(([bucket, fields]) => [
      bucket,
      Object.fromEntries([...fields].map(([field, value]) => [field, textOf(value)])),
    ]),
  );
}

type Cells = Record<string, Record<string, string | null>>;

export function cellMap(cells: Cells): ReadonlyMap<string, ReadonlyMap<string, string | null>> {
  return new Map(Object.entries(cells).map(([bucket, fields]) => [bucket, new Map(Object.entries(fields))]));
}

/** Claims the partition and commits these cells at `offset`. */
export async function fill(raw: RawCellStore, name: string, offset: number, cells: Cells): Promise<void> {
  const { epoch, position } = await raw.claim(name);
  const batch = {
    epoch,
    expected: position,
    next: at(offset),
    contributions: new Map(),
    cells: cellMap(cells),
  };
  const outcome = await raw.commit(name, batch);
  if (outcome !== 'applied') throw new Error(`the partition could not be filled: ${outcome}`);
}
