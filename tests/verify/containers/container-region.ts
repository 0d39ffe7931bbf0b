import { randomBytes } from 'node:crypto';
import { chownSync, readdirSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { NodeCountry } from '@waylight/contracts';
import { type Containers, type RunningContainer, startNetwork, waitFor } from '@waylight/testing';
import {
  type Certificates,
  freeRegionPorts,
  type RegionPorts,
  writeRegionFiles,
} from '@waylight/tests-region';
import { aggregationAcl, releasedReaderAcl } from '@waylight/view-store';
import {
  type ContainerFiles,
  type ContainerSettings,
  startAggregation,
  startInsights,
  startIntake,
  startKafka,
  startRedis,
} from './containers.ts';

/** A region with each part in its own container; they address each other by name. */
export type ContainerRegion = {
  /** Laid out like the folder of a trial region, so that the command line finds certificates and ports. */
  readonly dir: string;
  readonly ports: RegionPorts;
  readonly certificates: Certificates;
  /** `kafka`, `redis`, `aggregation`, `insights` and `intake-MK`. */
  readonly containers: ReadonlyMap<string, RunningContainer>;
  /** Kills a container, starts it again, and waits until its service is ready. */
  killAndRestart(name: string): Promise<void>;
  stop(): Promise<void>;
};

const NAMESPACE = 'waylight';
/** The user of our images, which alone may read the keys. */
const IMAGE_USER = 10_001;
const READY_MS = 120_000;

export async function startContainerRegion(
  containers: Containers,
  countries: readonly NodeCountry[],
): Promise<ContainerRegion> {
  const dir = await mkdtemp(join(tmpdir(), 'waylight-containers-'));
  const ports = await freeRegionPorts();
  const network = await startNetwork(containers.host);
  const running = new Map<string, RunningContainer>();
  const readyPorts = new Map<string, number>();

  const stop = async () => {
    for (const container of [...running.values()].reverse()) await container.stop();
    await network.stop();
    await rm(dir, { recursive: true, force: true });
  };
  const waitUntilReady = async (name: string): Promise<void> => {
    const port = readyPorts.get(name);
    const container = running.get(name);
    if (port !== undefined && container !== undefined) await waitForService(name, port, container);
  };

  try {
    const files = await writeFiles(dir, ports.offset, countries);
    const settings: ContainerSettings = {
      containers,
      network: network.name,
      ports,
      files,
      namespace: NAMESPACE,
    };
    running.set('redis', await startRedis(settings));
    running.set('kafka', await startKafka(settings));
    running.set('aggregation', await startAggregation(settings));
    readyPorts.set('aggregation', ports.worker(0).ops);
    await waitUntilReady('aggregation');
    for (const country of countries) {
      running.set(`intake-${country}`, await startIntake(settings, country));
      readyPorts.set(`intake-${country}`, ports.intakeOps(country));
    }
    running.set('insights', await startInsights(settings));
    readyPorts.set('insights', ports.insightsOps);
    await Promise.all([...running.keys()].map(waitUntilReady));
    return {
      dir,
      ports,
      certificates: files.certificates,
      containers: running,
      killAndRestart: async (name) => {
        const container = running.get(name);
        if (container === undefined) throw new Error(`no container is called ${name}`);
        await container.kill();
        await container.start();
        await waitUntilReady(name);
      },
      stop,
    };
  } catch (error) {
    // The first error is the one to report.
    await stop().catch(() => {});
    throw error;
  }
}

async function waitForService(name: string, port: number, container: RunningContainer): Promise<void> {
  await waitFor(
    `${name} to be ready`,
    async () => {
      if (await isReady(port)) return true;
      if (await container.hasExited()) throw new Error(`${name} exited during its start`);
      return false;
    },
    { deadlineMs: READY_MS, everyMs: 200 },
  ).catch(async (cause) => {
    throw new Error(`${name}: ${(await container.output()).slice(-3_000)}`, { cause });
  });
}

/** Writes the files of the command line, a folder with those of the containers, and a data folder for each service. */
async function writeFiles(
  dir: string,
  portOffset: number,
  nodes: readonly NodeCountry[],
): Promise<ContainerFiles> {
  const files = await writeRegionFiles(dir, { portOffset, nodes });
  const { certificates } = files;
  const config = join(dir, 'config');
  await mkdir(config);
  for (const file of [
    files.registry,
    files.releaseKeys,
    files.releaseSecret,
    files.signingKey,
    certificates.caFile,
    certificates.serverCertificate,
    certificates.serverKey,
    ...nodes.flatMap((country) => Object.values(certificates.node(country))),
    ...nodes.map(files.nodeKeys),
  ])
    await cp(file, join(config, basename(file)));
  for (const one of [...nodes, 'aggregation', 'insights'])
    await mkdir(join(dir, 'nodes', one), { recursive: true, mode: 0o700 });
  const redisUser = async (name: string, rules: readonly string[]) => {
    const password = randomBytes(16).toString('hex');
    await writeFile(join(config, `redis-${name}`), password, { mode: 0o600 });
    return { rules, password };
  };
  const redisUsers = {
    aggregation: await redisUser('aggregation', aggregationAcl(NAMESPACE)),
    insights: await redisUser('insights', releasedReaderAcl(NAMESPACE)),
  };
  const user = process.getuid?.() === 0 ? IMAGE_USER : (process.getuid?.() ?? IMAGE_USER);
  if (process.getuid?.() === 0) changeOwner(user, [config, join(dir, 'nodes')]);
  return {
    certificates,
    config,
    dataOf: (who) => join(dir, 'nodes', who),
    user: `${user}:${user}`,
    redisUsers,
  };
}

function changeOwner(user: number, folders: readonly string[]): void {
  for (const folder of folders) {
    chownSync(folder, user, user);
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      chownSync(join(folder, entry), user, user);
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      signal: AbortSignal.timeout(2_000),
    });
    return answer.status === 200;
  } catch {
    return false;
  }
}
