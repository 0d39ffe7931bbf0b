import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, type ServiceName } from '@waylight/deployment';
import { fetchKafkaJars } from '@waylight/testing';
import { digestOf, digestOfFolder } from './digest.ts';
import { runProgram } from './engine.ts';
import { copyCommandSources, copySources, installDependencies } from './service-app.ts';

const SERVICE_NAMES = Object.keys(SERVICES) as readonly ServiceName[];
export const IMAGES = ['kafka', 'redis', 'proxy', 'monitoring', ...SERVICE_NAMES, 'tools'] as const;
export type ImageName = (typeof IMAGES)[number];

/** Images that only other images use: Node.js, and Node.js with restic. */
export type BaseName = 'runtime' | 'restic';

/** Files of the code that assembles a service's application. A change of this code changes the image. */
const ASSEMBLY_FILES = ['./service-app.ts', './workspace-closure.ts'].map(
  (file) => new URL(file, import.meta.url),
);

export type ImagePlan = {
  /** The base image. `debian` is a root file system. */
  readonly base: 'debian' | BaseName;
  /** A digest of all inputs except the base image. */
  readonly digest: string;
  readonly args: Readonly<Record<string, string>>;
  /** True if the image is cached between runs, because it changes rarely or takes long to build. */
  readonly isCached: boolean;
  /** Adds the remaining files that the Dockerfile copies. */
  complete(): Promise<void>;
};

/** Plans an image. Copies the files of its folder to `context`; `complete` adds the rest. */
export async function planImage(
  root: string,
  name: ImageName | BaseName,
  context: string,
): Promise<ImagePlan> {
  const copyToContext = (folder: string) =>
    cpSync(join(root, 'infra/images', folder), context, { recursive: true });
  const cached = { base: 'debian', args: {}, isCached: true } as const;
  switch (name) {
    case 'redis':
    case 'proxy':
    case 'monitoring':
      copyToContext(name);
      return { ...cached, digest: digestOfFolder(context), complete: async () => {} };
    case 'restic':
      copyToContext('restic');
      return { ...cached, base: 'runtime', digest: digestOfFolder(context), complete: async () => {} };
    case 'tools':
      copyToContext('tools');
      return planTools(root, context);
    case 'runtime':
      copyToContext('runtime');
      return {
        ...cached,
        digest: digestOf([digestOfFolder(context), process.version, process.arch]),
        complete: async () => cpSync(process.execPath, join(context, 'node')),
      };
    case 'kafka':
      copyToContext('kafka');
      return {
        ...cached,
        digest: digestOf([
          digestOfFolder(context),
          readFileSync(join(root, 'packages/testing/kafka/pom.xml')),
        ]),
        complete: async () => {
          const jars = await fetchKafkaJars();
          if ('unavailable' in jars) throw new Error(`Kafka's image cannot be built: ${jars.unavailable}`);
          cpSync(jars.folder, join(context, 'libs'), { recursive: true });
        },
      };
    default:
      copyToContext('service');
      return planService(root, name, context);
  }
}

async function planService(root: string, service: string, context: string): Promise<ImagePlan> {
  const app = join(context, 'app');
  mkdirSync(app);
  copySources(root, [service], app);
  if (service === 'insights') {
    // Only the built pages are copied, because serving them needs no build tools.
    await runProgram(process.execPath, [join(root, 'scripts', 'dashboard.mjs')]);
    cpSync(join(root, 'services', 'dashboard', 'dist'), join(app, 'dashboard'), { recursive: true });
  }
  return {
    base: 'runtime',
    digest: digestOfApp(context),
    args: { SERVICE: service },
    isCached: false,
    complete: () => installDependencies(app, [service]),
  };
}

function planTools(root: string, context: string): ImagePlan {
  const app = join(context, 'app');
  mkdirSync(app);
  copyCommandSources(root, [], app);
  return {
    base: 'restic',
    digest: digestOfApp(context),
    args: {},
    isCached: false,
    complete: () => installDependencies(join(app, 'lib'), ['cli']),
  };
}

const digestOfApp = (context: string): string =>
  digestOf([digestOfFolder(context), ...ASSEMBLY_FILES.map((file) => readFileSync(file))]);
