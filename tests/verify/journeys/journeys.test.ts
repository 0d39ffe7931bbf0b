import { appendFile, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { isDeepStrictEqual } from 'node:util';
import { NODE_COUNTRIES, type NodeCountry, SERVICE_PORTS } from '@waylight/contracts';
import { nodeLayout, REGION_PARTS, regionLayout } from '@waylight/deployment';
import { composeForTests, containersForTests, resticForTests, waitFor } from '@waylight/testing';
import {
  createNodeClient,
  exampleDeath,
  examplePushback,
  type NodeClient,
  ROOT,
} from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPepper } from '../upgrade/release-tree.ts';
import { runPrintedCommands } from '../upgrade/run-printed-commands.ts';
import { buildBaselineImage } from './baseline-image.ts';
import {
  administratorFlags,
  callerFlags,
  compose,
  type EngineEnvironment,
  emptyFolder,
  issueOrganisation,
  joinNode,
  ownAddress,
  runProgram,
  waylight,
} from './machines.ts';
import { type Sent, startSender, waitForStable, waitUntilCounted } from './senders.ts';
import { measureUsage, medianSeconds } from './usage.ts';

const BASELINE = '0.4.0';
const MOST_MEMORY_OF_A_NODE = 200 * 1024 ** 2;

const containers = containersForTests();
const plugin = 'unavailable' in containers ? containers : composeForTests();
const restic = resticForTests();
const unavailable = 'unavailable' in plugin || restic !== undefined;

/** Organisations that report in one country each. */
const LEADS: Readonly<Record<NodeCountry, string>> = {
  AL: 'AHC',
  BA: 'VPBIH',
  ME: 'GAMN',
  MK: 'MYLA',
  RS: 'BCHR',
  XK: 'CRPK',
};

describe.skipIf(unavailable)('the journeys of operators, in containers', () => {
  let root: string;
  let env: EngineEnvironment;
  let host: string;
  const clients = new Map<NodeCountry, NodeClient>();
  /** From `node init` to the answer to a preview, by country. */
  const joinedMs = new Map<NodeCountry, number>();
  const region = () => join(root, 'region');
  const node = (country: NodeCountry) => join(root, `node-${country}`);
  const client = (country: NodeCountry): NodeClient => {
    const found = clients.get(country);
    if (found === undefined) throw new Error(`there is no client of ${country}`);
    return found;
  };
  const insights = (organisation: string) => [
    '--insights',
    `${host}:${SERVICE_PORTS.insights}`,
    ...callerFlags(region(), 'organisations', organisation),
  ];
  const publicRecord = async (): Promise<string> => {
    const question = ['trends', '--layer', 'public-record', '--by', 'period,country', '--period', 'year'];
    return (await waylight(env, [...question, '--format', 'json', ...insights('MYLA')])).out;
  };
  const exactCounts = async (): Promise<Record<string, number>> => {
    const { cells } = JSON.parse(await publicRecord()) as { cells: { country: string; value: number }[] };
    return Object.fromEntries(cells.map(({ country, value }) => [country, value]));
  };

  beforeAll(async () => {
    if ('unavailable' in containers || 'unavailable' in plugin) return;
    root = await mkdtemp(join(tmpdir(), 'waylight-journeys-'));
    host = ownAddress();
    env = { DOCKER_HOST: containers.host ?? '', ...plugin.environment };
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    for (const [name, tag] of Object.entries(containers.images))
      await runProgram('docker', ['tag', tag, `waylight/${name}:${version}`], { env });
  }, 600_000);
  afterAll(async () => {
    for (const one of clients.values()) one.close();
    for (const dir of [...NODE_COUNTRIES.map(node), region()])
      await compose(env, dir, 'down', '--volumes', '--timeout', '5').catch(() => {});
    await rm(root, { recursive: true, force: true });
  }, 300_000);

  it('B: the region starts from nothing, and six nodes join it', { timeout: 900_000 }, async () => {
    const begun = performance.now();
    await waylight(env, [
      'region',
      'init',
      '--host',
      host,
      '--tls',
      'internal',
      '--dir',
      region(),
      '--force',
    ]);
    const again = await waylight(env, ['region', 'init', '--host', host, '--dir', region()], [3]);
    expect(again.err).toContain('nothing was changed');
    const started = await waylight(env, ['up', '--dir', region(), '--format', 'json']);
    expect(JSON.parse(started.out).worst).toBe('ok');
    print(`B: the region works after ${medianSeconds([performance.now() - begun])}`);
    for (const [n, country] of NODE_COUNTRIES.entries()) {
      const joined = performance.now();
      await joinNode(env, { region: region(), dir: node(country), country, host, n });
      await waylight(env, ['up', '--dir', node(country)]);
      joinedMs.set(country, performance.now() - joined);
    }
    print(`B: six nodes have joined after ${medianSeconds([performance.now() - begun])}`);
    const keys = await readdir(regionLayout(region()).keys, { recursive: true });
    expect(keys.filter((name) => /node-keys|age-identity/.test(name))).toEqual([]);
    await waitUntilMonitored(region(), 9090, ['aggregation:9100', 'insights:9100']);
    // At a node it is optional.
    const monitored = 'COMPOSE_FILE=compose.yaml:monitoring.yaml\nWAYLIGHT_PROMETHEUS_PORT=9091\n';
    await appendFile(nodeLayout(node('MK')).settings, monitored);
    await waylight(env, ['up', '--dir', node('MK')]);
    await waitUntilMonitored(node('MK'), 9091, ['intake:9100']);
  });

  /** Waits until Prometheus scrapes these targets alone, all are up, and its watchdog fires in Alertmanager. */
  const waitUntilMonitored = async (dir: string, port: number, targets: readonly string[]) => {
    const scraped = async (): Promise<string[]> => {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/targets?state=active`);
      const { data } = (await response.json()) as {
        data: { activeTargets: { labels: { instance: string }; health: string }[] };
      };
      return data.activeTargets.map(({ labels, health }) => `${labels.instance} ${health}`).sort();
    };
    const alerts = () => compose(env, dir, 'exec', '--no-TTY', 'alertmanager', 'amtool', 'alert');
    const up = targets.map((target) => `${target} up`);
    await waitFor(
      `${up.join(', ')}, and the watchdog`,
      async () => isDeepStrictEqual(await scraped(), up) && /^Watchdog /m.test(await alerts()),
      { deadlineMs: 150_000, everyMs: 1_000 },
    );
  };

  it('A: a client’s preview is answered, and its report is counted by the region', {
    timeout: 300_000,
  }, async () => {
    const connect = async (country: NodeCountry, organisation: string) =>
      createNodeClient(
        country,
        SERVICE_PORTS.intake[country],
        await issueOrganisation(env, region(), organisation),
        host,
      );
    for (const country of NODE_COUNTRIES) {
      const lead = await connect(country, LEADS[country]);
      const report = examplePushback(`first-${country}`, country);
      const asked = performance.now();
      await lead.preview(report);
      joinedMs.set(country, (joinedMs.get(country) ?? 0) + performance.now() - asked);
      await lead.submit(report);
      await waitUntilCounted(lead, [`first-${country}`]);
      lead.close();
      // A disk without encryption, and a backup that is still missing, need attention; nothing is wrong.
      const doctor = ['doctor', '--env-file', join(node(country), 'intake.env'), '--format', 'json'];
      expect(JSON.parse((await waylight(env, doctor, [0, 7])).out).worst, country).not.toBe('wrong');
    }
    print(
      `A: a preview is answered ${medianSeconds([...joinedMs.values()])} after node init (median of six)`,
    );
    for (const country of NODE_COUNTRIES) clients.set(country, await connect(country, 'DRC'));
    // DRC reports at all nodes, which do not share its key yet.
    await expect(client('MK').submit(exampleDeath('too-early', 'MK'))).rejects.toMatchObject({ code: 14 });
  });

  it('keys: all nodes share keys that the region cannot read', { timeout: 120_000 }, async () => {
    const shared = join(root, 'shared-keys.json');
    const onNode = (country: NodeCountry, ...args: readonly string[]) =>
      waylight(env, ['keys', ...args, '--dir', node(country)]);
    // The first nodes joined before the others, so the region sends the complete list again.
    await renew('AL');
    await onNode('AL', 'share', '--to', nodeLayout(node('AL')).nodes, '--out', shared, '--yes');
    for (const country of NODE_COUNTRIES.slice(1)) await onNode(country, 'accept', shared, '--yes');
    const shown = await Promise.all(
      NODE_COUNTRIES.map(async (country) =>
        JSON.parse((await onNode(country, 'show', '--format', 'json')).out),
      ),
    );
    const fingerprints = shown.map(({ everywhere }) => everywhere.fingerprint);
    expect(new Set(fingerprints).size).toBe(1);
    expect(fingerprints[0]).toMatch(/^[0-9a-f ]{39}$/);
  });

  const renew = async (country: NodeCountry): Promise<void> => {
    const dir = node(country);
    await waylight(env, ['node', 'renew', '--dir', dir]);
    const answer = join(dir, `answer-${country}.tar`);
    const add = [
      'node',
      'add',
      country,
      '--requests',
      nodeLayout(dir).requests,
      '--dir',
      region(),
      '--out',
      answer,
    ];
    await waylight(env, [...add, '--yes']);
    await waylight(env, ['node', 'accept', answer, '--dir', dir, '--yes']);
  };

  it('upgrades a node from the baseline, goes back, and upgrades it again', {
    timeout: 600_000,
  }, async () => {
    await buildBaselineImage(env, BASELINE);
    const dir = node('AL');
    const { settings, data, nodeKeys } = nodeLayout(dir);
    const version = async () => /^WAYLIGHT_VERSION=(.*)$/m.exec(await readFile(settings, 'utf8'))?.[1];
    const sendAndCount = async (id: string) => {
      await client('AL').submit(examplePushback(id, 'AL'));
      await waitUntilCounted(client('AL'), [id]);
    };
    const present = await version();
    // The baseline cannot open a ledger of this version.
    await compose(env, dir, 'down');
    await emptyFolder(data);
    await addPepper(nodeKeys);
    await writeFile(settings, (await readFile(settings, 'utf8')).replace(`=${present}\n`, `=${BASELINE}\n`));
    await compose(env, dir, 'up', '--detach', '--wait', 'intake');
    await sendAndCount('from-baseline');

    const { out: wayBack } = await waylight(env, ['upgrade', '--dir', dir]);
    expect(await version()).toBe(present);
    await sendAndCount('after-upgrade');
    await runPrintedCommands(wayBack, env);
    expect(await version()).toBe(BASELINE);
    await sendAndCount('gone-back');
    await waylight(env, ['upgrade', '--dir', dir]);
    for (const id of ['from-baseline', 'gone-back'])
      expect((await client('AL').receipt(id)).reportId, id).toBe(id);
  });

  it('uses little memory, processor and disk', { timeout: 300_000 }, async () => {
    const { lines, node: usage } = await measureUsage(env, {
      region: region(),
      node: node('MK'),
      client: client('MK'),
    });
    print(...lines);
    expect(usage.memory).toBeLessThan(MOST_MEMORY_OF_A_NODE);
  });

  it('loses no report while each container is killed, and certificates are replaced', {
    timeout: 1_200_000,
  }, async () => {
    const before = await exactCounts();
    const senders = NODE_COUNTRIES.map((country) => startSender(client(country), 'load'));
    for (const service of ['kafka', 'redis', 'aggregation', 'insights', 'proxy']) {
      await compose(env, region(), 'kill', service);
      await compose(env, region(), 'up', '--detach', '--wait', service);
    }
    for (const country of NODE_COUNTRIES) {
      await compose(env, node(country), 'kill', 'intake');
      await compose(env, node(country), 'up', '--detach', '--wait', 'intake');
    }
    await renew('MK');
    await renew('RS');
    await waylight(env, ['region', 'renew', '--dir', region()]);
    await compose(env, region(), 'restart', 'kafka', 'redis');
    const sent: Sent[] = [];
    for (const sender of senders) sent.push(await sender.stop());
    for (const { country, ids, wrongCodes } of sent) {
      expect(wrongCodes, country).toEqual([]);
      await waitUntilCounted(client(country), ids);
    }
    const expected = sent.map(({ country, ids }) => [country, (before[country] ?? 0) + ids.length]);
    expect(await exactCounts()).toEqual(Object.fromEntries(expected));
    for (const { country, ids, refused, longestGapMs } of sent)
      print(
        `${country}: ${ids.length} reports accepted, ${refused} calls refused and repeated, longest gap ${(longestGapMs / 1_000).toFixed(1)} s`,
      );
  });

  it('recovers a node whose machine is lost, and honours what was retracted since its backup', {
    timeout: 600_000,
  }, async () => {
    const dir = node('MK');
    const repository = join(root, 'repository');
    const mk = client('MK');
    for (const id of ['kept', 'retracted']) await mk.submit(exampleDeath(id, 'MK'));
    await waitUntilCounted(mk, ['kept', 'retracted']);
    await waylight(env, ['backup', '--env-file', join(dir, 'intake.env'), '--repository', repository]);
    await mk.retract('retracted');
    await waitFor('the retraction to be counted', async () => (await mk.receipt('retracted')).state !== 0, {
      deadlineMs: 30_000,
      everyMs: 200,
    });
    const view = await waitForStable(publicRecord);
    await compose(env, dir, 'down');
    await rm(nodeLayout(dir).data, { recursive: true });
    await waylight(env, [
      ...['restore', '--env-file', join(dir, 'intake.env')],
      ...['--repository', repository, '--snapshot', 'latest'],
    ]);
    await waylight(env, ['up', '--dir', dir]);
    expect((await mk.receipt('kept')).reportId).toBe('kept');
    expect(await waitForStable(publicRecord)).toBe(view);
  });

  it('recovers a region whose machine is lost: releases are restored, and the nodes send everything again', {
    timeout: 900_000,
  }, async () => {
    const repository = join(region(), 'repository');
    await mkdir(repository, { mode: 0o700 });
    const { uid, gid } = await stat(regionLayout(region()).keys);
    await chown(repository, uid, gid);
    const withTools = (command: string, service: string, ...more: readonly string[]) =>
      compose(
        env,
        region(),
        ...['run', '--rm', 'tools', command, '--env-file', join(region(), `${service}.env`)],
        ...['--repository', repository, ...more],
      );
    const services = ['aggregation', 'insights'] as const;
    for (const service of services) await withTools('backup', service);
    const view = await waitForStable(publicRecord);
    await compose(env, region(), 'down');
    for (const service of REGION_PARTS) await emptyFolder(regionLayout(region()).dataOf(service));

    await compose(env, region(), 'up', '--detach', '--wait', 'kafka', 'redis');
    await waylight(env, ['topics', 'apply', ...administratorFlags(region(), host)]);
    for (const service of services) await withTools('restore', service, '--snapshot', 'latest');
    await waylight(env, ['up', '--dir', region()]);
    for (const country of NODE_COUNTRIES) await compose(env, node(country), 'restart', 'intake');
    await waitFor(
      'the nodes to send everything again',
      async () => (await publicRecord().catch(() => '')) === view,
      { deadlineMs: 300_000, everyMs: 2_000 },
    );
  });
});

const print = (...lines: readonly string[]): void => {
  process.stdout.write(`${lines.join('\n')}\n`);
};
