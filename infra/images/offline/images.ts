import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchKafkaJars } from '@waylight/testing';
import { digestOf, digestOfFolder } from './digest.ts';
import { runProgram } from './engine.ts';
import { copyServiceSources, installService } from './service-app.ts';

export const SERVICES = ['intake', 'aggregation', 'insights'] as const;
export const IMAGES = ['kafka', 'redis', ...SERVICES] as const;
export type ImageName = (typeof IMAGES)[number];

/** How a service's application is put together: it decides what is in an image as much as the sources do. */
const ASSEMBLY_FILES = ['./service-app.ts', './workspace-closure.ts'].map(
  (file) => new URL(file, import.meta.url),
);

export type ImagePlan = {
  /** What it is built upon: a Debian, or our image of this name. */
  readonly base: 'debian' | 'runtime';
  /** Of everything that goes in, but for that. */
  readonly digest: string;
  readonly args: Readonly<Record<string, string>>;
  /** Worth keeping between runs: it changes seldom, or takes long. */
  readonly isCached: boolean;
  /** Completes the context: lays what the Dockerfile copies. */
  complete(): Promise<void>;
};

/** What an image is made of. The files of its folder are copied to `context`; the rest comes with `complete`. */
export async function planImage(
  root: string,
  name: ImageName | 'runtime',
  context: string,
): Promise<ImagePlan> {
  const copyToContext = (folder: string) =>
    cpSync(join(root, 'infra/images', folder), context, { recursive: true });
  const stable = { base: 'debian', args: {}, isCached: true } as const;
  switch (name) {
    case 'redis':
      copyToContext('redis');
      return { ...stable, digest: digestOfFolder(context), complete: async () => {} };
    case 'runtime':
      copyToContext('runtime');
      return {
        ...stable,
        digest: digestOf([digestOfFolder(context), process.version, process.arch]),
        complete: async () => cpSync(process.execPath, join(context, 'node')),
      };
    case 'kafka':
      copyToContext('kafka');
      return {
        ...stable,
        digest: digestOf([
          digestOfFolder(context),
          readFileSync(join(root, 'packages/testing/kafka/pom.xml')),
        ]),
        complete: async () => {
          const jars = await fetchKafkaJars();
          if ('unavailable' in jars) throw new Error(`Kafka's image needs ${jars.unavailable}`);
          cpSync(jars.folder, join(context, 'libs'), { recursive: true });
        },
      };
    case 'intake':
    case 'aggregation':
    case 'insights':
      copyToContext('service');
      return planService(root, name, context);
  }
}

async function planService(root: string, service: string, context: string): Promise<ImagePlan> {
  const app = join(context, 'app');
  mkdirSync(app);
  copyServiceSources(root, service, app);
  if (service === 'insights') {
    // Built files alone: nothing of what builds them is needed where they are served.
    await runProgram(process.execPath, [join(root, 'scripts', 'dashboard.mjs')]);
    cpSync(join(root, 'services', 'dashboard', 'dist'), join(app, 'dashboard'), { recursive: true });
  }
  return {
    base: 'runtime',
    digest: digestOf([digestOfFolder(context), ...ASSEMBLY_FILES.map((file) => readFileSync(file))]),
    args: { SERVICE: service },
    isCached: false,
    complete: () => installService(app, service),
  };
}
