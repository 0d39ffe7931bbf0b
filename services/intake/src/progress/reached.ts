import { Layer, ShareWith } from '@waylight/contracts/incident';
import type { NodeProgress } from '@waylight/contracts/operations';
import { Audience } from '@waylight/contracts/release';

/**
 * What the region's progress says about one revision that lies on the log. Pure, and asked twice: when progress
 * arrives, and when a revision is marked as logged, because the region may be faster than this node's own bookkeeping.
 */

/** The region's progress, made ready for looking up. */
export type Progress = {
  readonly nextOffsets: ReadonlyMap<number, number>;
  /** References that the region could not count, in hex. */
  readonly refused: ReadonlySet<string>;
  readonly closed: readonly {
    readonly releaseId: string;
    readonly fromDay: number;
    readonly toDay: number;
    /** A report that is shared less widely is not in it. */
    readonly sharedFrom: ShareWith;
    readonly nextOffsets: ReadonlyMap<number, number>;
  }[];
};

/** A revision on the log. */
export type Placed = {
  readonly reference: Uint8Array;
  readonly partition: number;
  readonly offset: number;
  /** Whether the log holds a retraction for it. */
  readonly isRetraction: boolean;
  readonly layer: number;
  readonly shareWith: number;
  readonly occurred: { readonly from: number; readonly to: number } | null;
};

const SHARED_FROM: Readonly<Partial<Record<Audience, ShareWith>>> = {
  [Audience.PARTNERS]: ShareWith.PARTNERS,
  [Audience.NETWORK]: ShareWith.NETWORK,
  [Audience.AUTHORITIES]: ShareWith.AUTHORITIES,
  [Audience.PUBLIC]: ShareWith.PUBLIC,
};

export function readProgress(progress: NodeProgress): Progress {
  return {
    nextOffsets: new Map(progress.partitions.map((p) => [p.partition, Number(p.nextOffset)])),
    refused: new Set(progress.partitions.flatMap((p) => p.refusedReferences.map(hex))),
    closed: progress.closed.map(({ releaseId, fromDay, toDay, positions, audience }) => ({
      releaseId,
      fromDay,
      toDay,
      sharedFrom: SHARED_FROM[audience] ?? ShareWith.PARTNERS,
      nextOffsets: new Map(positions.map((p) => [p.partition, Number(p.nextOffset)])),
    })),
  };
}

export function isCounted({ reference, partition, offset }: Placed, progress: Progress): boolean {
  return offset < (progress.nextOffsets.get(partition) ?? 0) && !isRefused(reference, progress);
}

/** The closed releases that hold this revision. The public record is not released: it is exact and leaves as it is. */
export function releasesHolding(placed: Placed, progress: Progress): string[] {
  const { layer, shareWith, isRetraction, occurred, partition, offset } = placed;
  if (isRetraction || occurred === null || layer !== Layer.REPORTS) return [];
  if (isRefused(placed.reference, progress)) return [];
  return progress.closed
    .filter((release) => shareWith >= release.sharedFrom)
    .filter((release) => offset < (release.nextOffsets.get(partition) ?? 0) && liesIn(occurred, release))
    .map(({ releaseId }) => releaseId);
}

/**
 * A day lies in a release by itself. A month or a year of which the day is unknown is counted in the release that bears
 * its name: release months reach from Monday to Sunday, so they hold a calendar month's middle and not always its ends.
 */
export function liesIn(
  { from, to }: { readonly from: number; readonly to: number },
  { fromDay, toDay }: { readonly fromDay: number; readonly toDay: number },
): boolean {
  const middle = from + Math.floor((to - from) / 2);
  return middle >= fromDay && middle <= toDay && toDay - fromDay >= to - from - DAYS_OF_WEEK;
}

const DAYS_OF_WEEK = 7;

function isRefused(reference: Uint8Array, { refused }: Progress): boolean {
  return refused.size > 0 && refused.has(hex(reference));
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
