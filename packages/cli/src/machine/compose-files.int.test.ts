import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeLayout } from '@waylight/deployment';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import { composeFileNames, writeComposeFiles } from './compose-files.ts';

let root: string;
let dir: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'waylight-compose-'));
  dir = join(root, 'machine');
});
afterEach(() => rmSync(root, { recursive: true }));

const INIT = {
  node: ['node', 'init', '--country', 'MK', '--host', 'mk.example.org'],
  region: ['region', 'init', '--host', 'region.example.org'],
} as const;

describe.each(['node', 'region'] as const)('the folder of a %s', (kind) => {
  beforeEach(async () => {
    const { exit, err } = await runCommand([...INIT[kind], '--dir', dir, '--force'], { cwd: root });
    expect(exit, err).toBe(0);
  });

  it('has everything that its Compose files mount', () => {
    const mounted = composeFileNames(kind).flatMap((name) => {
      const text = readFileSync(join(dir, name), 'utf8');
      return [...text.matchAll(/source: "\$\{WAYLIGHT_DIR[^}]*\}([^"]*)"/g)].map(([, path = '']) => path);
    });
    expect(mounted).toContain('/keys/alertmanager.yaml');
    for (const path of mounted) expect(() => statSync(join(dir, path)), path).not.toThrow();
  });

  it('has the rules that its Prometheus reads, and no others', () => {
    const { prometheus } = nodeLayout(dir);
    const [, rules = ''] =
      /^rule_files: \[(.*)\]$/m.exec(readFileSync(join(prometheus, 'prometheus.yaml'), 'utf8')) ?? [];
    const files = readdirSync(join(prometheus, 'rules')).map((name) => `rules/${name}`);
    expect(files.toSorted()).toEqual(rules.split(', ').toSorted());
    expect(files).toContain(`rules/${kind}.yaml`);
  });

  it('keeps the settings of Alertmanager through an upgrade, closed to others', async () => {
    const { alertmanager, prometheus } = nodeLayout(dir);
    expect(statSync(alertmanager).mode & 0o777).toBe(0o600);
    writeFileSync(alertmanager, 'filled in');
    rmSync(prometheus, { recursive: true });
    await writeComposeFiles(dir, kind);
    expect(readFileSync(alertmanager, 'utf8')).toBe('filled in');
    expect(readdirSync(prometheus)).toContain('prometheus.yaml');
  });
});
