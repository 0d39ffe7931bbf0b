import { createHash } from 'node:crypto';
import { ReleaseEvent } from '@waylight/contracts/release';
import type { DrawnTable } from '@waylight/disclosure-control';
import { type BaseCell, decodePublicRecord } from '@waylight/trends';
import type { ReleasedReader } from '@waylight/view-store';

/** Everything that insights can read, at one revision of the released store. */
export type View = {
  /** In the order of publication, with the store's revision that added each. */
  readonly releases: readonly KnownRelease[];
  readonly publicRecord: readonly BaseCell[];
  /** The same for the same public record, wherever and whenever it is read. */
  readonly publicRecordAsOf: string;
};

export type KnownRelease = {
  readonly event: ReleaseEvent;
  readonly drawn: DrawnTable;
  readonly revision: number;
};

export type Views = { current(): Promise<View> };

/**
 * Reads the released store anew only when its revision is another: one that came back older, or empty, is filled again
 * under other revisions. Releases never change, so each is read once, and what was read once is known for good.
 */
export function createViews(reader: ReleasedReader): Views {
  const known = new Map<string, KnownRelease>();
  let loaded: { revision: number; view: View } | undefined;
  let loading: Promise<View> | undefined;

  async function load(): Promise<View> {
    const revision = await reader.revision();
    if (loaded?.revision === revision) return loaded.view;
    for (const entry of await reader.listReleases()) {
      const before = known.get(entry.id);
      if (before !== undefined) {
        known.set(entry.id, { ...before, revision: entry.revision });
        continue;
      }
      const table = await reader.readRelease(entry.id);
      if (table === null) continue;
      const event = ReleaseEvent.decode(table.body);
      known.set(entry.id, { event, drawn: drawnTable(event), revision: entry.revision });
    }
    const parts = await reader.readPublicRecord();
    const digest = createHash('sha256');
    for (const part of parts) digest.update(part.bucket).update('\0').update(part.body);
    const view = {
      releases: [...known.values()],
      publicRecord: parts.flatMap((part) => decodePublicRecord(part.body)),
      publicRecordAsOf: `public-record@${digest.digest('hex').slice(0, 12)}`,
    };
    loaded = { revision, view };
    return view;
  }

  return {
    // Many questions at once load once.
    current() {
      loading ??= load().finally(() => {
        loading = undefined;
      });
      return loading;
    },
  };
}

function drawnTable(event: ReleaseEvent): DrawnTable {
  const width = event.columns.length;
  return {
    tableId: event.tableId,
    period: event.period,
    base: event.k,
    rows: event.rows,
    columns: event.columns,
    cells: event.rows.map((_, row) => event.cells.slice(row * width, (row + 1) * width)),
    rowTotals: event.rowTotals,
    columnTotals: event.columnTotals,
    total: event.total,
  };
}
