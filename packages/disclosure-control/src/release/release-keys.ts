import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

const releaseKeySchema = z.strictObject({
  keyId: z.string().regex(/^[0-9a-f]{16}$/, 'wants 16 hex digits'),
  algorithm: z.literal('Ed25519'),
  publicKey: z.string().min(1).max(1_000),
  from: z.iso.date(),
  until: z.iso.date().optional(),
});

const releaseKeysSchema = z.array(releaseKeySchema).max(1_000);

/** A public key that releases are, or were, signed with. */
export type ReleaseKey = {
  /** Derived from the key, so that nobody can choose it: the first 16 hex digits of the SHA-256 of the raw public key. */
  readonly keyId: string;
  readonly algorithm: 'Ed25519';
  /** SubjectPublicKeyInfo (RFC 8410), DER in base64. */
  readonly publicKey: string;
  /** The day on which it began to sign. */
  readonly from: string;
  /** The last day on which it signed; it vouches for no release of a period that closes later. */
  readonly until?: string;
};

/** Says a public key as a list of keys does. Throws RangeError for a key that is not of Ed25519. */
export function releaseKeyOf(publicKey: KeyObject, from: string): ReleaseKey {
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return { keyId: keyIdOf(publicKey), algorithm: 'Ed25519', publicKey: der.toString('base64'), from };
}

export function publicKeyOf({ publicKey }: Pick<ReleaseKey, 'publicKey'>): KeyObject {
  return createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
}

/** Throws RangeError for a key that is not of Ed25519. */
export function keyIdOf(publicKey: KeyObject): string {
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new RangeError('The key is not one of Ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return createHash('sha256').update(Buffer.from(x, 'base64url')).digest('hex').slice(0, 16);
}

export type ParsedReleaseKeys =
  | { readonly ok: true; readonly keys: readonly ReleaseKey[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a list of public keys, each in PEM or as DER in base64. What it says of a problem repeats nothing of the list. */
export function parseReleaseKeys(input: unknown): ParsedReleaseKeys {
  const parsed = releaseKeysSchema.safeParse(input);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map(
        ({ code, path, message }) =>
          `${path.join('.') || 'the list'}: ${code === 'unrecognized_keys' ? 'has a name that is none of ours' : message}`,
      ),
    };
  const read = parsed.data.map((listed, n) => ({ listed, ...readPublicKey(listed, n) }));
  const duplicates = parsed.data.flatMap(({ keyId }, n) =>
    parsed.data.findIndex((one) => one.keyId === keyId) < n ? [`${n}.keyId: is there twice`] : [],
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
  // A public key can be made of a private one: it would be taken, and then told to everyone.
  if (text.includes('PRIVATE KEY'))
    return failure(
      'publicKey',
      'is a private key, and this list is public: change the key, and put its public one here',
    );
  const key = parsePublicKey(text);
  if (key?.asymmetricKeyType !== 'ed25519')
    return failure('publicKey', 'wants a public key of Ed25519, in PEM or as DER in base64');
  const { keyId: derived, publicKey } = releaseKeyOf(key, from);
  if (derived !== keyId) return failure('keyId', `is not that of its public key, which is ${derived}`);
  if (until !== undefined && until < from) return failure('until', 'lies before from');
  return { publicKey, problems: [] };
}

function parsePublicKey(text: string): KeyObject | undefined {
  try {
    return text.trimStart().startsWith('-----') ? createPublicKey(text) : publicKeyOf({ publicKey: text });
  } catch {
    return undefined;
  }
}
