import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ContainerSpec,
  type Containers,
  containersForTests,
  kafkaEnvironment,
  type RunningContainer,
  startContainer,
  startNetwork,
  waitFor,
} from '@waylight/testing';
import { createTestAuthority } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const containers = containersForTests();
const USER = 10_001;
const BROKER_SETTINGS = new URL('../../../infra/kafka/server.properties', import.meta.url);

describe.skipIf('unavailable' in containers || !containers.areOurs)('our images', () => {
  const { host, images } = containers as Containers;
  const folder = mkdtempSync(join(tmpdir(), 'waylight-images-'));
  const running: RunningContainer[] = [];
  let network: Awaited<ReturnType<typeof startNetwork>>;

  beforeAll(async () => {
    chownSync(folder, USER, USER);
    network = await startNetwork(host);
  });
  afterAll(async () => {
    for (const container of running) await container.stop();
    await network?.stop();
    rmSync(folder, { recursive: true });
  });

  /** Writes a file or creates a folder that only the user of the images can open. */
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    chownSync(path, USER, USER);
    return path;
  };
  const dataFolder = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path, { mode: 0o700 });
    chownSync(path, USER, USER);
    return path;
  };
  /** Starts an image with a read-only root and the folder of this test at the same path. */
  const start = async (image: string, spec: Partial<ContainerSpec>): Promise<RunningContainer> => {
    const container = await startContainer({
      image: images[image] ?? '',
      host,
      network: network.name,
      alias: image,
      readOnly: true,
      user: `${USER}:${USER}`,
      mounts: [{ source: folder, target: folder, writable: true }],
      ...spec,
    });
    running.push(container);
    return container;
  };
  const expectHealthy = (container: RunningContainer, check: string) =>
    waitFor(`${check} to succeed`, async () => (await container.exec([check])).code === 0, {
      deadlineMs: 60_000,
      everyMs: 500,
    });
  const sh = async (container: RunningContainer, command: string): Promise<string> =>
    (await container.exec(['sh', '-c', command])).output.trim();

  it('Kafka is healthy with mutual TLS, keys in PEM files and access rules, and its check leaves no process', {
    timeout: 240_000,
  }, async () => {
    const authority = await createTestAuthority('authority of the log');
    const { key, certificate } = await authority.issue('waylight-kafka', 'client-and-server');
    const data = dataFolder('kafka');
    const settings = Object.fromEntries(
      [...readFileSync(BROKER_SETTINGS, 'utf8').matchAll(/^([a-z.]+)=(.*)$/gm)].map(([, name, value]) => [
        name,
        value,
      ]),
    ) as Record<string, string>;
    const kafka = await start('kafka', {
      environment: kafkaEnvironment({
        ...settings,
        listeners: 'SSL://:9092,CONTROLLER://:9093',
        'advertised.listeners': 'SSL://localhost:9092',
        'ssl.keystore.location': file('kafka.pem', `${key}\n${certificate}`),
        'ssl.truststore.location': file('kafka-ca.crt', authority.certificate),
        'log.dirs': join(data, 'logs'),
      }),
      readyLog: /Kafka Server started/,
    });
    await expectHealthy(kafka, 'kafka-ready');
    // The engine runs the check too, every 10 seconds.
    await waitFor('openssl to end', async () => !/openssl/.test(await sh(kafka, 'cat /proc/[0-9]*/comm')));
    expect(await sh(kafka, 'stat -c %a /tmp')).toBe('1777');
    const strangers = await createTestAuthority('another authority');
    file('kafka-ca.crt', strangers.certificate);
    expect((await kafka.exec(['kafka-ready'])).code).not.toBe(0);
  });

  it('Redis is healthy if it accepts only TLS', { timeout: 120_000 }, async () => {
    const authority = await createTestAuthority('authority of Redis');
    const { key, certificate } = await authority.issue('redis', 'server');
    const redis = await start('redis', {
      environment: { REDIS_TLS_PORT: '6380' },
      command: [
        ...[
          'redis-server',
          '--dir',
          dataFolder('redis'),
          '--tls-ca-cert-file',
          file('redis-ca.crt', authority.certificate),
        ],
        ...['--tls-cert-file', file('redis.crt', certificate), '--tls-key-file', file('redis.key', key)],
        ...['--user', 'default', 'off'],
      ],
      readyLog: /[Rr]eady to accept connections/,
    });
    await expectHealthy(redis, 'redis-ready');
    expect((await redis.exec(['redis-cli', '-p', '6379', 'ping'])).code).not.toBe(0);
    expect((await redis.exec(['redis-cli', '-p', '6380', 'ping'])).code).not.toBe(0);
    expect((await redis.exec(['env', 'REDIS_TLS_PORT=6381', 'redis-ready'])).code).not.toBe(0);
    expect(await sh(redis, 'stat -c %a /tmp')).toBe('1777');
  });

  it('the proxy serves its sites, and refuses to open its admin endpoint', { timeout: 120_000 }, async () => {
    const mounted = (source: string) => ({
      mounts: [
        { source, target: '/etc/caddy/Caddyfile' },
        { source: join(folder, 'caddy'), target: '/data', writable: true },
      ],
    });
    dataFolder('caddy');
    const site = 'https://localhost:8443 {\n  tls internal\n  respond "well"\n}\n';
    const proxy = await start('proxy', mounted(file('Caddyfile', site)));
    await expectHealthy(proxy, 'proxy-ready');
    expect(await sh(proxy, 'stat -c %a /tmp')).toBe('1777');
    expect(await sh(proxy, 'cat /proc/net/tcp /proc/net/tcp6')).not.toMatch(/ 0{8,32}:07E3 /);

    const open = await start('proxy', {
      alias: 'open',
      ...mounted(file('Caddyfile-open', `{\n  admin :2019\n}\n${site}`)),
    });
    await waitFor('the proxy to end', () => open.hasExited(), { deadlineMs: 30_000 });
    expect(await open.output()).toContain('the admin endpoint must listen on 127.0.0.1');
  });

  it('Prometheus and Alertmanager are healthy only once they are ready', { timeout: 120_000 }, async () => {
    const prometheus = await start('monitoring', {
      alias: 'prometheus',
      command: [
        'prometheus',
        `--config.file=${file('prometheus.yaml', 'scrape_configs: []\n')}`,
        `--storage.tsdb.path=${dataFolder('prometheus')}`,
      ],
    });
    const alertmanager = await start('monitoring', {
      alias: 'alertmanager',
      command: [
        'prometheus-alertmanager',
        `--config.file=${file('alertmanager.yaml', 'receivers: [{ name: one }]\nroute: { receiver: one }\n')}`,
        `--storage.path=${dataFolder('alertmanager')}`,
        '--cluster.listen-address=',
      ],
    });
    for (const container of [prometheus, alertmanager]) {
      await expectHealthy(container, 'monitoring-ready');
      expect(await sh(container, 'grep "^Max core" /proc/1/limits')).toMatch(/size +0 +0 /);
      expect(await sh(container, 'stat -c %a /tmp')).toBe('1777');
    }
    expect(await sh(alertmanager, 'amtool alert')).toContain('Alertname');
    const neither = await start('monitoring', { alias: 'neither', command: ['sleep', 'infinity'] });
    expect((await neither.exec(['monitoring-ready'])).code).not.toBe(0);
  });

  it('the tools have the command, and restic', { timeout: 120_000 }, () => {
    const run = (...args: string[]) =>
      execFileSync(
        'docker',
        ['run', '--rm', '--network', 'none', '--read-only', '--tmpfs', '/tmp', ...args],
        {
          env: { PATH: process.env.PATH, ...(host === undefined ? {} : { DOCKER_HOST: host }) },
          encoding: 'utf8',
        },
      );
    const tools = images.tools ?? '';
    expect(run(tools, '--help')).toContain('Usage: waylight');
    expect(run('--entrypoint', 'restic', tools, 'version')).toContain('restic 0.');
    expect(run('--entrypoint', 'sh', tools, '-c', 'id -u; stat -c %a /tmp; command -v ssh')).toBe(
      '10001\n1777\n/usr/bin/ssh\n',
    );
  });
});
