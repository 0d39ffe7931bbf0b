import canonicalize from 'canonicalize';
import type { ExportedTable } from './exported-table-schema.ts';
import type { ReleaseKey } from './release-keys.ts';

/** Prefix of the signed bytes, so that the signature of a release is never valid for anything else. */
const DOMAIN_SEPARATOR = 'waylight-release-v1\n';

/**
 * Returns the bytes that the signature of a release covers: its document as canonical JSON (RFC 8785). Excluded are the notices,
 * which follow from the rest, and the signature itself.
 */
export function bytesToSign({
  notices: _,
  signature: _none,
  ...signed
}: ExportedTable): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${DOMAIN_SEPARATOR}${canonicalize(signed)}`);
}

/** Result of a signature check. Only `verified` means that the region released the table. */
export type SignatureCheck =
  | { readonly kind: 'verified'; readonly keyId: string }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'unknown-key'; readonly keyId: string }
  /** The document differs from the signed one. */
  | { readonly kind: 'altered'; readonly keyId: string }
  /** The signature is valid, but the key was retired before the period closed. Somebody else may have the key. */
  | { readonly kind: 'retired-key'; readonly keyId: string; readonly until: string };

/**
 * Returns the listed key of a table's signature, and the signature in base64. Without a listed key, returns the result of the
 * check.
 */
export function findSignatureKey(
  { signature }: ExportedTable,
  keys: readonly ReleaseKey[],
):
  | { readonly kind: 'to-try'; readonly key: ReleaseKey; readonly value: string }
  | Extract<SignatureCheck, { readonly kind: 'unsigned' | 'unknown-key' }> {
  if (signature === undefined) return { kind: 'unsigned' };
  const { keyId, value } = signature;
  const key = keys.find((one) => one.keyId === keyId);
  return key === undefined ? { kind: 'unknown-key', keyId } : { kind: 'to-try', key, value };
}

/**
 * Returns the result of a check, given the validity of the signature. Node.js and browsers verify the signature with different
 * functions.
 */
export function evaluateSignature(
  { closed }: ExportedTable,
  { keyId, until }: ReleaseKey,
  isValid: boolean,
): SignatureCheck {
  if (!isValid) return { kind: 'altered', keyId };
  // A release may be made long after its period closed, but never before.
  if (until !== undefined && closed > until) return { kind: 'retired-key', keyId, until };
  return { kind: 'verified', keyId };
}
