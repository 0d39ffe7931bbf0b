import { LOG_ADMINISTRATOR_NAME, LOG_CLIENT_NAMES } from '@waylight/contracts';
import { servicesOf } from '@waylight/deployment';
import { checkPod, POD_RULES, type Pod } from './pod-policies.ts';
import { at, isSecret, listOf, objectOf } from './untyped.ts';

/** Rules for the manifests that the chart renders. A finding names the manifest, the rule and what to write. */

export type Manifest = {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly [key: string]: unknown;
};

type Workload = { readonly manifest: Manifest; readonly pod: Pod; readonly isService: boolean };

type Finding = readonly [manifest: Manifest, rule: string, advice: string];
type Rule = (manifest: Manifest, all: readonly Manifest[]) => string | undefined;

const SERVICE_KINDS = ['StatefulSet', 'Deployment', 'DaemonSet'];
const REGION_IMAGES = new RegExp(
  `(^|/)(${servicesOf('region')
    .map(({ name }) => name)
    .join('|')}):`,
);
const NODE_IMAGE = /(^|\/)intake:/;

const rules: Readonly<Record<string, Rule>> = {
  names: ({ kind, metadata: { name } }) =>
    // A dot is a separator of labels, which are at most 63 characters each; services have one label.
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/.test(name) &&
    (kind !== 'Service' || !name.includes('.'))
      ? undefined
      : 'write the name in lower case, with at most 63 letters, digits and "-"',
  'no-secret': ({ kind }) =>
    kind === 'Secret' ? 'name an existing Secret: values of a release are stored in the cluster' : undefined,
  rights: ({ kind }) =>
    /^(Cluster)?Role(Binding)?$/.test(kind) ? 'remove it: no service calls the API of Kubernetes' : undefined,
  'open-config': ({ kind, data }) => {
    if (kind !== 'ConfigMap') return undefined;
    const named = Object.entries(objectOf(data)).filter(([name, value]) => isSecret(name, String(value)));
    return named.length === 0 ? undefined : `mount ${named.map(([name]) => name).join(', ')} as a file`;
  },
  'one-replica': (manifest) => {
    if (manifest.kind === 'HorizontalPodAutoscaler' || manifest.kind === 'ScaledObject')
      return 'remove it: nodes and insights have one process, and one worker of aggregation suffices';
    const { image, replicas } = { image: imageOf(manifest), replicas: at(manifest, 'spec', 'replicas') };
    if (NODE_IMAGE.test(image))
      return manifest.kind === 'StatefulSet' && replicas === 1
        ? undefined
        : 'make it a StatefulSet with replicas: 1, because the ledger has one process';
    if (!/(^|\/)insights:/.test(image)) return undefined;
    return replicas === 1 && at(manifest, 'spec', 'strategy', 'type') === 'Recreate'
      ? undefined
      : 'set replicas: 1 and strategy: { type: Recreate }, because the database has one process';
  },
  claim: (manifest) => {
    if (manifest.kind !== 'StatefulSet') return undefined;
    const modes = listOf(at(manifest, 'spec', 'volumeClaimTemplates')).map((claim) =>
      listOf(at(claim, 'spec', 'accessModes')).join(),
    );
    return modes.length > 0 && modes.every((mode) => /^ReadWriteOnce(Pod)?$/.test(mode))
      ? undefined
      : 'set volumeClaimTemplates with accessModes: [ReadWriteOnce]';
  },
  selectors: (manifest, all) => {
    const pods = workloadsOf(all);
    const { kind } = manifest;
    const path = SERVICE_KINDS.includes(kind)
      ? ['spec', 'selector', 'matchLabels']
      : { Service: ['spec', 'selector'], NetworkPolicy: ['spec', 'podSelector', 'matchLabels'] }[kind];
    if (path === undefined) return undefined;
    const selector = objectOf(at(manifest, ...path));
    const own = pods.filter((one) => !SERVICE_KINDS.includes(kind) || one.manifest === manifest);
    return own.some(({ pod }) => isSelected(pod, selector))
      ? undefined
      : `make the selector agree with the labels of a pod: ${JSON.stringify(selector)} selects none`;
  },
  ports: (manifest, all) => {
    if (manifest.kind !== 'Service') return undefined;
    const selector = objectOf(at(manifest, 'spec', 'selector'));
    const pods = workloadsOf(all).filter(({ pod }) => isSelected(pod, selector));
    if (pods.length === 0) return undefined;
    const names = pods
      .flatMap(({ pod }) => listOf(pod.spec.containers))
      .flatMap((container) => listOf(at(container, 'ports')).map((port) => at(port, 'name')));
    const targets = listOf(at(manifest, 'spec', 'ports')).map((port) => at(port, 'targetPort'));
    const unknown = targets.filter((target) => !names.includes(target));
    if (unknown.length > 0) return `name a port of the pod in place of ${unknown.join(', ')}`;
    if (targets.includes('health') && at(manifest, 'spec', 'clusterIP') !== 'None')
      return 'move the port health to the service without an address';
    return targets.includes('http') && at(manifest, 'spec', 'type') !== 'ClusterIP'
      ? 'set type: ClusterIP, because the port http has no TLS'
      : undefined;
  },
  peers: (manifest) => {
    if (manifest.kind !== 'NetworkPolicy') return undefined;
    const sides = [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const;
    const isOpen = sides.some(([side, peers]) =>
      listOf(at(manifest, 'spec', side)).some(
        (rule) => listOf(at(rule, peers)).length === 0 || listOf(at(rule, 'ports')).length === 0,
      ),
    );
    return isOpen
      ? 'name peers and ports in each rule: without them it permits everybody, or every port'
      : undefined;
  },
  users: (manifest) => {
    if (manifest.kind !== 'KafkaUser') return undefined;
    const { name } = manifest.metadata;
    if (!LOG_CLIENT_NAMES.includes(name) || name === LOG_ADMINISTRATOR_NAME)
      return 'remove the user: it is no service of the region';
    return at(manifest, 'spec', 'authentication', 'type') === 'tls-external'
      ? undefined
      : 'set authentication: { type: tls-external }, so that keys stay on the machines of their clients';
  },
  'own-monitoring': ({ kind }, all) => {
    const images = all.map(imageOf);
    const isMixed =
      images.some((image) => NODE_IMAGE.test(image)) && images.some((image) => REGION_IMAGES.test(image));
    return /^(Service|Pod)Monitor$/.test(kind) && isMixed
      ? 'install nodes as releases of their own: metrics of a node count its reports'
      : undefined;
  },
};

/** Rules for workloads together with the network policies. */
const NETWORK_RULES = ['default-deny', 'network'] as const;

export const HELM_RULES = [...Object.keys(rules), ...POD_RULES, ...NETWORK_RULES];

/** Returns all violations as `Kind/name: rule: what to write`. */
export function checkManifests(manifests: readonly Manifest[]): string[] {
  const ofManifests = manifests.flatMap((manifest) =>
    Object.entries(rules).flatMap(([rule, check]): Finding[] => {
      const advice = check(manifest, manifests);
      return advice === undefined ? [] : [[manifest, rule, advice]];
    }),
  );
  const ofPods = workloadsOf(manifests).flatMap(({ manifest, pod, isService }) => [
    ...checkPod(pod, isService).map((text) => `${nameOf(manifest)}: ${text}`),
    ...checkNetwork(pod, manifests).map(([rule, advice]) => `${nameOf(manifest)}: ${rule}: ${advice}`),
  ]);
  return [
    ...ofManifests.map(([manifest, rule, advice]) => `${nameOf(manifest)}: ${rule}: ${advice}`),
    ...ofPods,
  ];
}

function checkNetwork(pod: Pod, manifests: readonly Manifest[]): [(typeof NETWORK_RULES)[number], string][] {
  const policies = manifests.filter(
    (one) =>
      one.kind === 'NetworkPolicy' &&
      isSelected(pod, objectOf(at(one, 'spec', 'podSelector', 'matchLabels'))),
  );
  const isDenyAll = (policy: Manifest) =>
    ['Ingress', 'Egress'].every((type) => listOf(at(policy, 'spec', 'policyTypes')).includes(type)) &&
    ['ingress', 'egress'].every((side) => listOf(at(policy, 'spec', side)).length === 0);
  return [
    ...(policies.some(isDenyAll)
      ? []
      : [['default-deny', 'add a policy of both types without rules that selects its pods'] as const]),
    ...(policies.some((policy) => !isDenyAll(policy))
      ? []
      : [['network', 'add a policy with its connections'] as const]),
  ].map(([rule, advice]) => [rule, advice]);
}

/** Pods of the manifests, with their labels. */
function workloadsOf(manifests: readonly Manifest[]): Workload[] {
  return manifests.flatMap((manifest) => {
    const path = { Pod: [], CronJob: ['spec', 'jobTemplate', 'spec', 'template'] }[manifest.kind] ?? [
      'spec',
      'template',
    ];
    const spec = at(manifest, ...path, 'spec');
    if (at(spec, 'containers') === undefined) return [];
    const pod = { labels: objectOf(at(manifest, ...path, 'metadata', 'labels')), spec: objectOf(spec) };
    return [{ manifest, pod, isService: SERVICE_KINDS.includes(manifest.kind) }];
  });
}

const imageOf = (manifest: Manifest): string =>
  String(at(listOf(at(manifest, 'spec', 'template', 'spec', 'containers'))[0], 'image') ?? '');

/** An empty selector selects every pod in a NetworkPolicy, and none in a Service; here it counts as a mistake. */
function isSelected({ labels }: Pod, selector: Readonly<Record<string, unknown>>): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([label, value]) => labels[label] === value);
}

const nameOf = ({ kind, metadata }: Manifest): string => `${kind}/${metadata.name}`;
