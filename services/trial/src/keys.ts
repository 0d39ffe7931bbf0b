import { randomBytes } from 'node:crypto';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Registry } from '@waylight/access';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { createNodeKeys, type NodeKeys, parseNodeKeys } from '@waylight/node-keys';
import { readJsonFile } from '@waylight/service-kit';
import type { Layout } from './layout.ts';
import { createProviderSecrets } from './provider/provider-secrets.ts';

/** Creates missing secrets, each in a file that only its owner may read. An existing secret never changes. */
export async function ensureKeys(layout: Layout, registry: Registry): Promise<void> {
  const before = await readNodeKeys(layout);
  const keys = createNodeKeys(registry.organisations, before);
  for (const country of NODE_COUNTRIES) {
    const content = JSON.stringify(keys[country]);
    // The content differs if organisations were added since the last start.
    if (content !== JSON.stringify(before[country])) await writeSecret(layout.nodeKeys(country), content);
  }
  if (!(await exists(layout.releaseSecret)))
    await writeSecret(layout.releaseSecret, randomBytes(32).toString('hex'));
  if (!(await exists(layout.sessionSecret)))
    await writeSecret(layout.sessionSecret, randomBytes(32).toString('hex'));
  if (!(await exists(layout.providerSecrets))) {
    const secrets = createProviderSecrets();
    await writeSecret(layout.clientSecret, secrets.clientSecret);
    await writeSecret(layout.password, `${secrets.password}\n`);
    // Written last: if a crash happens before, the next start creates all three files again.
    await writeSecret(layout.providerSecrets, JSON.stringify(secrets));
  }
}

/** Reads the keys of all nodes. Returns an empty object if no file exists. */
async function readNodeKeys(layout: Layout): Promise<Partial<Record<NodeCountry, NodeKeys>>> {
  const files = NODE_COUNTRIES.map((country) => ({ country, file: layout.nodeKeys(country) }));
  const missing: string[] = [];
  for (const { file } of files) if (!(await exists(file))) missing.push(file);
  if (missing.length === files.length) return {};
  if (missing.length > 0)
    throw new Error(`${missing.join(', ')} is missing: restore it, or start with another --data DIR`);
  const entries = files.map(async ({ country, file }) => {
    const named = { variable: 'WAYLIGHT_INTAKE_KEYS_FILE', file, secret: true };
    const content = await readJsonFile(named, (input) => parseNodeKeys(input, country));
    return [country, content.file] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Writes a secret atomically: after a crash the file is absent or complete. */
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
