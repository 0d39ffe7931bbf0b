import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeLayout } from '@waylight/deployment';
import { expect, it, onTestFinished } from 'vitest';
import { writeComposeFiles } from '../machine/compose-files.ts';
import { runCommand } from '../testing/run-command.ts';
import { keepFormerVersion, readFormerVersion, restoreFormerFiles } from './former-version.ts';

it('keeps the rules and Compose files of a version, and restores them after they were replaced', async () => {
  const root = mkdtempSync(join(tmpdir(), 'waylight-former-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const dir = join(root, 'machine');
  const init = ['node', 'init', '--country', 'MK', '--host', 'mk.example.org', '--dir', dir, '--force'];
  const { exit, err } = await runCommand(init, { cwd: root });
  expect(exit, err).toBe(0);
  const { compose, prometheus, settings, former } = nodeLayout(dir);
  const files = [compose, ...['prometheus.yaml', 'rules/node.yaml'].map((name) => join(prometheus, name))];
  for (const file of files) writeFileSync(file, 'of the former version');
  const contents = () => files.map((file) => readFileSync(file, 'utf8'));
  const before = contents();

  const machine = { dir, kind: 'node', settings, former } as const;
  const createdAt = new Date().toISOString();
  const copy = { service: 'node', backup: 'backup', createdAt, schemas: {}, rows: {} } as const;
  await keepFormerVersion(machine, { from: '0.4.0', to: '0.5.0', services: [copy] });
  await writeComposeFiles(dir, 'node');
  for (const content of contents()) expect(content).not.toBe('of the former version');
  const kept = await readFormerVersion(machine);
  if (kept === undefined) throw new Error('no former version was kept');
  await restoreFormerFiles(machine, kept);
  expect(contents()).toEqual(before);
});
