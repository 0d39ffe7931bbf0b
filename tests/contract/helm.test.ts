import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  aggregationPrincipal,
  INSIGHTS_PRINCIPAL,
  NODE_COUNTRIES,
  nodePrincipal,
  topicRegistry,
} from '@waylight/contracts';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  chartFolder,
  chartValueFiles,
  helmArguments,
  type Planted,
  parseManifests,
  readHelmRenderings,
} from './helm-files.ts';
import { checkManifests, HELM_RULES, type Manifest } from './helm-policies.ts';
import { projectVersion } from './project.ts';
import { renderingHead } from './renderings.ts';
import { at, listOf } from './untyped.ts';

const renderings = readHelmRenderings();
const RENDER_AGAIN = 'run vitest run --project verify tests/verify/helm/helm.verify.test.ts -u';

const parsed = new Map(renderings.map(({ name, text }) => [name, parseManifests(text)]));
const manifestsOf = (name: string): Manifest[] => structuredClone(parsed.get(`${name}.yaml`) ?? []);
const named = (manifests: readonly Manifest[], kind: string) =>
  manifests.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name);

describe('the chart', () => {
  it('has the version of the project', () => {
    const { version, appVersion } = parse(readFileSync(join(chartFolder, 'Chart.yaml'), 'utf8'));
    expect([version, appVersion]).toEqual([projectVersion(), projectVersion()]);
  });

  it('has a rendering of each set of values', () => {
    expect(renderings.map(({ arguments: args }) => args.join(' '))).toEqual(
      chartValueFiles().map(helmArguments),
    );
  });

  it.each(renderings)('the rendering $name is of the present files, and keeps the policies', (rendering) => {
    expect(rendering.text.startsWith(renderingHead(chartFolder, rendering)), RENDER_AGAIN).toBe(true);
    expect(checkManifests(parsed.get(rendering.name) ?? [])).toEqual([]);
  });

  it('creates no node unless the values list one', () => {
    expect(named(manifestsOf('region'), 'StatefulSet')).toEqual(['waylight-aggregation']);
    expect(named(manifestsOf('node'), 'StatefulSet')).toEqual(['waylight-node-mk']);
  });

  it('gives Strimzi every topic, and every user but those of excluded countries', () => {
    const manifests = manifestsOf('region-operators');
    const topics = manifests
      .filter(({ kind }) => kind === 'KafkaTopic')
      .map((one) => at(one, 'spec', 'topicName'));
    expect(topics).toEqual(topicRegistry().map(({ name }) => name));
    const nodes = NODE_COUNTRIES.filter((country) => country !== 'RS').map(nodePrincipal);
    const principals = [...nodes, aggregationPrincipal(), INSIGHTS_PRINCIPAL];
    expect(named(manifests, 'KafkaUser')).toEqual(principals.map(({ commonName }) => commonName));
  });

  it('gives each process of aggregation an audit of its own, and the names of all others', () => {
    const manifests = manifestsOf('region-operators');
    const variables = manifests.find(
      ({ kind, metadata }) => kind === 'ConfigMap' && /aggregation/.test(metadata.name),
    );
    expect(at(variables, 'data', 'WAYLIGHT_AGGREGATION_OTHER_AUDITS')).toBe(
      'aggregation-0,aggregation-1,aggregation-2',
    );
    const workload = manifests.find(({ kind }) => kind === 'StatefulSet');
    const [container] = listOf(at(workload, 'spec', 'template', 'spec', 'containers'));
    expect(at(container, 'env')).toContainEqual({
      name: 'WAYLIGHT_AGGREGATION_AUDIT_NAME',
      value: 'aggregation-$(POD_INDEX)',
    });
  });
});

type Plant = (find: (kind: string, name?: string) => Planted, add: (manifest: unknown) => void) => void;

const podOf = (workload: Planted): Planted => workload.spec.template.spec;
const inPod =
  (change: (spec: Planted) => void): Plant =>
  (find) =>
    change(podOf(find('StatefulSet')));
const inContainer = (change: (container: Planted) => void): Plant =>
  inPod((spec) => change(spec.containers[0]));
const inSecurity = (change: (context: Planted) => void): Plant =>
  inContainer((container) => change(container.securityContext));

function findingsAfter(plant: Plant, rendering: string): string[] {
  const manifests: Planted[] = manifestsOf(rendering);
  plant(
    (kind, name) =>
      manifests.find((one) => one.kind === kind && (name === undefined || one.metadata.name === name)),
    (manifest) => manifests.push(manifest),
  );
  return [...new Set(checkManifests(manifests).map((finding) => finding.split(': ')[1] ?? ''))];
}

describe('the policies of the chart', () => {
  const planted: readonly (readonly [rule: string, what: string, plant: Plant, rendering?: string])[] = [
    ['host', 'network of the machine', inPod((spec) => (spec.hostNetwork = true))],
    [
      'volumes',
      'folder of the machine',
      inPod((spec) => spec.volumes.push({ name: 'a', hostPath: { path: '/' } })),
    ],
    ['token', 'token of the API', inPod((spec) => delete spec.automountServiceAccountToken)],
    ['service-links', 'variables of services', inPod((spec) => delete spec.enableServiceLinks)],
    ['user', 'root', inPod((spec) => (spec.securityContext.runAsUser = 0))],
    ['user', 'any user', inPod((spec) => delete spec.securityContext.runAsNonRoot)],
    ['seccomp', 'no profile', inPod((spec) => delete spec.securityContext.seccompProfile)],
    ['seccomp', 'Unconfined', inSecurity((context) => (context.seccompProfile = { type: 'Unconfined' }))],
    ['privileges', 'escalation', inSecurity((context) => delete context.allowPrivilegeEscalation)],
    ['privileges', 'privileged', inSecurity((context) => (context.privileged = true))],
    ['capabilities', 'kept', inSecurity((context) => (context.capabilities = { drop: ['NET_RAW'] }))],
    ['capabilities', 'added', inSecurity((context) => (context.capabilities.add = ['SYS_ADMIN']))],
    ['read-only', 'writable root', inSecurity((context) => delete context.readOnlyRootFilesystem)],
    [
      'read-only',
      'in an init container',
      inPod((spec) => {
        const [{ startupProbe: _, ...container }] = structuredClone(spec.containers);
        delete container.securityContext.readOnlyRootFilesystem;
        spec.initContainers = [container];
      }),
    ],
    ['host-port', 'port of the machine', inContainer((container) => (container.ports[0].hostPort = 7004))],
    ['limits', 'no limit', inContainer((container) => delete container.resources.limits)],
    ['limits', 'no request', inContainer((container) => delete container.resources.requests.cpu)],
    ['image', 'latest', inContainer((container) => (container.image = 'waylight/intake:latest'))],
    [
      'image',
      'no version',
      inContainer((container) => (container.image = 'images.example.org:5000/waylight/intake')),
    ],
    [
      'probes',
      'the same for all',
      inContainer(
        ({ livenessProbe, readinessProbe }) => (livenessProbe.httpGet.path = readinessProbe.httpGet.path),
      ),
    ],
    ['probes', 'no start', inContainer((container) => delete container.startupProbe)],
    [
      'secrets',
      'value',
      inContainer((container) => (container.env = [{ name: 'REDIS_PASSWORD', value: 'x' }])),
    ],
    [
      'secrets',
      'reference',
      inContainer(
        (container) =>
          (container.env = [{ name: 'A', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }]),
      ),
    ],
    [
      'secrets',
      'all of a Secret',
      inContainer((container) => container.envFrom.push({ secretRef: { name: 'a' } })),
    ],
    [
      'open-config',
      'password in an address',
      (find) => (find('ConfigMap').data.URL = 'rediss://user:word@redis:6379'),
    ],
    ['no-secret', 'Secret', (_find, add) => add({ kind: 'Secret', metadata: { name: 'a' } })],
    [
      'rights',
      'ClusterRoleBinding',
      (_find, add) => add({ kind: 'ClusterRoleBinding', metadata: { name: 'a' } }),
    ],
    ['one-replica', 'two nodes', (find) => (find('StatefulSet').spec.replicas = 2)],
    [
      'one-replica',
      'autoscaler',
      (_find, add) => add({ kind: 'HorizontalPodAutoscaler', metadata: { name: 'a' } }),
    ],
    ['one-replica', 'two of insights', (find) => (find('Deployment').spec.replicas = 2), 'region'],
    ['one-replica', 'rolling update', (find) => delete find('Deployment').spec.strategy, 'region'],
    [
      'claim',
      'shared volume',
      (find) => (find('StatefulSet').spec.volumeClaimTemplates[0].spec.accessModes = ['ReadWriteMany']),
    ],
    ['claim', 'no volume', (find) => delete find('StatefulSet').spec.volumeClaimTemplates],
    ['selectors', 'of a workload', (find) => (find('StatefulSet').spec.selector.matchLabels.app = 'other')],
    [
      'selectors',
      'of a service',
      (find) => (find('Service', 'waylight-node-mk').spec.selector.app = 'other'),
    ],
    ['ports', 'misspelt', (find) => (find('Service', 'waylight-node-mk').spec.ports[0].targetPort = 'grcp')],
    [
      'ports',
      'health for callers',
      (find) => find('Service', 'waylight-node-mk').spec.ports.push({ targetPort: 'health' }),
    ],
    [
      'ports',
      'http without TLS',
      (find) => (find('Service', 'waylight-insights-web').spec.type = 'NodePort'),
      'region',
    ],
    ['default-deny', 'removed', (find) => (find('NetworkPolicy', 'waylight-default-deny').kind = 'Other')],
    [
      'default-deny',
      'incoming only',
      (find) => (find('NetworkPolicy', 'waylight-default-deny').spec.policyTypes = ['Ingress']),
    ],
    ['network', 'removed', (find) => (find('NetworkPolicy', 'waylight-node-mk').kind = 'Other')],
    ['peers', 'everybody', (find) => (find('NetworkPolicy', 'waylight-node-mk').spec.ingress[0].from = [])],
    ['peers', 'every port', (find) => delete find('NetworkPolicy', 'waylight-node-mk').spec.egress[1].ports],
    [
      'names',
      'upper case',
      (find) => (find('KafkaTopic').metadata.name = 'reports.v1.AL'),
      'region-operators',
    ],
    ['names', 'too long', (find) => (find('PersistentVolumeClaim').metadata.name = 'a'.repeat(64)), 'region'],
    ['names', 'two labels', (find) => (find('Service', 'waylight-node-mk').metadata.name = 'waylight.mk')],
    [
      'users',
      'administrator',
      (find) => (find('KafkaUser').metadata.name = 'waylight-kafka-admin'),
      'region-operators',
    ],
    [
      'users',
      'unknown',
      (find) => (find('KafkaUser').metadata.name = 'waylight-node-hr'),
      'region-operators',
    ],
    [
      'users',
      'key in the cluster',
      (find) => (find('KafkaUser').spec.authentication.type = 'tls'),
      'region-operators',
    ],
    [
      'own-monitoring',
      'node in the release of the region',
      (_find, add) => {
        for (const manifest of manifestsOf('node')) if (manifest.kind !== 'ServiceMonitor') add(manifest);
      },
      'region-operators',
    ],
  ];

  const cases = planted.map(([rule, what, plant, rendering = 'node']) => ({ rule, what, plant, rendering }));

  it.each(cases)('find a planted error: $rule: $what', ({ rule, plant, rendering }) => {
    expect(findingsAfter(plant, rendering)).toEqual([rule]);
  });

  it('have a planted error each', () => {
    expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(HELM_RULES));
  });
});
