import { z } from 'zod';

const FORMAT = 1;

/** Describes a backup. It lies next to the copy. Who cannot open the copy learns from it neither a name nor a number of rows. */
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

/** Names of a backup of this time; they sort by time. */
export function namesOf(
  kind: string,
  createdAtMs: number,
): { readonly copy: string; readonly manifest: string } {
  const stamp = new Date(createdAtMs).toISOString().replace(/[-:]|\.\d+/g, '');
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
