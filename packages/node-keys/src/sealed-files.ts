import { createHash } from 'node:crypto';
import { armor, Decrypter, Encrypter } from 'age-encryption';
import { z } from 'zod';

/** A secret file of a machine: its path below the machine's folder, its mode and its content. */
export type SecretFile = { readonly path: string; readonly mode: number; readonly content: Uint8Array };

const digestOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Files in the folders of keys. Names have no `..`, so that an archive cannot write anywhere else. */
const PATH = /^(keys|pending)(\/[A-Za-z0-9_][A-Za-z0-9._-]*){1,2}$/;

const documentSchema = z.strictObject({
  version: z.literal(1),
  kind: z.enum(['node', 'region']),
  files: z
    .array(
      z
        .strictObject({
          path: z.string().regex(PATH),
          mode: z.literal([0o600, 0o644]),
          sha256: z.string(),
          content: z.base64().transform((text) => Buffer.from(text, 'base64')),
        })
        .refine(({ content, sha256 }) => digestOf(content) === sha256),
    )
    .min(1),
});

export type SealedFiles = { readonly kind: 'node' | 'region'; readonly files: readonly SecretFile[] };

/** Encrypts files with their manifest to an age recipient. @throws TypeError if the recipient is invalid. */
export async function sealFiles({ kind, files }: SealedFiles, recipient: string): Promise<string> {
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch (cause) {
    throw new TypeError('not an age recipient', { cause });
  }
  const document = {
    version: 1,
    kind,
    files: files.map(({ path, mode, content }) => ({
      path,
      mode,
      sha256: digestOf(content),
      content: Buffer.from(content).toString('base64'),
    })),
  };
  return armor.encode(await encrypter.encrypt(JSON.stringify(document)));
}

/** Decrypts files. Returns undefined if the identity does not open them, or if they are damaged or incomplete. */
export async function openSealedFiles(text: string, identity: string): Promise<SealedFiles | undefined> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return documentSchema.parse(JSON.parse(await decrypter.decrypt(armor.decode(text), 'text')));
  } catch {
    // A message of these errors could quote a key.
    return undefined;
  }
}
