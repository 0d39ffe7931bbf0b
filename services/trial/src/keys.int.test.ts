import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Organisation, parseRegistry } from '@waylight/access';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureKeys } from './keys.ts';
import { type Layout, layoutOf } from './layout.ts';

const organisation = (id: string, number: number): Organisation => ({
  id,
  number,
  name: id,
  countries: ['MK', 'RS'],
  role: 'network',
  status: 'active',
});
const registryOf = (...organisations: Organisation[]) => {
  const parsed = parseRegistry({ version: 1, organisations, operators: [] });
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  return parsed.registry;
};

let layout: Layout;
beforeEach(() => {
  layout = layoutOf(mkdtempSync(join(tmpdir(), 'region-keys-')));
});
afterEach(() => rmSync(layout.dir, { recursive: true }));

test('a new organisation gets keys, and existing keys do not change', async () => {
  const read = (country: 'MK' | 'RS') => JSON.parse(readFileSync(layout.nodeKeys(country), 'utf8'));
  await ensureKeys(layout, registryOf(organisation('ONE', 1)));
  const before = { MK: read('MK'), secret: readFileSync(layout.releaseSecret, 'utf8') };
  await ensureKeys(layout, registryOf(organisation('ONE', 1), organisation('TWO', 2)));
  const after = read('MK');
  const { TWO, ...others } = after.referenceKeys;
  expect({ ...after, referenceKeys: others }).toEqual(before.MK);
  expect(TWO).toBe(read('RS').referenceKeys.TWO);
  expect(readFileSync(layout.releaseSecret, 'utf8')).toBe(before.secret);
});

test('sign-in secrets are created once, agree across the files, and only their owner can read them', async () => {
  const registry = registryOf(organisation('ONE', 1));
  await ensureKeys(layout, registry);
  const files = [layout.providerSecrets, layout.clientSecret, layout.sessionSecret, layout.password];
  const read = () => files.map((file) => readFileSync(file, 'utf8'));
  const before = read();
  expect(files.map((file) => statSync(file).mode & 0o777)).toEqual(files.map(() => 0o600));
  const { clientSecret, password } = JSON.parse(before[0] ?? '');
  expect([before[1], before[3]]).toEqual([clientSecret, `${password}\n`]);
  await ensureKeys(layout, registry);
  expect(read()).toEqual(before);
});

test('missing keys of one node are an error, because new keys would change its references', async () => {
  await ensureKeys(layout, registryOf(organisation('ONE', 1)));
  rmSync(layout.nodeKeys('MK'));
  await expect(ensureKeys(layout, registryOf(organisation('ONE', 1)))).rejects.toThrow(
    /node-MK\.json is missing/,
  );
});
