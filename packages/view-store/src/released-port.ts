/**
 * The port for what may be read outside aggregation: released tables, the public record, coarse status. It is a
 * separate store with a separate credential; a reader holds `ReleasedReader` alone and can't reach a raw cell.
 */

export type ReleasedTable = {
  /** Says what the table is, e.g. derived from table, period and audience: the same id is the same table. */
  readonly id: string;
  /** A few short labels to choose by without reading the body. */
  readonly index: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

export type ReleaseEntry = {
  readonly id: string;
  readonly index: Readonly<Record<string, string>>;
  /** The revision of the store that added it: grows in the order of storing. */
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
  /** All buckets, or those asked for that exist; sorted by bucket. */
  readPublicRecord(buckets?: readonly string[]): Promise<readonly PublicRecordPart[]>;
  readStatus(key: string): Promise<Uint8Array | null>;
  /** Grows with every change: poll this and read again only when it grew. */
  revision(): Promise<number>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface ReleasedStore extends ReleasedReader {
  /** Immutable. The same id with the same content is harmless; with other content it throws ReleaseDiffersError. */
  putTable(table: ReleasedTable): Promise<'stored' | 'already'>;
  /** `kept`: what is there has this version or a higher one. */
  putPublicRecord(part: PublicRecordPart): Promise<'stored' | 'kept'>;
  /** `kept`: these very bytes are there already. */
  putStatus(key: string, body: Uint8Array): Promise<'stored' | 'kept'>;
  /** Throws when the store doesn't answer, or takes no writes. */
  ping(): Promise<void>;
}
