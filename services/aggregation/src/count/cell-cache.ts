import { decodeCell, encodeCell } from '@waylight/trends';
import type { ReadQuery, ReadResult } from '@waylight/view-store';
import { createCellTable } from './cell-table.ts';

/** Number of a cached cell, valid until the cache is cleared. */
export type CachedCell = number;

/**
 * Cached cells of one partition, including cells that are not in the store. A cell is read once and then only
 * written, because no other worker writes it during the claim. The caller must drop the cache after any
 * commit that was not applied.
 */
export type CellCache = {
  /** Returns the cell. A new cell has zero counts until `fill`, so read `cellsToRead` before adding to it. */
  locate(bucket: string, field: string): CachedCell;
  /** Cells to read before any cell can be changed; undefined if all values are cached. */
  cellsToRead(): ReadQuery['cells'] | undefined;
  /** Stores the values of `cellsToRead`. */
  fill(stored: ReadResult['cells']): void;
  /** Adds differences, which are negative where a contribution is subtracted. */
  add(cell: CachedCell, countDelta: number, victimsDelta: number): void;
  /** Values of the changed cells. A cell whose counts are zero has the value null. */
  takeChanges(): Map<string, Map<string, string | null>>;
  size(): number;
  clear(): void;
};

export function createCellCache(): CellCache {
  const table = createCellTable();
  const buckets: string[] = [];
  const numbers = new Map<string, number>();
  let unread: CachedCell[] = [];
  let changed: CachedCell[] = [];
  /** Flag of each cell: 1 if it is in `changed`. */
  let isChanged = new Uint8Array(0);

  const numberOf = (bucket: string): number => {
    let number = numbers.get(bucket);
    if (number === undefined) {
      number = buckets.push(bucket) - 1;
      numbers.set(bucket, number);
    }
    return number;
  };
  const bucketOf = (cell: CachedCell): string => buckets[table.bucket(cell)] ?? '';

  return {
    locate: (bucket, field) => {
      const known = table.size();
      const cell = table.place(numberOf(bucket), field);
      if (cell === known) {
        unread.push(cell);
        if (cell >= isChanged.length) isChanged = growFlags(isChanged);
      }
      return cell;
    },
    cellsToRead: () => {
      if (unread.length === 0) return undefined;
      const fields = new Map<string, string[]>();
      for (const cell of unread) namesIn(fields, bucketOf(cell)).push(table.field(cell));
      return fields;
    },
    fill: (stored) => {
      const values = table.values();
      // Values come in the order of the query, by bucket.
      const next = new Map<string, number>();
      for (const cell of unread) {
        const bucket = bucketOf(cell);
        const at = next.get(bucket) ?? 0;
        next.set(bucket, at + 1);
        const text = stored.get(bucket)?.[at] ?? null;
        if (text === null) continue;
        const { reports, incidents, victims } = decodeCell(text);
        values[3 * cell] = reports;
        values[3 * cell + 1] = incidents;
        values[3 * cell + 2] = victims;
      }
      unread = [];
    },
    add: (cell, count, victims) => {
      const values = table.values();
      const at = 3 * cell;
      // Reports are not matched yet, so each report counts as one incident.
      values[at] = (values[at] ?? 0) + count;
      values[at + 1] = (values[at + 1] ?? 0) + count;
      values[at + 2] = (values[at + 2] ?? 0) + victims;
      if (isChanged[cell] === 1) return;
      isChanged[cell] = 1;
      changed.push(cell);
    },
    takeChanges: () => {
      const values = table.values();
      const changes = new Map<string, Map<string, string | null>>();
      for (const cell of changed) {
        isChanged[cell] = 0;
        const bucket = bucketOf(cell);
        let fields = changes.get(bucket);
        if (fields === undefined) {
          fields = new Map();
          changes.set(bucket, fields);
        }
        const value = {
          reports: values[3 * cell] ?? 0,
          incidents: values[3 * cell + 1] ?? 0,
          victims: values[3 * cell + 2] ?? 0,
        };
        fields.set(table.field(cell), encodeCell(value) ?? null);
      }
      changed = [];
      return changes;
    },
    size: () => table.size(),
    clear: () => {
      table.clear();
      unread = [];
      changed = [];
      isChanged = new Uint8Array(0);
    },
  };
}

function namesIn(fields: Map<string, string[]>, bucket: string): string[] {
  let names = fields.get(bucket);
  if (names === undefined) {
    names = [];
    fields.set(bucket, names);
  }
  return names;
}

function growFlags(flags: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(Math.max(256, 2 * flags.length));
  grown.set(flags);
  return grown;
}
