import {
  bytesToSign,
  checkExportedTable,
  evaluateSignature,
  findSignatureKey,
  parseExportedTable,
  type ReleaseKey,
  type SignatureCheck,
} from '@waylight/disclosure-control/checking';

/** Results of a verification. It uses the code of `waylight release verify`, except for the check of the signature. */
export type Verdict =
  | { readonly kind: 'verified'; readonly keyId: string; readonly numbers: number; readonly k: number }
  | Exclude<SignatureCheck, { readonly kind: 'verified' }>
  /** The numbers violate the rules of a release. The problems are in English. */
  | { readonly kind: 'broken'; readonly problems: readonly string[] }
  | { readonly kind: 'unreadable' }
  /** The browser does not support Ed25519. */
  | { readonly kind: 'unable' };

/**
 * Verifies a release as it was received, with the keys of the region. An altered release takes precedence over an unknown key.
 */
export async function verifyRelease(
  document: unknown,
  keys: readonly ReleaseKey[],
  subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle,
): Promise<Verdict> {
  const parsed = parseExportedTable(document);
  if (!parsed.ok) return { kind: 'unreadable' };
  const { table } = parsed;
  const found = findSignatureKey(table, keys);
  const tried = found.kind === 'to-try' ? await triedBy(subtle, found, bytesToSign(table)) : undefined;
  if (tried === 'unable') return { kind: 'unable' };
  const signature = signatureOf();
  if (signature.kind === 'altered') return signature;
  const problems = checkExportedTable(table);
  if (problems.length > 0) return { kind: 'broken', problems };
  if (signature.kind !== 'verified') return signature;
  return { ...signature, numbers: table.cells.length, k: table.k };

  function signatureOf(): SignatureCheck {
    if (found.kind !== 'to-try') return found;
    // A list that gives this id to another key is not the region's.
    if (tried === 'another-key') return { kind: 'unknown-key', keyId: found.key.keyId };
    return evaluateSignature(table, found.key, tried === 'fits');
  }
}

async function triedBy(
  subtle: SubtleCrypto | undefined,
  { key, value }: { readonly key: ReleaseKey; readonly value: string },
  bytes: Uint8Array<ArrayBuffer>,
): Promise<'fits' | 'does-not-fit' | 'another-key' | 'unable'> {
  if (subtle === undefined) return 'unable';
  let publicKey: CryptoKey;
  try {
    publicKey = await subtle.importKey('spki', bytesOf(key.publicKey), 'Ed25519', true, ['verify']);
  } catch (error) {
    return error instanceof Error && error.name === 'NotSupportedError' ? 'unable' : 'another-key';
  }
  const raw = await subtle.exportKey('raw', publicKey);
  if ((await keyIdOf(subtle, raw)) !== key.keyId) return 'another-key';
  return (await subtle.verify('Ed25519', publicKey, bytesOf(value), bytes)) ? 'fits' : 'does-not-fit';
}

/** The first 16 hex digits of the SHA-256 of the raw key, so that ids cannot be chosen freely. */
async function keyIdOf(subtle: SubtleCrypto, raw: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await subtle.digest('SHA-256', raw));
  return [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
