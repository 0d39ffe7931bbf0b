import { createHash } from 'node:crypto';
import { ReleaseEvent } from '@waylight/contracts/release';
import {
  type DrawnTable,
  drawnTableOf,
  type ReleasedPeriod,
  releasedPeriodOf,
} from '@waylight/disclosure-control';
import { type DecodedCell, decodeBaseCells, decodePublicRecord } from '@waylight/trends';
import type { PublicRecordPart, ReleasedReader } from '@waylight/view-store';
import { createPieceCache, type PieceCache } from './piece-cache.ts';

/** Everything that insights can read, at one revision of the released store. */
export type ReleasedSnapshot = {
  /** In the order of publication, with the store's revision that added each. */
  readonly releases: readonly KnownRelease[];
  readonly publicRecord: PublicRecord;
  /** Text of answers that was written before, each piece with the release or the public record that it was written from. */
  readonly pieceCache: PieceCache;
};

export type KnownRelease = {
  readonly event: ReleaseEvent;
  readonly drawn: DrawnTable;
  readonly of: ReleasedPeriod | undefined;
  readonly revision: number;
};

export type PublicRecord = {
  readonly cells: readonly DecodedCell[];
  /** The same for the same public record, wherever and whenever it is read. */
  readonly asOf: string;
  /** Numbers of the organisations that its cells come from. */
  readonly organisations: ReadonlySet<number>;
};

export type SnapshotCache = {
  /** At most `MAX_AGE_MS` old: nobody waits for the store while somebody asked it a moment ago. */
  current(): Promise<ReleasedSnapshot>;
};

export type SnapshotCacheOptions = {
  /** The reading of a clock that only goes forward, in milliseconds. */
  readonly now?: () => number;
  /** 0 asks the store for each question. */
  readonly maxAgeMs?: number;
};

/** The public record is written once a second and releases come by the month: this adds little to either. */
const MAX_AGE_MS = 250;
/** From this part of the age on, whoever asks has the store asked beside him. */
const REFRESH_AFTER = 0.4;

/**
 * Reads the released store anew only when its revision is another: one that came back older, or empty, is filled again
 * under other revisions. Releases never change, so each is read once, and what was read once is known for good.
 */
export function createSnapshotCache(
  reader: ReleasedReader,
  { now = () => performance.now(), maxAgeMs = MAX_AGE_MS }: SnapshotCacheOptions = {},
): SnapshotCache {
  const known = new Map<string, KnownRelease>();
  const pieceCache = createPieceCache();
  let loaded: { revision: number; snapshot: ReleasedSnapshot } | undefined;
  let loading: Promise<ReleasedSnapshot> | undefined;
  let refreshedAtMs = Number.NEGATIVE_INFINITY;

  async function load(): Promise<ReleasedSnapshot> {
    const startedMs = now();
    const revision = await reader.revision();
    if (loaded?.revision === revision) {
      refreshedAtMs = startedMs;
      return loaded.snapshot;
    }
    for (const entry of await reader.listReleases()) {
      const before = known.get(entry.id);
      if (before !== undefined) {
        // The same object while it says the same: what was written from it is kept with it.
        if (before.revision !== entry.revision) known.set(entry.id, { ...before, revision: entry.revision });
        continue;
      }
      const table = await reader.readRelease(entry.id);
      if (table === null) continue;
      const event = ReleaseEvent.decode(table.body);
      const of = releasedPeriodOf(event.period);
      known.set(entry.id, { event, drawn: drawnTableOf(event), of, revision: entry.revision });
    }
    const publicRecord = readPublicRecord(await reader.readPublicRecord(), loaded?.snapshot.publicRecord);
    const snapshot = { releases: [...known.values()], publicRecord, pieceCache };
    loaded = { revision, snapshot };
    refreshedAtMs = startedMs;
    return snapshot;
  }

  /** Many questions at once load once. */
  function refresh(): Promise<ReleasedSnapshot> {
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  }

  return {
    async current() {
      const ageMs = now() - refreshedAtMs;
      if (loaded === undefined || ageMs >= maxAgeMs) return refresh();
      // Where the store is away, whoever asks when this view is too old is told so.
      if (ageMs >= maxAgeMs * REFRESH_AFTER) refresh().catch(() => {});
      return loaded.snapshot;
    },
  };
}

/** The one before if it says the same: most new revisions are about something else. */
function readPublicRecord(
  parts: readonly PublicRecordPart[],
  before: PublicRecord | undefined,
): PublicRecord {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part.bucket).update('\0').update(part.body);
  const asOf = `public-record@${digest.digest('hex').slice(0, 12)}`;
  if (before?.asOf === asOf) return before;
  const cells = parts.flatMap((part) => [...decodeBaseCells(decodePublicRecord(part.body))]);
  return { cells, asOf, organisations: new Set(cells.map((cell) => cell.coordinates.organisation)) };
}
