import { readTestingConfig } from './config.ts';
import type { Containers, MissingDependency } from './dependency.ts';
import { isDockerReachable } from './docker.ts';
import { startDockerEngine } from './docker-engine.ts';
import { buildImages } from './images.ts';

export type RequestedContainers = {
  readonly kafka: boolean;
  readonly redis: boolean;
  readonly services: boolean;
};

export type TestContainers = {
  /** Containers for Kafka and Redis. Default: local processes. */
  readonly forDependencies: Containers | undefined;
  readonly forTests: Containers | MissingDependency;
  stop(): Promise<void>;
};

const TESTED_IMAGES = ['intake', 'aggregation', 'insights', 'proxy', 'monitoring', 'tools'];
const OFFICIAL_BASE = 'debian:bookworm-slim';

/** Prepares engine and images for this run, as the environment selects. */
export async function prepareContainers(wanted: RequestedContainers): Promise<TestContainers> {
  switch (readTestingConfig().containers) {
    case 'none':
      return without('WAYLIGHT_TEST_CONTAINERS is none; npm run verify -- containers brings an engine');
    case 'offline':
      return buildOffline(wanted);
    case 'found':
      return isDockerReachable()
        ? useOfficial(wanted)
        : without('no Docker answers; WAYLIGHT_TEST_CONTAINERS=offline brings one');
  }
}

function without(unavailable: string): TestContainers {
  return { forDependencies: undefined, forTests: { unavailable }, stop: async () => {} };
}

/** Starts the run's own engine, with images that are built from a Debian root file system. */
async function buildOffline({ kafka, redis, services }: RequestedContainers): Promise<TestContainers> {
  const engine = await startDockerEngine();
  if ('unavailable' in engine) return without(engine.unavailable);
  const names = [
    ...(kafka || services ? ['kafka'] : []),
    ...(redis || services ? ['redis'] : []),
    ...(services ? TESTED_IMAGES : []),
  ];
  const built = await buildImages(names, { host: engine.host });
  if ('unavailable' in built) {
    await engine.stop();
    return without(built.unavailable);
  }
  const containers = { host: engine.host, areOurs: true, images: built.tags };
  return { forDependencies: containers, forTests: containers, stop: engine.stop };
}

/** Uses published images in an existing Docker. Images of the services are built on Debian's official image. */
async function useOfficial({ services }: RequestedContainers): Promise<TestContainers> {
  const { kafkaImage, redisImage } = readTestingConfig();
  const published = { kafka: kafkaImage, redis: redisImage };
  const forDependencies = { areOurs: false, images: published };
  const stop = async () => {};
  if (!services)
    return { forDependencies, forTests: { unavailable: 'no test of this run needs them' }, stop };
  if (process.platform !== 'linux')
    return {
      forDependencies,
      forTests: { unavailable: 'images of the services can be built on Linux only' },
      stop,
    };
  const built = await buildImages(TESTED_IMAGES, { base: OFFICIAL_BASE });
  if ('unavailable' in built) return { forDependencies, forTests: { unavailable: built.unavailable }, stop };
  return { forDependencies, forTests: { areOurs: false, images: { ...published, ...built.tags } }, stop };
}
