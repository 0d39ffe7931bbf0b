import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ExportedTable, ReleaseSignature } from './exported-table.ts';
import { keyIdOf, publicKeyOf, type ReleaseKey } from './release-keys.ts';

/** Stands before what is signed, so that a signature under a release can never be one under something else. */
const DOMAIN = 'waylight-release-v1\n';

/**
 * The bytes that a release's signature is over: its document as canonical JSON (RFC 8785), without the notices, which are
 * added when it is read, and without the signature itself.
 */
export function signedBytes({ notices: _, signature: _none, ...signed }: ExportedTable): Uint8Array {
  return Buffer.from(`${DOMAIN}${canonicalize(signed)}`, 'utf8');
}

/** Ed25519 (RFC 8032) takes no chance: the same release and key give the same signature. */
export type ReleaseSigner = (table: ExportedTable) => ReleaseSignature;

/** Throws RangeError for a key that is not of Ed25519. */
export function releaseSigner(privateKey: KeyObject): ReleaseSigner {
  const keyId = keyIdOf(createPublicKey(privateKey));
  return (table) => ({
    keyId,
    algorithm: 'Ed25519',
    value: sign(null, signedBytes(table), privateKey).toString('base64'),
  });
}

/** Who vouches for a table. Only `verified` says that it is one that the region released. */
export type SignatureCheck =
  | { readonly kind: 'verified'; readonly keyId: string }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'unknown-key'; readonly keyId: string }
  /** Something of the document is not what was signed. */
  | { readonly kind: 'altered'; readonly keyId: string }
  /** The signature fits, and the key had signed for the last time before the period closed: somebody else has it. */
  | { readonly kind: 'retired-key'; readonly keyId: string; readonly until: string };

/** Checks the signature of a table with the public keys of the region; nobody is asked. */
export function checkSignature(table: ExportedTable, keys: readonly ReleaseKey[]): SignatureCheck {
  const { signature, closed } = table;
  if (signature === undefined) return { kind: 'unsigned' };
  const { keyId, value } = signature;
  const key = keys.find((one) => one.keyId === keyId);
  if (key === undefined) return { kind: 'unknown-key', keyId };
  const fits = verify(null, signedBytes(table), publicKeyOf(key), Buffer.from(value, 'base64'));
  if (!fits) return { kind: 'altered', keyId };
  // Of a period that is closed a release may be made much later, but never before.
  if (key.until !== undefined && closed > key.until) return { kind: 'retired-key', keyId, until: key.until };
  return { kind: 'verified', keyId };
}
