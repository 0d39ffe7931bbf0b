import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import type { ReleaseEvent } from '@waylight/contracts/release';
import {
  createReleaseSigner,
  exportTable,
  type ReleaseKey,
  releaseKeyOf,
} from '@waylight/disclosure-control';

/** A region's signing key in PEM, and the list of its public key in JSON. */
export function createReleaseKeys(): { readonly signingKey: string; readonly publicKeysJson: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const signingKey = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return { signingKey, publicKeysJson: JSON.stringify([publicKeyOf(signingKey)]) };
}

const publicKeyOf = (signingKey: string): ReleaseKey =>
  releaseKeyOf(createPublicKey(signingKey), '2025-01-01');

/** Signs a release with this key. */
export function signRelease(event: ReleaseEvent, signingKey: string): ReleaseEvent {
  const audience = audienceOrNarrowest(event.audience);
  const { keyId, value } = createReleaseSigner(createPrivateKey(signingKey))(exportTable(event, audience));
  return { ...event, signature: Buffer.from(value, 'base64'), signingKeyId: keyId };
}
