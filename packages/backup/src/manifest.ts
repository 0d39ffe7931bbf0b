import { z } from 'zod';

const FORMAT = 1;

const part = {
  /** What the file contains, such as `ledger`. */
  name: z.string().regex(/^[a-z]+$/),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
};
/** Name of a file in the folder of the manifest. */
const fileName = (end: string) => z.string().regex(new RegExp(`^[a-z][a-z0-9TZ-]*\\.${end}$`));

const databaseSchema = z.strictObject({
  ...part,
  file: fileName('sqlite'),
  schema: z.int().min(0),
  /** Digest of the rows by table and of the last entry of the audit; see `contentDigest`. */
  contentSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const recordsSchema = z.strictObject({ ...part, file: fileName('jsonl') });

/** Describes a backup. It is stored unencrypted next to its parts, so it has no names of tables and no numbers of rows. */
export const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** What was copied, such as `ledger of MK`. */
  of: z.string().min(1).max(100),
  /** Version of Waylight. */
  version: z.string().regex(/^\d+\.\d+\.\d+/),
  createdAt: z.iso.datetime(),
  parts: z.array(z.union([databaseSchema, recordsSchema])).min(1),
});

/** A copy of a database. */
export type DatabasePart = Readonly<z.infer<typeof databaseSchema>>;
/** A copy of a topic; see `copyTopic`. */
export type RecordsPart = Readonly<z.infer<typeof recordsSchema>>;
export type ManifestPart = DatabasePart | RecordsPart;
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

export const isDatabasePart = (one: ManifestPart): one is DatabasePart => 'schema' in one;

/** A time in file names, which sort by it: 20261129T140000Z. */
export const stampOf = (atMs: number): string => new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '');

/** Matches the names of all files of backups of a kind, and captures the part before the name of the part. */
export const backupNamePattern = (kind: string): RegExp => new RegExp(`^(${kind}-\\d{8}T\\d{6}Z)[-.]`);

export const toManifest = (fields: Omit<Manifest, 'format'>): Manifest => ({ format: FORMAT, ...fields });

/** Undefined if the text is not a manifest. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    return manifestSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
