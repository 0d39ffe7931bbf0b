import { createPublicKey } from 'node:crypto';
import { createSigningKey } from '@waylight/aggregation';
import { releaseKeyOf } from '@waylight/disclosure-control';

/** The key that a region signs releases with, in PEM, and the list of its public one, in JSON. */
export function makeReleaseKeys(): { readonly signingKey: string; readonly listed: string } {
  const signingKey = createSigningKey();
  const from = new Date().toISOString().slice(0, 10);
  return { signingKey, listed: JSON.stringify([releaseKeyOf(createPublicKey(signingKey), from)]) };
}
