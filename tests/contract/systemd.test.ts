import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeLayout, SERVICE_USER } from '@waylight/deployment';
import { systemdForTests } from '@waylight/testing/systemd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from './project.ts';

const UNITS = join(projectRoot, 'infra/systemd');
const units = readdirSync(UNITS).filter((name) => /\.(service|timer)$/.test(name));
const services = units.filter((name) => name.endsWith('.service'));
/** Times 10: exposure 3.0 of 10. */
const HIGHEST_EXPOSURE = 30;

/** Directives with this name, in order. */
const valuesOf = (text: string, name: string): string[] =>
  text.split('\n').flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));
const read = (name: string) => readFileSync(join(UNITS, name), 'utf8');

describe.skipIf(systemdForTests() !== undefined)('the units of systemd', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waylight-units-'));
  const analyze = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['--no-pager', ...args], {
      encoding: 'utf8',
    });
    return { status, text: stdout + stderr };
  };
  const verify = (...names: readonly string[]) =>
    analyze('verify', ...names.map((name) => join(folder, name)));
  const exposure = (name: string) =>
    analyze('security', '--offline=true', `--threshold=${HIGHEST_EXPOSURE}`, join(folder, name));
  const change = (name: string, from: string | RegExp, to: string) => {
    const path = join(folder, name);
    const before = readFileSync(path, 'utf8');
    const after = before.replaceAll(new RegExp(from, 'g'), to);
    expect(after).not.toBe(before);
    writeFileSync(path, after);
  };

  beforeAll(() => {
    cpSync(UNITS, folder, { recursive: true });
    // The command is not installed on this machine.
    for (const name of services.filter((one) => one.includes('@')))
      change(name, '/opt/waylight/waylight', '/usr/bin/env');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are valid', () => {
    expect(verify(...units)).toEqual({ status: 0, text: '' });
  });

  it.each(services)('%s has a low exposure', (name) => {
    const { status, text } = exposure(name);
    expect(status, text).toBe(0);
  });

  it('are valid with keys that are encrypted for the machine', () => {
    const drop = join(folder, 'waylight-intake.service.d');
    cpSync(join(UNITS, 'sealed-keys.conf.example'), join(drop, 'sealed-keys.conf'));
    expect(verify('waylight-intake.service')).toEqual({ status: 0, text: '' });
    writeFileSync(join(drop, 'sealed-keys.conf'), '[Service]\nLoadCredentialSealed=x:/y\n');
    expect(verify('waylight-intake.service').text).toContain('LoadCredentialSealed');
    rmSync(drop, { recursive: true });
  });

  it('are refused after a planted error', () => {
    change('waylight-intake.service', 'NoNewPrivileges', 'NoNewPrivilege');
    expect(verify('waylight-intake.service').text).toContain('NoNewPrivilege');
    change('waylight-doctor@.service', '(User|Protect\\w+|CapabilityBoundingSet|SystemCallFilter)=.*\n', '');
    expect(exposure('waylight-doctor@.service').status).not.toBe(0);
  });
});

describe('the unit of the node', () => {
  const intake = read('waylight-intake.service');
  const layout = nodeLayout('/srv/waylight');

  it('reads and writes the files of a node', () => {
    expect(valuesOf(intake, 'EnvironmentFile')).toEqual([layout.settings, layout.variables]);
    expect(valuesOf(intake, 'ReadWritePaths')).toEqual([layout.data]);
    expect(valuesOf(intake, 'InaccessiblePaths')).toEqual([`-${layout.pending.dir}`]);
    expect(valuesOf(read('sealed-keys.conf.example'), 'BindReadOnlyPaths')).toEqual([
      `%d/node-keys.json:${layout.nodeKeys}`,
    ]);
  });

  it('runs as the user that owns them', () => {
    expect(valuesOf(intake, 'User')).toEqual(['waylight']);
    expect(read('waylight.sysusers.conf')).toContain(`u waylight ${SERVICE_USER} `);
  });
});

it('no unit writes a core dump', () => {
  for (const name of services) {
    expect(valuesOf(read(name), 'LimitCORE'), name).toEqual(['0']);
    expect(valuesOf(read(name), 'CoredumpFilter'), name).toEqual(['0x0']);
  }
});
