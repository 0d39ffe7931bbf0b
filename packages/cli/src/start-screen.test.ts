import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createAuthority, issueCertificate } from '@waylight/service-kit';
import { expect, test } from 'vitest';
import { printStartScreen } from './start-screen.ts';
import { contextForTests, runCommand } from './testing/run-command.ts';

const now = new Date();
const authority = await createAuthority({ commonName: 'test', days: 400, now });

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'waylight-start-screen-'));

/** A folder with these files, which may be empty. */
function folderWith(...names: readonly string[]): string {
  const folder = newFolder();
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), '');
  }
  return folder;
}

async function writeCertificate(file: string, uri: string, days = 365): Promise<string> {
  const { certificate } = await issueCertificate(authority, {
    commonName: 'MYLA',
    uri,
    usage: 'client',
    days,
    now,
  });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, certificate);
  return file;
}

type Place = { readonly env?: object; readonly cwd?: string; readonly machine?: string };

async function screenAt({ env, cwd = newFolder(), machine = newFolder() }: Place): Promise<string> {
  const { context, read } = contextForTests({ env, cwd });
  await printStartScreen(context, machine);
  const { out } = read();
  expect(out.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
  expect(out).toContain('waylight help all');
  return out;
}

test.each([
  ['organisation/MYLA', 'You are MYLA (organisation)', ['import', 'report', 'trends']],
  ['authority/ministry', 'You are ministry (authority)', ['changes', 'release list']],
  ['officer/privacy', 'You are privacy (officer)', ['audit show']],
  ['operator/region', 'You are region (operator)', ['release publish', 'dead-letters']],
])('the certificate of %s decides what is shown', async (holder, who, commands) => {
  const certificate = await writeCertificate(join(newFolder(), 'a.crt'), `waylight://${holder}`);
  const screen = await screenAt({ env: { certificate }, machine: folderWith('intake.env') });
  expect(screen).toContain(who);
  for (const command of commands) expect(screen).toMatch(new RegExp(`^ {2}waylight ${command} `, 'm'));
  expect(screen).not.toContain('certificate ends');
});

test('a certificate that ends soon is mentioned, and one that cannot be read', async () => {
  const file = join(newFolder(), 'a.crt');
  const certificate = await writeCertificate(file, 'waylight://organisation/MYLA', 3);
  expect(await screenAt({ env: { certificate } })).toContain('ends in 2 days: ask the operator');
  writeFileSync(file, 'nothing');
  expect(await screenAt({ env: { certificate } })).toContain('not a certificate that can be read');
});

test('in a trial, WAYLIGHT_AS decides', async () => {
  const cwd = folderWith('.waylight/region/region.json');
  expect(await screenAt({ cwd })).toContain('a region for trying Waylight');
  expect(await screenAt({ cwd, env: { as: 'MYLA' } })).toContain('has no certificate of it');
  const certs = join(cwd, '.waylight/region/certs');
  await writeCertificate(join(certs, 'organisations/MYLA.crt'), 'waylight://organisation/MYLA');
  expect(await screenAt({ cwd, env: { as: 'MYLA' } })).toContain(
    'You are MYLA (organisation), by WAYLIGHT_AS.',
  );
});

test.each([
  [['requests.tar'], "waits for the region's answer", 'node accept'],
  [['requests.tar', 'intake.env'], 'was never started', 'up'],
  [['requests.tar', 'intake.env', 'data/ledger.sqlite'], "is a country's node.", 'doctor'],
  [['aggregation.env'], 'the region, without a node yet', 'node add'],
  [['aggregation.env', 'nodes/MK.json'], 'is the region.', 'release preview'],
  [[], 'has no node or region', 'region init'],
])('a machine with %j gets its next step', async (files, who, command) => {
  const screen = await screenAt({ machine: folderWith(...files) });
  expect(screen).toContain(who);
  expect(screen).toContain(`  waylight ${command} `);
});

test('waylight alone and waylight help show it; help all and --help list every command', async () => {
  const alone = await runCommand([]);
  expect(alone).toMatchObject({ exit: 0, err: '' });
  expect(await runCommand(['help'])).toEqual(alone);
  const all = await runCommand(['help', 'all']);
  expect(all).toEqual(await runCommand(['--help']));
  expect(all.out).toMatch(/For reporters:.*For operators:.*Exit codes:/s);
});
