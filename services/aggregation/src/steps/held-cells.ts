import { decodeCell, encodeCell } from '@waylight/trends';
import type { ReadAnswer, ReadQuestion } from '@waylight/view-store';

/** A cell that the worker holds: what the store has, and after a batch what it is about to have. */
export type HeldCell = {
  readonly bucket: string;
  readonly field: string;
  reports: number;
  incidents: number;
  victims: number;
  /** Changed since the last `takeChanges`. */
  changed: boolean;
};

/**
 * The cells of one partition that are known, those that are not in the store among them: a cell is read once and from
 * then on only written, because nobody else writes it while the claim holds. After anything but a commit that was
 * applied the whole of it must be dropped.
 */
export type HeldCells = {
  /** The cell; if it was not held it counts nothing until `fill`, so ask `unread` before adding. */
  hold(bucket: string, field: string): HeldCell;
  /** What must be read before the cells held can be changed; undefined where all are known. */
  unread(): ReadQuestion['cells'] | undefined;
  /** The store's answer to `unread`. */
  fill(answer: ReadAnswer['cells']): void;
  add(bucket: string, field: string, count: number, victims: number): void;
  /** The values to write of what was changed, null where a cell is none any more. */
  takeChanges(): Map<string, Map<string, string | null>>;
  size(): number;
  clear(): void;
};

export function createHeldCells(): HeldCells {
  const buckets = new Map<string, Map<string, HeldCell>>();
  let unread: HeldCell[] = [];
  let changed: HeldCell[] = [];
  let size = 0;

  const hold = (bucket: string, field: string): HeldCell => {
    let fields = buckets.get(bucket);
    if (fields === undefined) {
      fields = new Map();
      buckets.set(bucket, fields);
    }
    let cell = fields.get(field);
    if (cell === undefined) {
      cell = { bucket, field, reports: 0, incidents: 0, victims: 0, changed: false };
      fields.set(field, cell);
      unread.push(cell);
      size += 1;
    }
    return cell;
  };

  return {
    hold,
    unread: () => (unread.length === 0 ? undefined : grouped(unread)),
    fill: (answer) => {
      // Held in the order in which they were asked for, bucket by bucket.
      const next = new Map<string, number>();
      for (const cell of unread) {
        const at = next.get(cell.bucket) ?? 0;
        next.set(cell.bucket, at + 1);
        const bytes = answer.get(cell.bucket)?.[at] ?? null;
        if (bytes !== null) Object.assign(cell, decodeCell(latin1(bytes)));
      }
      unread = [];
    },
    add: (bucket, field, count, victims) => {
      const cell = hold(bucket, field);
      // Until matching exists one report is one incident.
      cell.reports += count;
      cell.incidents += count;
      cell.victims += victims;
      if (!cell.changed) {
        cell.changed = true;
        changed.push(cell);
      }
    },
    takeChanges: () => {
      const changes = new Map<string, Map<string, string | null>>();
      for (const cell of changed) {
        cell.changed = false;
        let fields = changes.get(cell.bucket);
        if (fields === undefined) {
          fields = new Map();
          changes.set(cell.bucket, fields);
        }
        fields.set(cell.field, encodeCell(cell) ?? null);
      }
      changed = [];
      return changes;
    },
    size: () => size,
    clear: () => {
      buckets.clear();
      unread = [];
      changed = [];
      size = 0;
    },
  };
}

function grouped(cells: readonly HeldCell[]): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const { bucket, field } of cells) {
    const names = fields.get(bucket);
    if (names === undefined) fields.set(bucket, [field]);
    else names.push(field);
  }
  return fields;
}

/** Stored values are ASCII. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
