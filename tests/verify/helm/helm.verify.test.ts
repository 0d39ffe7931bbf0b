import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { helmForTests, kubernetesSchemasForTests } from '@waylight/testing';
import {
  chartFolder,
  chartValueFiles,
  helmArguments,
  type Manifest,
  type Planted,
  parseManifests,
  readHelmRenderings,
} from '@waylight/tests-contract/helm-files';
import { renderingHead } from '@waylight/tests-contract/renderings';
import { describe, expect, it } from 'vitest';
import { openManifestSchemas } from './manifest-schemas.ts';

const helm = helmForTests();
const schemas = kubernetesSchemasForTests();

function runHelm(...args: readonly string[]) {
  if ('unavailable' in helm) throw new Error(helm.unavailable);
  return spawnSync(helm.program, args, { cwd: chartFolder, encoding: 'utf8' });
}

/** With -u, vitest writes the renderings again. */
describe.skipIf('unavailable' in helm)('the chart', () => {
  it.each(chartValueFiles())('passes helm lint with %s', (values) => {
    const { status, stdout } = runHelm('lint', '.', '--strict', '--values', `ci/${values}`);
    expect([status, stdout]).toEqual([0, expect.stringContaining('0 chart(s) failed')]);
  });

  it.each(chartValueFiles())('has the output of helm template with %s in rendered/', async (name) => {
    const args = helmArguments(name).split(' ');
    const { status, stdout, stderr } = runHelm(...args);
    expect([status, stderr]).toEqual([0, '']);
    const file = join(chartFolder, 'rendered', name);
    const head = renderingHead(chartFolder, { name, file, program: 'helm', arguments: args, text: '' });
    await expect(`${head}${stdout}`).toMatchFileSnapshot(file);
  });

  const refused: readonly (readonly [what: string, values: string, set: string, message: string])[] = [
    [
      'a misspelt value',
      'region',
      'insights.urll=https://a.example.org',
      "additional properties 'urll' not allowed",
    ],
    [
      'a variable that no service has',
      'region',
      'insights.variables.WAYLIGHT_INSIGHTS_OIDC_ISUER=a',
      'not allowed',
    ],
    ['a network without TLS', 'region', 'aggregation.variables.WAYLIGHT_LOCAL_NETWORK=true', 'not allowed'],
    [
      'two processes of a node',
      'node',
      'nodes[0].replicas=2',
      "additional properties 'replicas' not allowed",
    ],
    ['a floating tag', 'region', 'image.tag=latest', 'does not match pattern'],
    ['a number as text', 'region', 'aggregation.replicas=two', 'got string, want integer'],
    ['no brokers', 'region', 'kafka.brokers=null', 'kafka.brokers is empty: name the brokers'],
    [
      'no way to Kafka',
      'region',
      'networkPolicy.kafka=null',
      'networkPolicy.kafka is empty, so nothing could reach Kafka',
    ],
    ['no Redis', 'region', 'redis.address=', 'redis.address is empty: name Redis'],
    [
      'no way to Redis',
      'region',
      'networkPolicy.redis=null',
      'networkPolicy.redis is empty, so nothing could reach Redis',
    ],
    [
      'metrics of a node for the region',
      'node',
      'aggregation.enabled=true,redis.address=a:1,networkPolicy.redis[0].ipBlock.cidr=192.0.2.1/32',
      "the region's Prometheus must not scrape a node",
    ],
    [
      'a country twice',
      'node',
      'nodes[1].country=MK,nodes[1].secrets.tls=a,nodes[1].secrets.kafka=b,nodes[1].secrets.keys=c',
      'nodes has MK twice: a country has one node',
    ],
    [
      'topics without the region',
      'node',
      'strimzi.enabled=true',
      "topics and users belong to the region's release",
    ],
    [
      'too many replicas in sync',
      'region-operators',
      'strimzi.minInSyncReplicas=4',
      'Kafka would refuse every record',
    ],
    [
      'no way to the sign-in provider',
      'region-operators',
      'networkPolicy.identityProvider=null',
      'networkPolicy.identityProvider is empty',
    ],
  ];

  it.each(refused)('refuses %s', (_what, values, set, message) => {
    const { status, stderr } = runHelm(
      'template',
      'waylight',
      '.',
      '--values',
      `ci/${values}.yaml`,
      '--set',
      set,
    );
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
  });
});

describe.skipIf('unavailable' in schemas)('the renderings', () => {
  const check = 'unavailable' in schemas ? () => [] : openManifestSchemas(schemas);
  const manifests = readHelmRenderings().flatMap(({ text }) => parseManifests(text));

  it('agree with the schemas of Kubernetes, Strimzi, cert-manager and the Prometheus operator', () => {
    expect(manifests.flatMap(check)).toEqual([]);
  });

  type Plant = (manifest: Planted) => void;
  const planted: readonly (readonly [kind: string, message: string, plant: Plant])[] = [
    [
      'StatefulSet',
      'must NOT have additional properties imagePullPolici',
      (one) => (one.spec.template.spec.containers[0].imagePullPolici = 'Always'),
    ],
    ['StatefulSet', 'must be integer', (one) => (one.spec.replicas = 'one')],
    ['Deployment', 'must have required property', (one) => delete one.spec.selector],
    [
      'PersistentVolumeClaim',
      'must NOT have additional properties storageClass',
      (one) => (one.spec.storageClass = 'encrypted'),
    ],
    ['NetworkPolicy', 'must be array', (one) => (one.spec.policyTypes = 'Ingress')],
    ['Service', 'must NOT have additional properties port', (one) => (one.spec.port = 7004)],
    ['Pod', 'must NOT have additional properties restartPolici', (one) => (one.spec.restartPolici = 'Never')],
    ['ConfigMap', 'must be string', (one) => (one.data.WAYLIGHT_PARTITIONS = 12)],
    ['KafkaTopic', 'must be integer', (one) => (one.spec.partitions = '12')],
    ['KafkaTopic', 'no schema of', (one) => (one.apiVersion = 'kafka.strimzi.io/v1beta2')],
    [
      'KafkaUser',
      'must be equal to one of the allowed values',
      (one) => (one.spec.authentication.type = 'tls-internal'),
    ],
    [
      'KafkaUser',
      'must NOT have additional properties operation',
      (one) => (one.spec.authorization.acls[0].operation = 'Read'),
    ],
    [
      'Certificate',
      'must be equal to one of the allowed values',
      (one) => (one.spec.privateKey.algorithm = 'EC'),
    ],
    [
      'Certificate',
      'must NOT have additional properties dnsName',
      (one) => (one.spec.dnsName = 'a.example.org'),
    ],
    ['ServiceMonitor', 'must NOT have additional properties endpoint', (one) => (one.spec.endpoint = [])],
    [
      'PrometheusRule',
      'must NOT have additional properties alerts',
      (one) => (one.spec.groups[0].rules[0].alerts = 'A'),
    ],
  ];

  it.each(planted)('with an error in %s are refused: %s', (kind, message, plant) => {
    const manifest = structuredClone(manifests.find((one) => one.kind === kind)) as Manifest;
    plant(manifest);
    expect(check(manifest).join('\n')).toContain(message);
  });

  it('have a planted error of each kind', () => {
    expect(new Set(planted.map(([kind]) => kind))).toEqual(new Set(manifests.map(({ kind }) => kind)));
  });
});
