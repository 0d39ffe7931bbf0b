import { createPublicKey } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { createSigningKey } from '@waylight/aggregation';
import { parseReleaseKeys, type ReleaseKey, releaseKeyOf } from '@waylight/disclosure-control';
import { readJsonFile, readKey } from '@waylight/service-kit';
import { exists, writeSecret } from './keys.ts';
import type { Layout } from './layout.ts';

/**
 * Creates the key that signs releases if it is missing, and appends its public key to the list. Earlier public keys become
 * invalid for later releases. So an operator replaces the key by deleting its file, and older releases still verify. The next
 * start completes an interrupted change.
 */
export async function ensureReleaseKeys(
  layout: Pick<Layout, 'signingKey' | 'releaseKeys'>,
  today: string,
): Promise<void> {
  if (!(await exists(layout.signingKey))) await writeSecret(layout.signingKey, createSigningKey());
  const current = await readPublicKey(layout.signingKey, today);
  const listed = await readListedKeys(layout.releaseKeys);
  if (listed.some(({ keyId }) => keyId === current.keyId)) return;
  const keys = [...listed.map((key) => ({ ...key, until: key.until ?? today })), current];
  await writeFile(`${layout.releaseKeys}.new`, `${JSON.stringify(keys, undefined, 2)}\n`);
  await rename(`${layout.releaseKeys}.new`, layout.releaseKeys);
}

async function readPublicKey(file: string, from: string): Promise<ReleaseKey> {
  const pem = await readKey(file);
  try {
    return releaseKeyOf(createPublicKey(pem), from);
  } catch (cause) {
    throw new Error(`${file} is not an Ed25519 key: restore it, or delete it to create another one`, {
      cause,
    });
  }
}

async function readListedKeys(file: string): Promise<readonly ReleaseKey[]> {
  if (!(await exists(file))) return [];
  return (await readJsonFile({ variable: 'WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE', file }, parseReleaseKeys))
    .keys;
}
