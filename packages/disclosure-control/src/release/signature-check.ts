import canonicalize from 'canonicalize';
import type { ExportedTable } from './exported-table-schema.ts';
import type { ReleaseKey } from './release-keys.ts';

/** Stands before what is signed, so that a signature under a release can never be one under something else. */
const DOMAIN_SEPARATOR = 'waylight-release-v1\n';

/**
 * The bytes that a release's signature is over: its document as canonical JSON (RFC 8785), without the notices, which are
 * added when it is read, and without the signature itself.
 */
export function bytesToSign({
  notices: _,
  signature: _none,
  ...signed
}: ExportedTable): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${DOMAIN_SEPARATOR}${canonicalize(signed)}`);
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

/** The listed key that a table says it is signed with, and its signature in base64; or why there is nothing to try. */
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

/** What it means that a signature fits a key, or does not; whoever asks has an own way to try: Node.js, or a browser. */
export function evaluateSignature(
  { closed }: ExportedTable,
  { keyId, until }: ReleaseKey,
  isValid: boolean,
): SignatureCheck {
  if (!isValid) return { kind: 'altered', keyId };
  // Of a period that is closed a release may be made much later, but never before.
  if (until !== undefined && closed > until) return { kind: 'retired-key', keyId, until };
  return { kind: 'verified', keyId };
}
