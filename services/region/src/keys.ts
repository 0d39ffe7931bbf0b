import { createHash, randomBytes } from 'node:crypto';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { createNodeKeys } from '@waylight/intake';
import type { Registry } from '@waylight/registry';
import type { Layout } from './layout.ts';

/** Makes the secrets that are missing, each in a file that its owner alone may read. A secret is never made twice. */
export async function ensureKeys(layout: Layout, registry: Registry): Promise<void> {
  const missing: string[] = [];
  for (const country of NODE_COUNTRIES)
    if (!(await exists(layout.nodeKeys(country)))) missing.push(layout.nodeKeys(country));
  if (missing.length === NODE_COUNTRIES.length) {
    const made = createNodeKeys(registry.organisations);
    for (const country of NODE_COUNTRIES)
      await writeSecret(layout.nodeKeys(country), JSON.stringify(made[country]));
  } else if (missing.length > 0) {
    throw new Error(`${missing.join(', ')} is gone: bring it back, or start anew with another --data DIR`);
  }
  if (!(await exists(layout.releaseSecret)))
    await writeSecret(layout.releaseSecret, randomBytes(32).toString('hex'));
  if (!(await exists(layout.readerTokens))) {
    const token = randomBytes(32).toString('base64url');
    await writeSecret(layout.readerToken, `${token}\n`);
    const sha256 = createHash('sha256').update(token).digest('hex');
    await writeSecret(layout.readerTokens, JSON.stringify({ tokens: [{ sha256, audience: 'partners' }] }));
  }
}

/** A crash leaves no file or the whole one. */
export async function writeSecret(file: string, content: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, content, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
