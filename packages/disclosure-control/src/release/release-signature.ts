import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { ExportedTable, ReleaseSignature } from './exported-table-schema.ts';
import { keyIdOf, publicKeyOf, type ReleaseKey } from './release-keys.ts';
import { bytesToSign, evaluateSignature, findSignatureKey, type SignatureCheck } from './signature-check.ts';

/** Ed25519 (RFC 8032) is deterministic: the same release and key give the same signature. */
export type ReleaseSigner = (table: ExportedTable) => ReleaseSignature;

/** Throws RangeError for a key that is not Ed25519. */
export function createReleaseSigner(privateKey: KeyObject): ReleaseSigner {
  const keyId = keyIdOf(createPublicKey(privateKey));
  return (table) => ({
    keyId,
    algorithm: 'Ed25519',
    value: sign(null, bytesToSign(table), privateKey).toString('base64'),
  });
}

/** Checks the signature of a table with the public keys of the region, offline. */
export function checkSignature(table: ExportedTable, keys: readonly ReleaseKey[]): SignatureCheck {
  const candidate = findSignatureKey(table, keys);
  if (candidate.kind !== 'to-try') return candidate;
  const { key, value } = candidate;
  const isValid = verify(null, bytesToSign(table), publicKeyOf(key), Buffer.from(value, 'base64'));
  return evaluateSignature(table, key, isValid);
}
