import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { ExportedTable, ReleaseSignature } from './exported-schema.ts';
import { keyIdOf, publicKeyOf, type ReleaseKey } from './release-keys.ts';
import { judgeSignature, type SignatureCheck, signatureToTry, signedBytes } from './signature-check.ts';

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

/** Checks the signature of a table with the public keys of the region; nobody is asked. */
export function checkSignature(table: ExportedTable, keys: readonly ReleaseKey[]): SignatureCheck {
  const found = signatureToTry(table, keys);
  if (found.kind !== 'to-try') return found;
  const { key, value } = found;
  const fits = verify(null, signedBytes(table), publicKeyOf(key), Buffer.from(value, 'base64'));
  return judgeSignature(table, key, fits);
}
