import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'waylight-registry-'));
  file = join(dir, 'registry.json');
  copyFileSync(new URL('../../../../infra/registry/registry.json', import.meta.url), file);
});
afterEach(() => rmSync(dir, { recursive: true }));

const registry = (...args: string[]) => runCommand(['registry', ...args], { cwd: dir });
const content = () => JSON.parse(readFileSync(file, 'utf8'));

test('a lead adds, suspends and reinstates an organisation: each change is in the file and in the audit', async () => {
  const added = await registry(
    ...['add-organisation', 'LEGIS', '--name', 'Legis', '--countries', 'mk'],
    ...['--file', 'registry.json', '--as', 'MYLA', '--format', 'json'],
  );
  expect(added.exit).toBe(0);
  expect(JSON.parse(added.out)).toMatchObject({
    version: 2,
    by: 'MYLA',
    change: { kind: 'organisation-added' },
  });
  expect((await registry('suspend', 'LEGIS', '--file', file, '--as', 'MYLA')).err).toContain(
    'LEGIS is suspended',
  );
  expect(content().organisations.at(-1)).toMatchObject({ id: 'LEGIS', number: 113, status: 'suspended' });
  expect((await registry('reinstate', 'LEGIS', '--file', file, '--as', 'region')).exit).toBe(0);
  expect(content()).toMatchObject({ version: 4, revoked: [] });
  expect(readFileSync(join(dir, 'registry-audit.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(3);
  const listed = await registry('list', '--file', file, '--format', 'json');
  expect(JSON.parse(listed.out)).toEqual(content());
  expect(JSON.parse((await registry('show', 'LEGIS', '--file', file, '--format', 'json')).out)).toMatchObject(
    {
      version: 4,
      organisation: { id: 'LEGIS', status: 'active' },
    },
  );
});

test('an operator adds and removes authorities and officers', async () => {
  for (const args of [
    ['add-authority', 'asylum-mk', '--name', 'Department for Asylum', '--country', 'mk'],
    ['add-officer', 'dpo-myla', '--organisation', 'MYLA'],
    ['remove-officer', 'trial-officer'],
    ['remove-authority', 'trial-authority'],
  ])
    expect((await registry(...args, '--file', file, '--as', 'region')).exit).toBe(0);
  expect(content()).toMatchObject({
    version: 5,
    authorities: [{ id: 'asylum-mk', name: 'Department for Asylum', country: 'MK' }],
    officers: [{ id: 'dpo-myla', organisation: 'MYLA' }],
  });
  expect((await registry('list', '--file', file)).err).toContain(
    'authorities: asylum-mk; data-protection officers: dpo-myla',
  );
  expect(JSON.parse((await registry('show', 'dpo-myla', '--file', file, '--format', 'json')).out)).toEqual({
    version: 5,
    officer: { id: 'dpo-myla', organisation: 'MYLA' },
    revoked: [],
  });
});

test.each([
  [4, ['suspend', 'SIM-RS-1', '--as', 'MYLA'], 'SIM-RS-1 is not a network organisation of only MK'],
  [3, ['suspend', 'NOBODY'], 'there is no organisation NOBODY'],
  [3, ['reinstate', 'MYLA'], 'MYLA is active already'],
  [3, ['add-organisation', 'x', '--name', 'X', '--countries', 'MK'], 'organisations.19.id: must be'],
  [2, ['add-organisation', 'X1', '--name', 'X', '--countries', 'FR'], '--countries got "FR"'],
  [4, ['add-officer', 'dpo', '--country', 'MK', '--as', 'MYLA'], 'officers: MYLA may not change them'],
  [
    4,
    ['add-authority', 'police', '--name', 'P', '--country', 'MK', '--as', 'MYLA'],
    'authorities: MYLA may not change them',
  ],
  [2, ['add-officer', 'dpo'], 'use --organisation or --country'],
  [3, ['add-officer', 'dpo', '--organisation', 'NOBODY'], 'which is not in the registry'],
  [3, ['remove-officer', 'dpo'], 'there is no data-protection officer dpo'],
  [3, ['show', 'dpo'], 'there is no organisation, authority or officer dpo'],
])('exit code %i for %j, and the file is unchanged', async (code, args, why) => {
  const before = content();
  const ended = await registry(...args, '--file', file);
  expect([ended.exit, ended.out]).toEqual([code, '']);
  expect(ended.err).toContain(why);
  expect(content()).toEqual(before);
});
