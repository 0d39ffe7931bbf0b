import { decodeCell, encodeCell } from '@waylight/trends';
import type { ReadQuery, ReadResult } from '@waylight/view-store';

/** A cached cell, valid until the cache is cleared. */
export type CachedCell = {
  readonly bucket: string;
  readonly field: string;
  reports: number;
  incidents: number;
  victims: number;
  isChanged: boolean;
};

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
  const buckets = new Map<string, Map<string, CachedCell>>();
  let size = 0;
  let unread: CachedCell[] = [];
  let changed: CachedCell[] = [];
  return {
    locate: (bucket, field) => {
      const cells = getOrCreate(buckets, bucket, () => new Map<string, CachedCell>());
      return getOrCreate(cells, field, () => {
        const cell = { bucket, field, reports: 0, incidents: 0, victims: 0, isChanged: false };
        unread.push(cell);
        size += 1;
        return cell;
      });
    },
    cellsToRead: () => {
      if (unread.length === 0) return undefined;
      const fields = new Map<string, string[]>();
      for (const { bucket, field } of unread) getOrCreate(fields, bucket, () => []).push(field);
      return fields;
    },
    fill: (stored) => {
      // Values come in the order of the query, by bucket.
      for (const [bucket, cells] of Map.groupBy(unread, (cell) => cell.bucket))
        cells.forEach((cell, n) => {
          const text = stored.get(bucket)?.[n] ?? null;
          if (text !== null) Object.assign(cell, decodeCell(text));
        });
      unread = [];
    },
    add: (cell, count, victims) => {
      // Reports are not matched yet, so each report counts as one incident.
      cell.reports += count;
      cell.incidents += count;
      cell.victims += victims;
      if (cell.isChanged) return;
      cell.isChanged = true;
      changed.push(cell);
    },
    takeChanges: () => {
      const changes = new Map<string, Map<string, string | null>>();
      for (const cell of changed) {
        cell.isChanged = false;
        const fields = getOrCreate(changes, cell.bucket, () => new Map<string, string | null>());
        fields.set(cell.field, encodeCell(cell) ?? null);
      }
      changed = [];
      return changes;
    },
    size: () => size,
    clear: () => {
      buckets.clear();
      size = 0;
      unread = [];
      changed = [];
    },
  };
}

function getOrCreate<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}
