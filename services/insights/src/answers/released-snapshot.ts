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

/** Content of the released store at one revision: everything that insights can read. */
export type ReleasedSnapshot = {
  /** Releases in order of publication, each with the store's revision that added it. */
  readonly releases: readonly KnownRelease[];
  readonly publicRecord: PublicRecord;
  /** Cached text of answers, by release or public record. */
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
  /** A digest: the same content has the same value in every process. */
  readonly asOf: string;
  /** Registry numbers of the organisations in its cells. */
  readonly organisations: ReadonlySet<number>;
};

export type SnapshotCache = {
  /** Returns a snapshot that is at most `maxAgeMs` old. Few requests wait for the store. */
  current(): Promise<ReleasedSnapshot>;
};

export type SnapshotCacheOptions = {
  /** A monotonic clock, in milliseconds. */
  readonly now?: () => number;
  /** 0 queries the store for each request. */
  readonly maxAgeMs?: number;
};

/** The public record is written at most every 250 ms, so a shorter age would gain little; releases are monthly. */
const MAX_AGE_MS = 250;
/** Fraction of the maximum age after which a request refreshes in the background. */
const REFRESH_AFTER = 0.4;

/**
 * Reads the released store again when its revision differs. A lost or restored store is filled again under other revisions,
 * so a lower revision counts as a change too. Releases never change: each is read once and stays cached.
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
        // `drawn` stays the same object, so that its cached text stays valid.
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

  /** Concurrent requests share one load. */
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
      // If the refresh fails, the first request after the maximum age throws its error.
      if (ageMs >= maxAgeMs * REFRESH_AFTER) refresh().catch(() => {});
      return loaded.snapshot;
    },
  };
}

/** Returns the previous object if the content is the same, because most revisions change something else. */
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
