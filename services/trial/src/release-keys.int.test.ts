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

it('makes one key that its owner alone can read, and never again', async () => {
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

it('changes the key where it was taken away, and keeps the public one of before', async () => {
  await ensureReleaseKeys(layout(), '2026-01-10');
  const [first] = await listed();
  await rm(layout().signingKey);
  await ensureReleaseKeys(layout(), '2026-02-10');
  const keys = await listed();
  expect(keys).toEqual([{ ...first, until: '2026-02-10' }, expect.objectContaining({ from: '2026-02-10' })]);
  expect(keys[1].keyId).not.toBe(first.keyId);
});

it('lists the key that is there where the list was lost', async () => {
  await ensureReleaseKeys(layout(), '2026-01-10');
  const [first] = await listed();
  await rm(layout().releaseKeys);
  await ensureReleaseKeys(layout(), '2026-01-10');
  expect(await listed()).toEqual([first]);
});

it('says what to do where the key is none', async () => {
  await ensureReleaseKeys(layout(), '2026-01-10');
  const keys = await listed();
  await writeFile(layout().signingKey, 'hush');
  const refused = await ensureReleaseKeys(layout(), '2026-02-10').catch(({ message }: Error) => message);
  expect(refused).toBe(
    `${layout().signingKey} holds no key of Ed25519: bring it back, or take it away to have another made`,
  );
  expect(await listed()).toEqual(keys);
});
