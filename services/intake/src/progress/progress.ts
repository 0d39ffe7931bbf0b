import { isCountedByWeek } from '@waylight/calendar';
import { type Audience, audienceByNumber, sharedFromOf } from '@waylight/contracts/audiences';
import { Layer, type ShareWith } from '@waylight/contracts/incident';
import type { NodeProgress } from '@waylight/contracts/operations';
import { Audience as WireAudience } from '@waylight/contracts/release';

/**
 * The region's progress, indexed. It is applied when progress arrives. It is also applied when a revision is
 * marked as logged, because the region may have counted the revision before.
 */
export type Progress = {
  readonly nextOffsets: ReadonlyMap<number, number>;
  /** References of reports that the region could not count, in hex. */
  readonly refused: ReadonlySet<string>;
  readonly closed: readonly ClosedPeriod[];
};

/** Releases of one period that count the same days up to the same offsets. */
export type ClosedPeriod = {
  readonly fromDay: number;
  readonly toDay: number;
  /** True if the releases count by day of receipt. */
  readonly byReceipt: boolean;
  /** Offsets by partition number. */
  readonly nextOffsets: readonly number[];
  readonly releases: readonly {
    readonly releaseId: string;
    /** Minimum sharing level: the release excludes reports that are shared with a narrower audience. */
    readonly sharedFrom: ShareWith;
  }[];
};

/** A revision on the log. */
export type LoggedRevision = {
  readonly reference: Uint8Array;
  readonly partition: number;
  readonly offset: number;
  /** True if the revision is a retraction on the log. */
  readonly isRetraction: boolean;
  readonly layer: number;
  readonly shareWith: number;
  /** The day on which the report was first received, in days since 1970-01-01. */
  readonly receivedDay: number;
  readonly occurred: { readonly from: number; readonly to: number } | null;
};

/**
 * Undefined for an audience that this version does not know, because its minimum sharing level is unknown.
 */
const audienceOf = (number: WireAudience): Audience | undefined =>
  number === WireAudience.UNSPECIFIED ? 'partners' : audienceByNumber(number);

export function readProgress(progress: NodeProgress): Progress {
  return {
    nextOffsets: new Map(progress.partitions.map((p) => [p.partition, Number(p.nextOffset)])),
    refused: new Set(progress.partitions.flatMap((p) => p.refusedReferences.map(hex))),
    closed: readClosedPeriods(progress),
  };
}

function readClosedPeriods({ closedPeriods, tableIds }: NodeProgress): ClosedPeriod[] {
  return closedPeriods.map(({ period, fromDay, toDay, byReceipt, nextOffsets, releasedTables }) => ({
    fromDay,
    toDay,
    byReceipt,
    nextOffsets: nextOffsets.map(Number),
    releases: releasedTables.flatMap(({ audience, tableIndexes }) => {
      const name = audienceOf(audience);
      if (name === undefined) return [];
      return tableIndexes.flatMap((table) => {
        const tableId = tableIds[table];
        if (tableId === undefined) return [];
        return { releaseId: `${tableId}.${period}.${name}`, sharedFrom: sharedFromOf(name) };
      });
    }),
  }));
}

export function isCounted({ reference, partition, offset }: LoggedRevision, progress: Progress): boolean {
  return offset < (progress.nextOffsets.get(partition) ?? 0) && !isRefused(reference, progress);
}

/**
 * Returns the closed releases that contain this revision. Reports of the public record are in none, because
 * the exact counts of the public record are published.
 */
export function findReleases(revision: LoggedRevision, progress: Progress): string[] {
  const { layer, shareWith, isRetraction, occurred, receivedDay, partition, offset } = revision;
  if (isRetraction || occurred === null || layer !== Layer.REPORTS) return [];
  if (isRefused(revision.reference, progress)) return [];
  const knownDay = occurred.from === occurred.to ? occurred.from : undefined;
  const received = isCountedByWeek(knownDay, receivedDay)
    ? { from: receivedDay, to: receivedDay }
    : undefined;
  const releaseIds: string[] = [];
  for (const period of progress.closed) {
    // Most revisions are newer than every closed period, so the offset is compared first.
    if (offset >= (period.nextOffsets[partition] ?? 0)) continue;
    const days = period.byReceipt ? received : occurred;
    if (days === undefined || !isInPeriod(days, period)) continue;
    for (const { releaseId, sharedFrom } of period.releases)
      if (shareWith >= sharedFrom) releaseIds.push(releaseId);
  }
  return releaseIds;
}

/** Returns the same progress with only some of its releases. */
export function filterReleases(progress: Progress, isWanted: (releaseId: string) => boolean): Progress {
  const closed = progress.closed.flatMap((period) => {
    const releases = period.releases.filter(({ releaseId }) => isWanted(releaseId));
    return releases.length === 0 ? [] : { ...period, releases };
  });
  return { ...progress, closed };
}

/** True if all possible days of a date are in the period: a month is in its month, quarter and year, a year in its year alone. */
export function isInPeriod(
  { from, to }: { readonly from: number; readonly to: number },
  { fromDay, toDay }: { readonly fromDay: number; readonly toDay: number },
): boolean {
  return from >= fromDay && to <= toDay;
}

function isRefused(reference: Uint8Array, { refused }: Progress): boolean {
  return refused.size > 0 && refused.has(hex(reference));
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
