import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeLayout, regionLayout, SERVICE_USER } from '@waylight/deployment';
import { freePort, resticForTests, startOwnKafka, waitFor } from '@waylight/testing';
import { createNodeClient, examplePushback, type NodeClient, ROOT } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueOrganisation, runProgram } from './machines.ts';
import { type OwnSystemd, ownSystemdUnavailable, startOwnSystemd } from './own-systemd.ts';

const unavailable = ownSystemdUnavailable() ?? resticForTests()?.unavailable;
const DIR = '/srv/waylight';
const REGION = '/srv/region';
const HOST = 'localhost';
const layout = nodeLayout(DIR);
const JOBS = ['backup', 'restore-check', 'doctor'] as const;

describe.skipIf(unavailable !== undefined)('a node without Docker, under systemd', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waylight-systemd-'));
  const at = (path: string) => join(folder, path);
  let machine: OwnSystemd;
  let client: NodeClient;
  let healthPort: number;
  const started: (() => Promise<void> | void)[] = [];
  /** Runs a command in the folder of the units. */
  const shell = (command: string) =>
    machine.run('sh', '-c', `set -eu; cd /opt/systemd; PATH=$PATH:/opt/waylight; ${command}`);
  const waylight = (...args: readonly string[]) => machine.run('/opt/waylight/waylight', ...args);
  const property = async (name: string) =>
    (await machine.run('systemctl', 'show', '--value', `--property=${name}`, 'waylight-intake')).trim();
  const metric = async (name: string): Promise<number> => {
    const text = await (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text();
    return Number(new RegExp(`^${name}(?:\\{.*\\})? (\\S+)`, 'm').exec(text)?.[1]);
  };

  beforeAll(async () => {
    mkdirSync(at('srv'));
    await stageCommand(at('opt/waylight'));
    cpSync(join(ROOT, 'infra/systemd'), at('opt/systemd'), { recursive: true });
    machine = await startOwnSystemd(folder, { '/srv': at('srv'), '/opt': at('opt') });
    started.push(() => machine.stop());
    await shell('cp *.service *.timer /etc/systemd/system && systemd-sysusers $PWD/waylight.sysusers.conf');

    await waylight('region', 'init', '--host', HOST, '--tls', 'internal', '--dir', REGION, '--force');
    const region = regionLayout(at('srv/region'));
    const broker = readFileSync(region.broker, 'utf8').split('-----BEGIN CERTIFICATE');
    const settings = readFileSync(join(ROOT, 'infra/kafka/server.properties'), 'utf8')
      .split('\n')
      .flatMap((line) => (/^\w.*=/.test(line) ? [line.split(/=(.*)/s) as [string, string]] : []));
    const kafka = await startOwnKafka({
      tls: {
        ca: readFileSync(region.kafkaCa, 'utf8'),
        key: broker[0] ?? '',
        certificate: `-----BEGIN CERTIFICATE${broker[1]}`,
      },
      settings: Object.fromEntries(settings.map(([name, value]) => [name, value])),
    });
    if ('unavailable' in kafka) throw new Error(kafka.unavailable);
    started.push(() => kafka.stop());
    writeFileSync(
      region.settings,
      readFileSync(region.settings, 'utf8').replace(
        /^WAYLIGHT_KAFKA_ADDRESS=.*$/m,
        `WAYLIGHT_KAFKA_ADDRESS=${kafka.address}`,
      ),
    );

    const port = await freePort();
    healthPort = await freePort();
    const ports = ['--port', String(port), '--health-port', String(healthPort)];
    await waylight(
      'node',
      'init',
      '--country',
      'MK',
      '--host',
      HOST,
      ...ports,
      '--runner',
      'systemd',
      '--force',
    );
    const answer = `${DIR}/answer-MK.tar`;
    await waylight(
      'node',
      'add',
      'MK',
      '--requests',
      layout.requests,
      '--dir',
      REGION,
      '--out',
      answer,
      '--yes',
    );
    await waylight('node', 'accept', answer, '--yes');
    client = createNodeClient('MK', port, await issueOrganisation({}, at('srv/region'), 'MYLA'), HOST);
    started.push(() => client.close());
  }, 400_000);
  afterAll(async () => {
    for (const stop of started.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  }, 240_000);

  const send = async (id: string) => {
    await client.submit(examplePushback(id, 'MK'));
    await waitFor(`${id} to be sent`, async () => (await metric('waylight_intake_outbox_records')) === 0);
  };

  it('is started by `waylight up`, and sends a report to Kafka', async () => {
    expect(await waylight('up', '--dry-run')).toContain('systemctl restart waylight-intake.service');
    await waylight('up');
    expect(await property('UnitFileState')).toBe('enabled');
    await send('first');
  });

  it('is confined by the kernel as its unit says', async () => {
    const process = `/proc/${await property('MainPID')}`;
    const status = await machine.run('cat', `${process}/status`);
    for (const [name, value] of [
      ['Uid', `${SERVICE_USER}\t${SERVICE_USER}\t${SERVICE_USER}\t${SERVICE_USER}`],
      ['CapEff', '0000000000000000'],
      ['CapBnd', '0000000000000000'],
      ['NoNewPrivs', '1'],
      ['Seccomp', '2'],
    ])
      expect(status).toContain(`${name}:\t${value}\n`);
    expect(await machine.run('cat', `${process}/limits`)).toMatch(/^Max core file size +0 +0 /m);
    expect(await machine.run('cat', `${process}/coredump_filter`)).toBe('00000000\n');

    // Root in the mount namespace of the node: what is read-only or hidden there, is so for everybody.
    await machine.run('touch', `${layout.pending.dir}/new.key`);
    const inside = (...command: readonly string[]) =>
      machine.tryRun('nsenter', `--mount=${process}/ns/mnt`, ...command);
    for (const path of ['/usr', '/etc', '/opt/waylight', layout.config, layout.keys, layout.dir])
      expect((await inside('touch', `${path}/x`)).err).toContain('Read-only file system');
    expect((await inside('ls', layout.pending.dir)).out).not.toContain('new.key');
    expect((await inside('touch', `${layout.data}/x`)).code).toBe(0);
    expect((await inside('ls', '/dev')).out).not.toMatch(/^(vd|sd|nvme|mem|kmsg)/m);
  });

  it('is started again after a crash', async () => {
    const before = await property('MainPID');
    await machine.run('kill', '-9', before);
    await waitFor('the restart', async () => !['0', before].includes(await property('MainPID')));
    await waitFor('the node to work', () =>
      client.receipt('first').then(
        () => true,
        () => false,
      ),
    );
  });

  it('is backed up, tested and checked by the timers', async () => {
    await shell(
      `mkdir /mnt/repository; echo WAYLIGHT_BACKUP_REPOSITORY=/mnt/repository >>${layout.variables}`,
    );
    await jobs();
    for (const job of JOBS) await machine.run('systemctl', 'enable', '--now', `waylight-${job}@intake.timer`);
    const timers = await machine.run('systemctl', 'list-timers', '--no-legend', '--plain');
    for (const job of JOBS) expect(timers).toContain(`waylight-${job}@intake.service`);
  }, 240_000);

  it('works with keys that only this machine decrypts', async () => {
    // This machine has no TPM.
    const example = (await shell('cat sealed-keys.conf.example')).replace('host+tpm2', 'host');
    await shell([...example.matchAll(/^# {3}(.*)$/gm)].map(([, line]) => line).join('\n'));
    expect(statSync(at('srv/waylight/keys/node-keys.json')).size).toBe(0);
    await send('sealed');
    await jobs();
  }, 240_000);

  const jobs = async () => {
    for (const job of JOBS) await machine.run('systemctl', 'start', `waylight-${job}@intake`);
    const log = await shell('cat /var/log/services; : >/var/log/services');
    expect(log).toMatch(/^stored in .*, fetched back and restored/m);
    expect(log).not.toMatch(/could not be read|not readable/);
  };
});

/** Creates the command and the node as in a package. */
async function stageCommand(to: string): Promise<void> {
  const program = `
    const { stageCommand } = await import('./infra/package/stage-package.ts');
    await stageCommand(process.cwd(), ['intake'], process.argv[1]);`;
  const { code, err } = await runProgram(process.execPath, ['--input-type=module', '--eval', program, to], {
    env: {},
    cwd: ROOT,
  });
  if (code !== 0) throw new Error(err);
}
