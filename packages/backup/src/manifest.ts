import { z } from 'zod';

const FORMAT = 1;

/** Describes a backup. It is stored unencrypted next to the copy, so it has no names of tables and no numbers of rows. */
export const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** What was copied, such as `ledger of MK`. */
  of: z.string().min(1).max(100),
  /** Version of Waylight, and of the schema. */
  version: z.string().regex(/^\d+\.\d+\.\d+/),
  schema: z.int().min(0),
  createdAt: z.iso.datetime(),
  /** Name of the copy, in the folder of the manifest. */
  file: z.string().regex(/^[a-z][a-z0-9TZ-]*\.sqlite$/),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Digest of the rows by table and of the last entry of the audit; see `contentDigest`. */
  contentSha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** A time in file names, which sort by it: 20261129T140000Z. */
export const stampOf = (atMs: number): string => new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '');

/** Names of a backup of this time. */
export function namesOf(
  kind: string,
  createdAtMs: number,
): { readonly copy: string; readonly manifest: string } {
  const stamp = stampOf(createdAtMs);
  return { copy: `${kind}-${stamp}.sqlite`, manifest: `${kind}-${stamp}.json` };
}

export const toManifest = (fields: Omit<Manifest, 'format'>): Manifest => ({ format: FORMAT, ...fields });

/** Undefined if the text is not a manifest. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    return manifestSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
