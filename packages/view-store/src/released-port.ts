/**
 * The port for content that may be read outside of aggregation: released tables, the public record, coarse status. It is a separate
 * store with a separate credential: a `ReleasedReader` cannot reach a raw cell.
 */

export type ReleasedTable = {
  /** Derived from table, period and audience: the same id is the same table. */
  readonly id: string;
  /** A few short labels, to select tables without reading their bodies. */
  readonly index: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

export type ReleaseEntry = {
  readonly id: string;
  readonly index: Readonly<Record<string, string>>;
  /** Revision of the store that added it; grows in the order of storing. */
  readonly revision: number;
};

/** One bucket (a year) of the public record, replaced as a whole. */
export type PublicRecordPart = {
  readonly bucket: string;
  /** A higher version replaces a lower one, never the other way round. */
  readonly version: number;
  readonly body: Uint8Array;
};

export interface ReleasedReader {
  /** In the order of storing. */
  listReleases(): Promise<readonly ReleaseEntry[]>;
  readRelease(id: string): Promise<ReleasedTable | null>;
  /** All buckets, or the existing ones of `buckets`; sorted. */
  readPublicRecord(buckets?: readonly string[]): Promise<readonly PublicRecordPart[]>;
  readStatus(key: string): Promise<Uint8Array | null>;
  /** Grows with every change. Poll it, and read again only if it grew. */
  revision(): Promise<number>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface ReleasedStore extends ReleasedReader {
  /** Immutable. The same id with the same content returns `already`; with other content it throws ReleaseDiffersError. */
  putTable(table: ReleasedTable): Promise<'stored' | 'already'>;
  /** `kept`: the stored part has this version or a higher one. */
  putPublicRecord(part: PublicRecordPart): Promise<'stored' | 'kept'>;
  /** `kept`: the same bytes are already stored. */
  putStatus(key: string, body: Uint8Array): Promise<'stored' | 'kept'>;
  /** Throws if the store does not respond, or accepts no writes. */
  ping(): Promise<void>;
}
