import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNodeFolders, type NodeFolders } from './node-folders-for-tests.ts';

const FIXTURE = new URL('./kill-at-step.fixture.ts', import.meta.url).href;
const BIN = fileURLToPath(new URL('../../bin/waylight.js', import.meta.url));

let folders: NodeFolders;
beforeEach(async () => {
  folders = await createNodeFolders();
});
afterEach(() => folders.remove());

/** Runs `waylight keys` in a process that is killed at this step. Returns false if the command has fewer steps. */
function killAt(step: number, node: NodeCountry, args: readonly string[]): boolean {
  const all = ['--import', FIXTURE, BIN, 'keys', ...args, '--dir', folders.dirOf(node)];
  const env = { PATH: process.env.PATH, KILL_AT_STEP: String(step) };
  const run = spawnSync(process.execPath, all, { cwd: folders.root, env, encoding: 'utf8' });
  if (run.status === 0) return false;
  expect([run.signal, run.stderr]).toEqual(['SIGKILL', '']);
  return true;
}

/** Kills the command at each of its steps, and completes it. Returns, by step, whether the killed run changed the keys file. */
async function killAtEachStep(node: NodeCountry, args: readonly string[]): Promise<boolean[]> {
  const file = folders.keysFile(node);
  const former = readFileSync(file, 'utf8');
  const changed: boolean[] = [];
  while (killAt(changed.length + 1, node, args)) {
    const left = readFileSync(file, 'utf8');
    changed.push(left !== former);
    if (existsSync(`${file}.new`)) {
      const refused = await folders.keys(node, args);
      expect([refused.exit, refused.err.includes(`${file}.new exists`)]).toEqual([6, true]);
      rmSync(`${file}.new`);
    }
    expect(await folders.keys(node, args)).toMatchObject({ exit: 0, err: '' });
    const after = folders.readKeys(node);
    expect(after).toMatchObject(JSON.parse(former));
    expect(after.referenceKeys.DRC).toEqual(expect.any(String));
    if (left !== former) expect(readFileSync(file, 'utf8')).toBe(left);
    writeFileSync(file, former);
  }
  return changed;
}

test('a kill at any step leaves the former keys or the new ones, and the next run completes', async () => {
  const to = folders.writeRecipients(folders.recipients);
  // Write, mode and rename of the keys file; write and rename of the envelopes.
  expect(await killAtEachStep('MK', ['share', '--to', to, '--out', 'shared-keys.json', '--yes'])).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
  const accept = ['accept', 'shared-keys.json', '--yes'];
  expect(await killAtEachStep('RS', accept)).toEqual([false, false, false]);

  for (const node of NODE_COUNTRIES) if (node !== 'MK') await folders.keys(node, accept);
  const show = ['show', '--format', 'json'];
  const shown = await Promise.all(NODE_COUNTRIES.map((node) => folders.keys(node, show)));
  const [first, ...rest] = shown.map(({ out }) => JSON.parse(out));
  expect(first).toMatchObject({ everywhere: { keys: ['DRC'] }, missing: [] });
  for (const { everywhere } of rest) expect(everywhere).toEqual(first.everywhere);
});
