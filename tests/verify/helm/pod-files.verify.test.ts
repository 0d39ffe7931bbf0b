import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_DIR, regionLayout, SERVICE_USER } from '@waylight/deployment';
import { freePort, startGuardedProcess, waitFor } from '@waylight/testing';
import { parseManifests, readHelmRenderings } from '@waylight/tests-contract/helm-files';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const INTAKE = join(root, 'services/intake/src/main.ts');

const asService = ['--reuid', `${SERVICE_USER}`, '--regid', `${SERVICE_USER}`, '--clear-groups'];
/** False if this is not root, or if the service's user cannot read this clone. */
const canRun = spawnSync('setpriv', [...asService, 'test', '-r', INTAKE]).status === 0;

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'waylight-pod-'));
  chmodSync(dir, 0o755);
});
afterAll(() => rmSync(dir, { recursive: true }));

const waylight = (...args: readonly string[]) =>
  execFileSync(process.execPath, [join(root, 'packages/cli/bin/waylight.js'), ...args], {
    cwd: dir,
    stdio: 'pipe',
  });

/** Creates the keys and certificates of a node, and lays them out as the volumes of the pod, with Kubernetes' owners and modes. */
function mountVolumes(pod: string): void {
  const region = regionLayout(join(dir, 'region'));
  const node = join(dir, 'node');
  waylight('region', 'init', '--host', 'region.example.org', '--dir', region.dir, '--force');
  waylight('node', 'init', '--country', 'MK', '--host', 'mk.example.org', '--dir', node, '--force');
  execFileSync('tar', ['xf', join(node, 'requests.tar'), '-C', dir]);
  const [ca, logCa] = [join(region.authority, 'ca'), join(region.authority, 'log-ca')];
  waylight(
    'certs',
    'issue',
    'service',
    'intake-MK',
    '--dns',
    'mk.example.org',
    '--ca',
    ca,
    '--request',
    'tls.csr',
  );
  waylight('certs', 'issue', 'log-client', 'node-mk', '--ca', logCa, '--request', 'kafka.csr');

  const keys = join(pod, 'keys');
  mkdirSync(keys, { recursive: true });
  cpSync(region.config, join(pod, 'config'), { recursive: true });
  cpSync(join(ca, 'services/intake-MK.crt'), join(keys, 'tls.crt'));
  cpSync(join(logCa, 'log-clients/node-mk.crt'), join(keys, 'kafka.crt'));
  for (const name of ['tls.key', 'kafka.key']) cpSync(join(node, 'pending', name), join(keys, name));
  cpSync(join(node, 'keys/node-keys.json'), join(keys, 'node-keys.json'));
  for (const name of readdirSync(keys)) {
    chownSync(join(keys, name), 0, SERVICE_USER);
    chmodSync(join(keys, name), 0o440);
  }
  mkdirSync(join(pod, 'data'));
  for (const [name, mode] of [
    ['keys', 0o3777],
    ['data', 0o2770],
  ] as const) {
    chownSync(join(pod, name), 0, SERVICE_USER);
    chmodSync(join(pod, name), mode);
  }
}

function nodeVariables(): Readonly<Record<string, string>> {
  const rendering = readHelmRenderings().find(({ name }) => name === 'node.yaml');
  const config = parseManifests(rendering?.text ?? '').find(({ kind }) => kind === 'ConfigMap');
  return config?.data as Readonly<Record<string, string>>;
}

it.skipIf(!canRun)(
  "a node starts with the chart's variables, and with files as Kubernetes mounts them",
  async () => {
    const pod = join(dir, 'pod');
    mountVolumes(pod);
    const health = await freePort();
    const env = {
      ...nodeVariables(),
      // Without Kafka, a node keeps its reports.
      WAYLIGHT_KAFKA_BROKERS: `127.0.0.1:${await freePort()}`,
      WAYLIGHT_INTAKE_PORT: String(await freePort()),
      WAYLIGHT_INTAKE_OPS_PORT: String(health),
    };
    const settings = Object.entries(env).map(
      ([name, value]) => `${name}=${value.replaceAll(DEFAULT_DIR, pod)}`,
    );
    const log = join(dir, 'intake.log');
    const start = ['sh', '-c', 'ulimit -c 0; exec "$@"', 'sh', process.execPath, INTAKE];
    const node = startGuardedProcess('setpriv', [...asService, 'env', '-i', ...settings, ...start], log);
    try {
      await waitFor(
        'the node to be ready',
        async () => {
          if (node.hasExited()) throw new Error(readFileSync(log, 'utf8'));
          const answer = await fetch(`http://127.0.0.1:${health}/health/ready`).catch(() => undefined);
          return answer?.ok === true;
        },
        { deadlineMs: 60_000, everyMs: 200 },
      );
      expect(readdirSync(join(pod, 'data'))).toEqual(['ledger']);
    } finally {
      await node.stop();
    }
  },
);
