import { type CellValue, decodeCell } from '@waylight/trends';
import type { RawCellStore } from '@waylight/view-store';
import type { Truth } from './bench-events.ts';

/** Counts over all partitions: the cells by bucket and field, joined to one name. */
export type Cells = ReadonlyMap<string, CellValue>;

/** Sums the cells of partitions. */
export function createCells(): {
  readonly cells: Cells;
  readonly add: (name: string, value: CellValue) => void;
} {
  const cells = new Map<string, CellValue>();
  return {
    cells,
    add: (name, { reports, incidents, victims }) => {
      const before = cells.get(name);
      cells.set(name, {
        reports: reports + (before?.reports ?? 0),
        incidents: incidents + (before?.incidents ?? 0),
        victims: victims + (before?.victims ?? 0),
      });
    },
  };
}

export async function cellsOf(store: RawCellStore): Promise<Cells> {
  const { cells, add } = createCells();
  for (const partition of await store.partitions())
    for (const [bucket, fields] of (await store.snapshot(partition)).buckets) {
      // Activity of organisations: its cells have another form and belong to no report.
      if (bucket.startsWith('a')) continue;
      for (const [field, value] of fields) add(bucket + field, decodeCell(Buffer.from(value).toString()));
    }
  return cells;
}

const OCCURRED_IN_MONTH = /^o(\d{4}-\d{2})/;

/** Throws unless the cells of each month add up to the exact counts. */
export function checkTruth(cells: Cells, truth: Truth): void {
  const sums: Record<string, { reports: number; victims: number }> = {};
  for (const [name, { reports, victims }] of cells) {
    const month = OCCURRED_IN_MONTH.exec(name)?.[1];
    if (month === undefined) continue;
    const sum = sums[month] ?? { reports: 0, victims: 0 };
    sums[month] = { reports: sum.reports + reports, victims: sum.victims + victims };
  }
  const plain = (counts: Truth) =>
    JSON.stringify(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
  if (plain(sums) !== plain(truth))
    throw new Error(`the counts are wrong: ${plain(sums)} in place of ${plain(truth)}`);
}

/** Throws unless two programs have the same cells. */
export function checkSame(one: Cells, other: Cells): void {
  if (one.size !== other.size) throw new Error(`one program has ${one.size} cells, the other ${other.size}`);
  for (const [name, value] of one) {
    const found = other.get(name);
    if (
      found?.reports !== value.reports ||
      found.incidents !== value.incidents ||
      found.victims !== value.victims
    )
      throw new Error(`${JSON.stringify(name)} counts ${JSON.stringify(value)} and ${JSON.stringify(found)}`);
  }
}
