import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeCountry } from '@waylight/contracts';
import { formatVariables, nodeLayout } from '@waylight/deployment';
import { freePort } from '@waylight/testing';
import { createNodeClient, type InProcessRegion, type NodeClient, startRegion } from '@waylight/tests-region';
import { runWaylight, startWaylight } from '@waylight/tests-regional/command-line';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type FakeDocker, startFakeDocker } from './fake-docker.ts';
import { runPrintedCommands } from './run-printed-commands.ts';

const COUNTRY: NodeCountry = 'MK';
/** The version of the command; the machine has an older one. */
const NEW: string = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
).version;
const OLD = '0.0.9';

/** A node in this process. Docker is replaced by a program that restarts it. */
describe('an upgrade of a node', () => {
  let dir: string;
  let docker: FakeDocker;
  let region: InProcessRegion;
  let client: NodeClient;
  /** Migrations that the new version has more. */
  let migrations: readonly string[];
  let running: string | undefined;
  const intake: { moreMigrations?: readonly string[] } = {};

  const settings = () => readFileSync(join(dir, '.env'), 'utf8');
  const configured = () => /^WAYLIGHT_VERSION=(.*)$/m.exec(settings())?.[1] ?? '';
  const upgraded = (...args: readonly string[]) => runWaylight(dir, ['upgrade', '--dir', dir, ...args]);
  const send = (reportId: string) =>
    client.submit({
      reportId,
      occurredOn: '2026-03-01',
      country: COUNTRY,
      types: ['pushback'],
      shareWith: 'partners',
    });
  const backups = () => readdirSync(join(dir, 'data', 'backups'));

  const start = async (): Promise<boolean> => {
    const version = configured();
    if (running === version) return true;
    await region.node().stop();
    intake.moreMigrations = version === NEW ? migrations : [];
    running = undefined;
    try {
      await region.node().start();
      running = version;
      return true;
    } catch {
      return false;
    }
  };

  beforeEach(async () => {
    migrations = [];
    intake.moreMigrations = [];
    dir = mkdtempSync(join(tmpdir(), 'waylight-upgrade-'));
    docker = await startFakeDocker({
      images: ['intake', 'tools'],
      up: start,
      stop: async () => {
        running = undefined;
        await region.node().stop();
      },
    });
    const health = await freePort();
    region = await startRegion({
      run: 'in-process',
      registry: 'small',
      organisations: ['MYLA'],
      intake,
      env: { WAYLIGHT_INTAKE_DATA_DIR: join(dir, 'data'), WAYLIGHT_INTAKE_OPS_PORT: String(health) },
    });
    const { files } = region;
    const port = files.ports.intake(COUNTRY);
    const init = ['node', 'init', '--country', COUNTRY, '--host', 'localhost', '--port', String(port)];
    const made = await runWaylight(dir, [...init, '--health-port', String(health), '--dir', dir, '--force']);
    expect(made.code, made.err).toBe(0);
    const layout = nodeLayout(dir);
    writeFileSync(layout.ca, readFileSync(region.certificates.caFile));
    const variables = { ...files.env.intake(COUNTRY), WAYLIGHT_INTAKE_DATA_DIR: layout.data };
    writeFileSync(layout.variables, formatVariables(variables, 'test'));
    writeFileSync(layout.settings, settings().replace(/^(WAYLIGHT_VERSION=).*$/m, `$1${OLD}`));
    writeFileSync(layout.compose, '# compose file of the old version\n');
    running = OLD;
    client = createNodeClient(COUNTRY, port, region.certificates.organisation('MYLA'));
  });
  afterEach(async () => {
    client.close();
    await region.stop();
    await docker.stop();
    rmSync(dir, { recursive: true });
  });

  it('migrates, and goes back by the printed commands with the copy from before the migration', async () => {
    await send('before');
    migrations = ['ALTER TABLE report ADD COLUMN more TEXT;'];
    const done = await upgraded();
    expect([done.code, done.err]).toEqual([0, expect.stringContaining('counted: the ledger of MK')]);
    expect(done.out).toContain(`upgraded from ${OLD} to ${NEW}`);
    expect(configured()).toBe(NEW);
    expect(readFileSync(join(dir, 'compose.yaml'), 'utf8')).toContain('image: waylight/intake');
    expect((await client.receipt('before')).reportId).toBe('before');
    await send('after');

    expect(await runPrintedCommands(done.out)).toContain(
      'Ask organisations to send again what they sent after',
    );
    expect([configured(), readFileSync(join(dir, 'compose.yaml'), 'utf8')]).toEqual([
      OLD,
      '# compose file of the old version\n',
    ]);
    expect((await client.receipt('before')).reportId).toBe('before');
    await expect(client.receipt('after')).rejects.toMatchObject({ code: 5 });
    expect(readdirSync(join(dir, 'data')).some((name) => name.startsWith('ledger-replaced-'))).toBe(true);
  }, 240_000);

  it('goes back without loss if the schema is the same', async () => {
    const done = await upgraded('--format', 'json');
    const { wayBack, ...outcome } = JSON.parse(done.out) as { wayBack: readonly string[] };
    expect([done.code, outcome]).toEqual([0, { outcome: 'upgraded', from: OLD, to: NEW }]);
    expect(wayBack.join('\n')).toMatch(/Nothing is lost/);
    await send('after');
    await runPrintedCommands(wayBack.join('\n'));
    expect((await client.receipt('after')).reportId).toBe('after');
  }, 240_000);

  it('says how to go back if a migration fails half-way, and keeps the copy', async () => {
    await send('before');
    migrations = ["UPDATE report SET notes = 'changed'; INSERT INTO missing VALUES (1);"];
    const failed = await upgraded();
    expect(failed.code).toBe(6);
    expect(failed.err).toContain(`from ${OLD} to ${NEW} is not complete`);
    const [, copy = ''] = /--backup (\S+)/.exec(failed.err) ?? [];
    expect(backups()).toContain(`${copy}.json`);
    expect(readFileSync(join(dir, 'data', 'backups', 'node.kept'), 'utf8')).toBe(copy);
    // The database is as it was, so that the second half of the commands is not needed.
    await runPrintedCommands(failed.err.split('Only if')[0] ?? '');
    expect((await client.receipt('before')).reportId).toBe('before');
  }, 240_000);

  it('refuses to call an upgrade complete that lost a row', async () => {
    await send('before');
    migrations = ['DELETE FROM report;'];
    const failed = await upgraded();
    expect([failed.code, failed.err]).toEqual([3, expect.stringMatching(/report has 0 rows, and had 1/)]);
    const [putBack = '', restore = ''] = failed.err.split('Only if');
    await expect(runPrintedCommands(putBack)).rejects.toThrow('docker compose up failed');
    await runPrintedCommands(restore);
    expect((await client.receipt('before')).reportId).toBe('before');
  }, 240_000);

  it('is completed by `waylight up` after an interruption, and goes back by the commands in the file', async () => {
    await send('before');
    migrations = ['ALTER TABLE report ADD COLUMN more TEXT;'];
    const interrupted = startWaylight(dir, ['upgrade', '--dir', dir]);
    docker.onceUp(() => interrupted.kill('SIGKILL'));
    expect((await interrupted.result).code).toBeNull();
    await docker.idle();
    expect((await upgraded()).err).toContain(`→ start it: waylight up --dir ${dir}`);
    await runPrintedCommands(`  waylight up --dir ${dir}`);
    expect((await client.receipt('before')).reportId).toBe('before');

    const [putBack = '', restore = ''] = readFileSync(join(dir, 'former', 'go-back.txt'), 'utf8').split(
      'Only if',
    );
    await expect(runPrintedCommands(putBack)).rejects.toThrow('docker compose up failed');
    await runPrintedCommands(restore);
    expect((await client.receipt('before')).reportId).toBe('before');
    expect(configured()).toBe(OLD);
  }, 240_000);

  it('is refused before any change if an image is missing, the node is down, or the order is wrong', async () => {
    const before = readdirSync(dir);
    docker.remove(`waylight/intake:${NEW}`);
    const checked = await upgraded('--check', '--format', 'json');
    expect(checked.code).toBe(3);
    const wrong = () =>
      JSON.parse(checked.out).findings.filter(({ level }: { level: string }) => level === 'wrong');
    expect(wrong()).toMatchObject([{ check: 'images', where: `waylight/intake:${NEW}` }]);
    const refused = await upgraded();
    expect([refused.code, refused.err]).toEqual([3, expect.stringContaining('nothing was changed')]);
    await region.node().stop();
    expect((await upgraded('--check')).out).toContain('does not answer');
    await region.node().start();
    expect([readdirSync(dir), configured()]).toEqual([before, OLD]);

    const newer = settings().replace(OLD, '99.0.0');
    writeFileSync(join(dir, '.env'), newer);
    expect((await upgraded()).err).toContain('which is newer than this command');
    writeFileSync(join(dir, '.env'), newer.replace('99.0.0', NEW));
    expect((await upgraded()).err).toContain(`has ${NEW} already`);
    expect(existsSync(join(dir, 'former'))).toBe(false);
  }, 240_000);
});

it('the region is checked as a whole, without any change', async () => {
  const root = mkdtempSync(join(tmpdir(), 'waylight-upgrade-'));
  const dir = join(root, 'region');
  const up = async () => true;
  const docker = await startFakeDocker({ images: ['aggregation', 'kafka'], up, stop: async () => undefined });
  onTestFinished(async () => {
    await docker.stop();
    rmSync(root, { recursive: true });
  });
  const init = ['region', 'init', '--host', 'localhost', '--dir', dir, '--force'];
  expect((await runWaylight(root, init)).code).toBe(0);
  const { settings } = nodeLayout(dir);
  writeFileSync(settings, readFileSync(settings, 'utf8').replace(/^(WAYLIGHT_VERSION=).*$/m, `$1${OLD}`));
  const before = readdirSync(dir, { recursive: true });
  const checked = await runWaylight(root, ['upgrade', '--check', '--dir', dir, '--format', 'json']);
  expect(checked.code, checked.err).toBe(3);
  const { findings } = JSON.parse(checked.out) as {
    findings: { level: string; check: string; where: string }[];
  };
  const places = (check: string) => findings.filter((one) => one.check === check).map(({ where }) => where);
  expect(places('version')).toEqual([dir]);
  expect(places('images')).toHaveLength(1);
  expect(findings.filter(({ level, check }) => level === 'wrong' && check !== 'connection')).toMatchObject([
    { check: 'ready', where: expect.stringContaining('aggregation') },
    { check: 'ready', where: expect.stringContaining('insights') },
  ]);
  expect(readdirSync(dir, { recursive: true })).toEqual(before);
}, 60_000);
