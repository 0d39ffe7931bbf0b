import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeLayout } from '@waylight/deployment';
import { expect, it, onTestFinished } from 'vitest';
import { writeComposeFiles } from '../machine/compose-files.ts';
import { runCommand } from '../testing/run-command.ts';
import { keepFormerFiles, writeWayBack } from './way-back.ts';

it('keeps settings, rules and Compose files of a version, also if an upgrade is repeated, and says how to put them back', async () => {
  const root = mkdtempSync(join(tmpdir(), 'waylight-former-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const dir = join(root, 'machine');
  const init = ['node', 'init', '--country', 'MK', '--host', 'mk.example.org', '--dir', dir, '--force'];
  const { exit, err } = await runCommand(init, { cwd: root });
  expect(exit, err).toBe(0);
  const { compose, prometheus, settings, former } = nodeLayout(dir);
  const rules = ['prometheus.yaml', 'rules/node.yaml'].map((name) => join(prometheus, name));
  const files = [compose, settings, ...rules];
  for (const file of files) writeFileSync(file, 'of the former version');

  const machine = { dir, kind: 'node', version: '0.4.0', composeFiles: [], services: [] } as const;
  await keepFormerFiles(machine);
  await writeComposeFiles(dir, 'node');
  writeFileSync(settings, 'of the new version');
  await keepFormerFiles(machine);
  for (const file of files) expect(readFileSync(file, 'utf8')).not.toBe('of the former version');

  const lines = await writeWayBack(machine, [], []);
  expect(lines.join('\n')).toBe(readFileSync(join(former, 'go-back.txt'), 'utf8').trimEnd());
  const [putBack = ''] = lines.filter((line) => line.startsWith('  cp'));
  execFileSync('sh', ['-c', putBack]);
  for (const file of files) expect(readFileSync(file, 'utf8')).toBe('of the former version');
});
