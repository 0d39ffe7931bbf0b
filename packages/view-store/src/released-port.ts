/**
 * The port for content that may be read outside of aggregation: released tables, the public record, coarse status. This content
 * has a separate store with a separate credential, so a `ReleasedReader` cannot reach raw cells.
 */

export type ReleasedTable = {
  /** Derived from table, period and audience, so tables with the same id are the same table. */
  readonly id: string;
  /** A few short labels, to select tables without reading their bodies. */
  readonly index: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

export type ReleaseEntry = {
  readonly id: string;
  readonly index: Readonly<Record<string, string>>;
  /** The revision of the store at which the table was added. It grows in the order of storing. */
  readonly revision: number;
};

/** One bucket (a year) of the public record. It is always replaced as a whole. */
export type PublicRecordPart = {
  readonly bucket: string;
  /** A part is replaced only by a part with a higher version. */
  readonly version: number;
  readonly body: Uint8Array;
};

export interface ReleasedReader {
  /** Lists releases in the order of storing. */
  listReleases(): Promise<readonly ReleaseEntry[]>;
  readRelease(id: string): Promise<ReleasedTable | null>;
  /** Returns all buckets, or the existing ones of `buckets`; sorted. */
  readPublicRecord(buckets?: readonly string[]): Promise<readonly PublicRecordPart[]>;
  readStatus(key: string): Promise<Uint8Array | null>;
  /** Returns the revision, which grows with every change. Poll it, and read content again only if it grew. */
  revision(): Promise<number>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface ReleasedStore extends ReleasedReader {
  /**
   * Stores a table, which can never change. The same id with the same content returns `already`; with other content it throws
   * ReleaseDiffersError.
   */
  putTable(table: ReleasedTable): Promise<'stored' | 'already'>;
  /** `kept`: the stored part has this version or a higher one. */
  putPublicRecord(part: PublicRecordPart): Promise<'stored' | 'kept'>;
  /** `kept`: the same bytes are already stored. */
  putStatus(key: string, body: Uint8Array): Promise<'stored' | 'kept'>;
  /** Throws if the store does not respond, or accepts no writes. */
  ping(): Promise<void>;
}
