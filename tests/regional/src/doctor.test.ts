import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runWaylight } from './command-line.ts';

let region: TrialRegion;

beforeAll(async () => {
  region = await startRegion({ run: 'trial', data: 'empty' });
});
afterAll(() => region?.stop());

type Finding = { readonly level: string; readonly check: string; readonly where: string };

it('finds no problem in a new trial, and checks all secrets of its services', async () => {
  const { out, err } = await runWaylight(region.dataDir, ['doctor', '--format', 'json']);
  const { findings } = JSON.parse(out) as { findings: Finding[] };
  expect(
    findings.filter(({ level }) => level === 'wrong'),
    err,
  ).toEqual([]);
  const looked = findings.filter(({ check }) => check === 'keys').map(({ where }) => where);
  const secrets = await secretsBelow(region.dataDir);
  expect(secrets.length).toBeGreaterThan(15);
  expect(looked.toSorted()).toEqual(secrets.toSorted());
});

/** The folder of keys, and keys among the services' certificates. Keys of people are stored elsewhere in a deployment. */
async function secretsBelow(folder: string): Promise<string[]> {
  const filesOf = async (...names: string[]) => {
    const entries = await readdir(join(folder, ...names), { withFileTypes: true });
    return entries.filter((one) => one.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  };
  const certificates = [...(await filesOf('certs')), ...(await filesOf('certs', 'services'))];
  return [...(await filesOf('keys')), ...certificates.filter((file) => !file.endsWith('.crt'))];
}
