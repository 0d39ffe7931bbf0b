import type { NodeCountry } from '@waylight/contracts';
import type { ReleasePlan } from '@waylight/disclosure-control';
import {
  createShiftedClock,
  freePort,
  type LocalServer,
  type MissingDependency,
  mountSmallDisk,
  type ShiftedClock,
  type SmallDisk,
  startOwnKafka,
  startTcpProxy,
  type TcpProxy,
} from '@waylight/testing';
import {
  HEAP_OF_1_GIB,
  type ProcessRegion,
  type ProcessRegionOptions,
  type ServiceProcess,
  startRegion,
} from '@waylight/tests-region';
import { createExtraRecords, type ExtraRecords } from './extra-records.ts';
import { type Stores, startStores } from './stores.ts';
import { createSupervisor, type Supervisor } from './supervisor.ts';

/** The parts of a region that clients use and that are checked at the end of a run. */
export type CheckedRegion = {
  readonly region: ProcessRegion;
  readonly countries: readonly NodeCountry[];
  readonly kafka: Pick<LocalServer, 'address'>;
  readonly stores: { readonly primary: () => Pick<LocalServer, 'address'> };
  readonly supervisor: Supervisor;
  /** Records that faults appended to topics of reports. */
  readonly extras: ExtraRecords;
  /** By name: `clients → intake-MK`, `intake-MK → kafka`, `aggregation-0 → kafka`, `aggregation-0 → redis`. */
  readonly links: ReadonlyMap<string, TcpProxy>;
  /** The links whose names contain all of these words. */
  readonly linksWith: (...words: readonly string[]) => readonly TcpProxy[];
  /** The port at which clients reach a node. */
  readonly nodePort: (country: NodeCountry) => number;
};

/** A region to disturb: every connection between its parts goes through a proxy, and it owns its broker and its store. */
export type FaultyRegion = Omit<CheckedRegion, 'kafka' | 'stores'> & {
  readonly kafka: LocalServer;
  readonly stores: Stores;
  /** Disks that can be filled: `intake-` with the first country, and `kafka`. Empty if mounting is not permitted. */
  readonly disks: ReadonlyMap<string, SmallDisk>;
  readonly process: (name: string) => ServiceProcess;
  /** By process, such as `intake-MK`. Empty if no clock can be shifted. */
  readonly clocks: ReadonlyMap<string, ShiftedClock>;
  readonly stop: () => Promise<void>;
};

export type FaultyRegionOptions = Pick<ProcessRegionOptions, 'partitions' | 'env' | 'steps'> & {
  readonly nodes: readonly NodeCountry[];
  readonly workers: number;
  /** Gives every node and worker a clock of its own, if this machine permits it. */
  readonly clocks?: boolean;
  /** Adds a second Redis, which confirms every commit and may become the primary. */
  readonly replica?: boolean;
  /** Gives disks that can be filled, if this machine permits it. */
  readonly disks?: boolean;
  /** Limits the heap as on a machine with 1 GiB. */
  readonly smallHeap?: boolean;
};

/** All periods up to last month are due: about 200 releases, which a run closes one by one. */
const EARLIER_PLAN: ReleasePlan = {
  version: 1,
  base: 5,
  from: '2010-01',
  tables: [
    {
      id: 'minimal-month',
      layer: 'reports',
      unit: 'incidents',
      rows: {
        dimension: 'country',
        values: ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'],
        rest: 'other-or-unknown',
      },
      columns: {
        dimension: 'typeGroup',
        values: ['violence', 'border', 'coercion', 'death'],
        rest: 'other-or-unknown',
      },
      period: 'month',
      closesAfterDays: 21,
      audience: 'partners',
    },
  ],
};

/** Large enough for any run: only written data takes memory. */
const DISK_MEGABYTES = 4_096;

const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(':') + 1));

/** Creates a part for each name, up to the first that this machine lacks. */
async function createEach<Part extends SmallDisk | ShiftedClock>(
  open: AsyncDisposableStack,
  names: readonly string[],
  create: () => Promise<Part | MissingDependency>,
): Promise<Map<string, Part>> {
  const parts = new Map<string, Part>();
  for (const name of names) {
    const part = await create();
    if ('unavailable' in part) break;
    parts.set(
      name,
      open.adopt(part, (one) => one.remove()),
    );
  }
  return parts;
}

/** Starts everything, or returns the dependency that this machine lacks. */
export async function startFaultyRegion(
  options: FaultyRegionOptions,
): Promise<FaultyRegion | MissingDependency> {
  await using open = new AsyncDisposableStack();
  const { nodes: countries, workers, steps } = options;
  const nodes = countries.map((country) => `intake-${country}`);
  const workerNames = Array.from({ length: workers }, (_, n) => `aggregation-${n}`);
  const links = new Map<string, TcpProxy>();
  const openLink = async (name: string, target: string) => {
    const proxy = open.adopt(await startTcpProxy(target), (one) => one.close());
    links.set(name, proxy);
    return proxy.address;
  };

  const storeNames = options.replica === true ? ['redis-0', 'redis-1'] : ['redis-0'];
  const withDisk = options.disks === true ? ['kafka', ...storeNames, ...nodes.slice(0, 1)] : [];
  const disks = await createEach<SmallDisk>(open, withDisk, () => mountSmallDisk(DISK_MEGABYTES));
  const storeDisks = storeNames.map((name) => disks.get(name));
  const stores = await startStores(storeDisks, (host) => {
    for (const [name, one] of links) if (name.endsWith(' → redis')) one.retarget(host);
  });
  if ('unavailable' in stores) return stores;
  open.adopt(stores, (one) => one.stop());
  const kafkaLinks = new Map<string, { readonly address: string; readonly advertised: string }>();
  for (const party of [...nodes, ...workerNames]) {
    const address = `127.0.0.1:${await freePort()}`;
    kafkaLinks.set(party, { address, advertised: await openLink(`${party} → kafka`, address) });
  }
  const redisLinks = new Map<string, string>();
  for (const party of [...workerNames, 'insights'])
    redisLinks.set(
      party,
      `redis://${await openLink(`${party} → redis`, new URL(stores.primary().address).host)}`,
    );

  const kafka = await startOwnKafka({
    listeners: [...kafkaLinks.values()],
    dataFolder: disks.get('kafka')?.folder,
  });
  if ('unavailable' in kafka) return kafka;
  open.adopt(kafka, (one) => one.stop());

  const withClock = options.clocks === true ? [...nodes, ...workerNames] : [];
  const clocks = await createEach<ShiftedClock>(open, withClock, createShiftedClock);
  const region = await startRegion({
    run: 'processes',
    log: kafka.address,
    store: stores.primary().address,
    replicas: stores.all.slice(1).map(({ address }) => address),
    ownsDependencies: true,
    nodes: countries,
    workers,
    partitions: options.partitions ?? 6,
    ...(steps === undefined ? {} : { steps, plan: EARLIER_PLAN, aggregation: { releaseIntervalMs: 1_000 } }),
    env: {
      ...options.env,
      aggregation: {
        WAYLIGHT_AGGREGATION_REDIS_REPLICAS: String(stores.all.length - 1),
        ...options.env?.aggregation,
      },
    },
    overrides: (party) => ({
      log: kafkaLinks.get(party)?.advertised,
      store: redisLinks.get(party),
      dataDir: disks.get(party)?.folder,
      env: { ...(options.smallHeap === true && HEAP_OF_1_GIB), ...clocks.get(party)?.env },
    }),
  });
  open.adopt(region, (one) => one.stop());
  for (const country of countries)
    await openLink(`clients → intake-${country}`, `127.0.0.1:${region.ports.intake(country)}`);
  const supervisor = open.adopt(createSupervisor(region.processes()), (one) => one.stop());
  const opened = open.move();
  return {
    region,
    countries,
    kafka,
    stores,
    disks,
    extras: createExtraRecords(),
    supervisor,
    links,
    linksWith: (...words) =>
      [...links].filter(([name]) => words.every((word) => name.includes(word))).map(([, proxy]) => proxy),
    nodePort: (country) => portOf(links.get(`clients → intake-${country}`)?.address ?? ''),
    process: (name) => {
      const found = region.processes().find((one) => one.name === name);
      if (found === undefined) throw new Error(`no process is called ${name}`);
      return found;
    },
    clocks,
    stop: () => opened.disposeAsync(),
  };
}
