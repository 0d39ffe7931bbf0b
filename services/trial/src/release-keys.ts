import { createPublicKey } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { createSigningKey } from '@waylight/aggregation';
import { parseReleaseKeys, type ReleaseKey, releaseKeyOf } from '@waylight/disclosure-control';
import { readJsonFile, readKey } from '@waylight/service-kit';
import { exists, writeSecret } from './keys.ts';
import type { Layout } from './layout.ts';

/**
 * Makes the key that signs releases where there is none, and lists its public one after those of before, which end today:
 * whoever takes the key away has it changed, and older releases verify as they did. A crash in between is made good by the
 * next start.
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
    throw new Error(`${file} holds no key of Ed25519: bring it back, or take it away to have another made`, {
      cause,
    });
  }
}

async function readListedKeys(file: string): Promise<readonly ReleaseKey[]> {
  if (!(await exists(file))) return [];
  return (await readJsonFile({ variable: 'WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE', file }, parseReleaseKeys))
    .keys;
}
