import { chownSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { resticForTests } from '@waylight/testing';
import { type InProcessRegion, startRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runWaylight, startWaylight } from './command-line.ts';

const restic = resticForTests();
let region: InProcessRegion;

beforeAll(async () => {
  region = await startRegion({ run: 'in-process', organisations: ['MYLA'] });
  const lines = [
    'WAYLIGHT_INTAKE_COUNTRY=MK',
    `WAYLIGHT_INTAKE_DATA_DIR=${folder()}`,
    `WAYLIGHT_INTAKE_KEYS_FILE=${join(region.folder, 'keys', 'node-MK.json')}`,
  ];
  writeFileSync(variables(), lines.join('\n'));
});
afterAll(() => region.stop());

const folder = () => dirname(region.node().ledgerFile);
const variables = () => join(region.folder, 'intake.env');
const backups = () => join(folder(), 'backups');
/** In a process of its own, like an operator: the lock of the ledger must hold between processes. */
const onNode = (command: string, ...args: readonly string[]) =>
  startWaylight(region.folder, [command, '--env-file', variables(), ...args]).result;
const mk = (args: readonly string[], stdin?: object) =>
  runWaylight(region.folder, [...args, '--country', 'MK'], {
    ...(stdin !== undefined && { stdin: JSON.stringify(stdin) }),
  });
const send = (reportId: string) =>
  mk(['report', '-'], {
    reportId,
    occurredOn: '2025-03-14',
    country: 'MK',
    types: ['pushback'],
    shareWith: 'network',
  });

/** A node backs up at its start if it has no backup, and then every hour. */
const backUp = () => region.node().restart(() => rmSync(backups(), { recursive: true }));

it('a lost ledger is restored by one command, and what was retracted since stays retracted', async () => {
  for (const id of ['kept', 'retracted']) expect((await send(id)).code).toBe(0);
  await backUp();
  expect((await send('later')).code).toBe(0);
  expect((await mk(['consent', 'withdraw', 'retracted'])).code).toBe(0);
  await mk(['receipt', 'retracted', '--until', 'logged']);

  const whileRunning = await onNode('restore');
  expect(whileRunning).toMatchObject({ code: 3, out: '' });
  expect(whileRunning.err).toContain('the node is running');

  await region.node().stop();
  rmSync(region.node().ledgerFile);
  // Root restores the files of a user without a name, like in a container.
  if (process.getuid?.() === 0) chownSync(folder(), 10_001, 10_001);
  const restored = await onNode('restore');
  const [{ uid, mode }, owner] = [statSync(region.node().ledgerFile), statSync(folder())];
  expect([uid, mode & 0o777]).toEqual([owner.uid, 0o600]);
  expect(restored.err).toBe('');
  expect(restored.out).toMatch(
    /^restored: the ledger of MK as of 20.* UTC, with 2 reports and 0 activity reports\n/,
  );
  await region.node().start();

  expect((await mk(['receipt', 'kept'])).code).toBe(0);
  await expect
    .poll(async () => (await mk(['receipt', 'retracted'])).out, { timeout: 20_000 })
    .toContain('retracted');
  expect((await mk(['receipt', 'later'])).code).toBe(3);
  expect((await send('later')).code).toBe(0);
});

it('a check restores a backup elsewhere while the node runs, changes nothing, and leaves the ledger locked', async () => {
  await backUp();
  const before = readdirSync(folder()).sort();
  const checked = await onNode('restore', '--check', '--format', 'json');
  expect(JSON.parse(checked.out)).toMatchObject({
    outcome: 'can-be-restored',
    backup: { of: 'ledger of MK', parts: [{ name: 'ledger' }] },
    rows: { report: 3 },
  });
  expect(readdirSync(folder()).sort()).toEqual(before);
  expect((await onNode('restore', '--dry-run')).err).toContain('the node is running');
});

it('a damaged backup is refused, with the names of the others', async () => {
  const [copy = ''] = readdirSync(backups()).filter((name) => name.endsWith('.sqlite'));
  const bytes = readFileSync(join(backups(), copy));
  bytes[5_000] = (bytes[5_000] ?? 0) ^ 1;
  writeFileSync(join(backups(), copy), bytes);
  expect(await onNode('restore', '--check')).toMatchObject({
    code: 3,
    err: expect.stringContaining(`the backup cannot be restored: ${copy} was changed since it was written`),
  });
  expect(await onNode('restore', '--check', '--backup', 'node-20200101T000000Z')).toMatchObject({
    code: 3,
    err: expect.stringContaining(`It has ${copy.replace('-ledger.sqlite', '')}.`),
  });
});

it.skipIf(restic)(
  'a repository brings back a ledger of which the machine lost everything but the keys',
  async () => {
    await backUp();
    const repository = join(region.folder, 'repository');
    const store = () => onNode('backup', '--repository', repository);
    const first = await store();
    expect(first.err).toBe('');
    expect(first.out).toMatch(
      /^stored in .*, fetched back and restored: the ledger of MK as of .* with 3 reports/,
    );
    expect(first.out).toContain('The new password is in ');
    expect(statSync(join(region.folder, 'keys', 'backup-password')).mode & 0o777).toBe(0o600);
    const again = await store();
    expect(again.out).toContain('The repository has 2 backups of node-MK');
    expect(again.out).not.toContain('password');
    const { out } = await onNode('doctor', '--repository', repository, '--format', 'json');
    const backups = JSON.parse(out).findings.filter(({ check }: { check: string }) => check === 'backups');
    expect(backups).toMatchObject([
      { level: 'ok', what: expect.stringContaining('the newest backup is') },
      { level: 'ok', what: expect.stringMatching(/^a backup was last checked .* ago$/) },
      { level: 'ok', where: repository, what: expect.stringContaining('newest backup of node-MK') },
    ]);

    await region.node().stop();
    const lost = `${folder()}-lost`;
    renameSync(folder(), lost);
    const restored = await onNode('restore', '--snapshot', 'latest', '--repository', repository);
    expect(restored.err).toBe('');
    expect(restored.out).toMatch(/^restored: the ledger of MK /);
    rmSync(lost, { recursive: true });
    await region.node().start();
    expect((await mk(['receipt', 'kept'])).code).toBe(0);
  },
);

it.skipIf(restic)('a repository with another password, or without the node’s key, says so', async () => {
  const repository = join(region.folder, 'repository');
  const other = join(region.folder, 'other-password');
  writeFileSync(other, 'other', { mode: 0o600 });
  const refused = await onNode('backup', '--repository', repository, '--password-file', other);
  expect(refused).toMatchObject({ code: 6, err: expect.stringContaining('wrong password') });
  expect(readdirSync(folder()).filter((name) => /^(?:fetched|restore)-/.test(name))).toEqual([]);
});
