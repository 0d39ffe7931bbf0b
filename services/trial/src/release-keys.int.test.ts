import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureReleaseKeys } from './release-keys.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-release-keys-'));
});
afterEach(() => rm(dir, { recursive: true }));

const layout = () => ({
  signingKey: join(dir, 'keys', 'signing-key.pem'),
  releaseKeys: join(dir, 'release-keys.json'),
});
const listed = async () => JSON.parse(await readFile(layout().releaseKeys, 'utf8'));

it('creates one key at the first start only, and only its owner can read it', async () => {
  await ensureReleaseKeys(layout(), '2026-01-10');
  expect((await stat(layout().signingKey)).mode & 0o777).toBe(0o600);
  const pem = await readFile(layout().signingKey, 'utf8');
  const keys = await listed();
  expect(keys).toEqual([
    { keyId: expect.any(String), algorithm: 'Ed25519', publicKey: expect.any(String), from: '2026-01-10' },
  ]);
  await ensureReleaseKeys(layout(), '2026-02-10');
  expect([await readFile(layout().signingKey, 'utf8'), await listed()]).toEqual([pem, keys]);
});

it('replaces a deleted key, and keeps its public key in the list', async () => {
  await ensureReleaseKeys(layout(), '2026-01-10');
  const [first] = await listed();
  await rm(layout().signingKey);
  await ensureReleaseKeys(layout(), '2026-02-10');
  const keys = await listed();
  expect(keys).toEqual([{ ...first, until: '2026-02-10' }, expect.objectContaining({ from: '2026-02-10' })]);
  expect(keys[1].keyId).not.toBe(first.keyId);
});

it('restores a lost list from the key', async () => {
  await ensureReleaseKeys(layout(), '2026-01-10');
  const [first] = await listed();
  await rm(layout().releaseKeys);
  await ensureReleaseKeys(layout(), '2026-01-10');
  expect(await listed()).toEqual([first]);
});

it('refuses an invalid key, with a remedy', async () => {
  await ensureReleaseKeys(layout(), '2026-01-10');
  const keys = await listed();
  await writeFile(layout().signingKey, 'hush');
  const refused = await ensureReleaseKeys(layout(), '2026-02-10').catch(({ message }: Error) => message);
  expect(refused).toBe(
    `${layout().signingKey} is not an Ed25519 key: restore it, or delete it to create another one`,
  );
  expect(await listed()).toEqual(keys);
});
