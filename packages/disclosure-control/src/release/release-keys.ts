import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

const releaseKeySchema = z.strictObject({
  keyId: z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hex digits'),
  algorithm: z.literal('Ed25519'),
  publicKey: z.string().min(1).max(1_000),
  from: z.iso.date(),
  until: z.iso.date().optional(),
});

const releaseKeysSchema = z.array(releaseKeySchema).max(1_000);

/** A public key that verifies present or past signatures of releases. */
export type ReleaseKey = {
  /** The first 16 hex digits of the SHA-256 of the raw public key, so the id cannot be chosen. */
  readonly keyId: string;
  readonly algorithm: 'Ed25519';
  /** SubjectPublicKeyInfo (RFC 8410), DER in base64. */
  readonly publicKey: string;
  /** The first day on which the key signed. */
  readonly from: string;
  /** The last day on which the key signed. The key does not verify releases of periods that close later. */
  readonly until?: string;
};

/** Returns the entry of a public key in a list of keys. Throws RangeError for a key that is not Ed25519. */
export function releaseKeyOf(publicKey: KeyObject, from: string): ReleaseKey {
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return { keyId: keyIdOf(publicKey), algorithm: 'Ed25519', publicKey: der.toString('base64'), from };
}

export function publicKeyOf({ publicKey }: Pick<ReleaseKey, 'publicKey'>): KeyObject {
  return createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
}

/** Throws RangeError for a key that is not Ed25519. */
export function keyIdOf(publicKey: KeyObject): string {
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new RangeError('The key is not an Ed25519 key');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return createHash('sha256').update(Buffer.from(x, 'base64url')).digest('hex').slice(0, 16);
}

export type ParsedReleaseKeys =
  | { readonly ok: true; readonly keys: readonly ReleaseKey[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Parses a list of public keys, each in PEM or as DER in base64. Problems do not quote content of the list. */
export function parseReleaseKeys(input: unknown): ParsedReleaseKeys {
  const parsed = releaseKeysSchema.safeParse(input);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map(
        ({ code, path, message }) =>
          `${path.join('.') || 'the list'}: ${code === 'unrecognized_keys' ? 'has an unknown property' : message}`,
      ),
    };
  const read = parsed.data.map((listed, n) => ({ listed, ...readPublicKey(listed, n) }));
  const duplicates = parsed.data.flatMap(({ keyId }, n) =>
    parsed.data.findIndex((one) => one.keyId === keyId) < n ? [`${n}.keyId: occurs twice`] : [],
  );
  const problems = [...read.flatMap((one) => one.problems), ...duplicates];
  if (problems.length > 0) return { ok: false, problems };
  const keys = read.map(({ listed: { until, ...listed }, publicKey }) => ({
    ...listed,
    publicKey,
    ...(until === undefined ? {} : { until }),
  }));
  return { ok: true, keys };
}

type ListedKey = z.infer<typeof releaseKeySchema>;

function readPublicKey(
  { keyId, publicKey: text, from, until }: ListedKey,
  n: number,
): { readonly publicKey: string; readonly problems: readonly string[] } {
  const failure = (member: string, problem: string) => ({
    publicKey: '',
    problems: [`${n}.${member}: ${problem}`],
  });
  // Without this check, a private key would be accepted, because a public key can be derived from it. The private key would then
  // be published with the list.
  if (text.includes('PRIVATE KEY'))
    return failure(
      'publicKey',
      'is a private key, but this list is public: replace the key pair, and list the new public key',
    );
  const key = parsePublicKey(text);
  if (key?.asymmetricKeyType !== 'ed25519')
    return failure('publicKey', 'must be an Ed25519 public key, in PEM or as DER in base64');
  const { keyId: derived, publicKey } = releaseKeyOf(key, from);
  if (derived !== keyId) return failure('keyId', `is not that of its public key, which is ${derived}`);
  if (until !== undefined && until < from) return failure('until', 'is before from');
  return { publicKey, problems: [] };
}

function parsePublicKey(text: string): KeyObject | undefined {
  try {
    return text.trimStart().startsWith('-----') ? createPublicKey(text) : publicKeyOf({ publicKey: text });
  } catch {
    return undefined;
  }
}
