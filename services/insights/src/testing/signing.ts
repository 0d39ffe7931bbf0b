import { generateKeyPairSync } from 'node:crypto';
import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import type { ReleaseEvent } from '@waylight/contracts/release';
import {
  createReleaseSigner,
  exportTable,
  type ReleaseKey,
  releaseKeyOf,
} from '@waylight/disclosure-control';

const earlier = generateKeyPairSync('ed25519');
const current = generateKeyPairSync('ed25519');

/** Keys of a region that has changed its key once. */
export const RELEASE_KEYS: readonly ReleaseKey[] = [
  { ...releaseKeyOf(earlier.publicKey, '2025-01-01'), until: '2025-06-30' },
  releaseKeyOf(current.publicKey, '2025-06-30'),
];

/** Signs a release with the current key. */
export function signRelease(event: ReleaseEvent): ReleaseEvent {
  const sign = createReleaseSigner(current.privateKey);
  const { keyId, value } = sign(exportTable(event, audienceOrNarrowest(event.audience)));
  return { ...event, signature: Buffer.from(value, 'base64'), signingKeyId: keyId };
}
