import { at, isSecret, listOf, objectOf } from './untyped.ts';

/** Rules for a pod and each of its containers: Pod Security `restricted`, and rules of our own. */

export type Pod = {
  readonly labels: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
};

/** Returns what to write if the rule is broken. */
type PodRule = (spec: unknown) => string | undefined;
type ContainerRule = (container: unknown, spec: unknown) => string | undefined;

/** Types of volumes that Pod Security `restricted` permits. */
const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

const ofPod: Readonly<Record<string, PodRule>> = {
  host: (spec) =>
    ['hostNetwork', 'hostPID', 'hostIPC'].some((name) => at(spec, name) === true)
      ? 'remove hostNetwork, hostPID and hostIPC'
      : undefined,
  volumes: (spec) => {
    const types = listOf(at(spec, 'volumes')).flatMap((volume) =>
      Object.keys(objectOf(volume)).filter((key) => key !== 'name'),
    );
    const wrong = types.filter((type) => !VOLUMES.includes(type));
    return wrong.length === 0 ? undefined : `replace the volume of type ${wrong.join(', ')}`;
  },
  token: (spec) =>
    at(spec, 'automountServiceAccountToken') === false
      ? undefined
      : 'set automountServiceAccountToken: false',
  'service-links': (spec) =>
    at(spec, 'enableServiceLinks') === false
      ? undefined
      : 'set enableServiceLinks: false, because Kubernetes would set variables such as WAYLIGHT_INSIGHTS_PORT',
};

const ofContainer: Readonly<Record<string, ContainerRule>> = {
  user: (container, spec) =>
    isNumberAboveZero(security(container, spec, 'runAsUser')) &&
    security(container, spec, 'runAsNonRoot') === true
      ? undefined
      : 'set runAsNonRoot: true and runAsUser to a number other than 0',
  seccomp: (container, spec) =>
    at(security(container, spec, 'seccompProfile'), 'type') === 'RuntimeDefault'
      ? undefined
      : 'set seccompProfile: { type: RuntimeDefault }',
  privileges: (container) =>
    at(container, 'securityContext', 'allowPrivilegeEscalation') === false &&
    at(container, 'securityContext', 'privileged') !== true
      ? undefined
      : 'set allowPrivilegeEscalation: false, and remove privileged',
  capabilities: (container) =>
    listOf(at(container, 'securityContext', 'capabilities', 'drop')).includes('ALL') &&
    listOf(at(container, 'securityContext', 'capabilities', 'add')).length === 0
      ? undefined
      : 'set capabilities: { drop: [ALL] } and add none',
  'read-only': (container) =>
    at(container, 'securityContext', 'readOnlyRootFilesystem') === true
      ? undefined
      : 'set readOnlyRootFilesystem: true',
  'host-port': (container) =>
    listOf(at(container, 'ports')).some((port) => at(port, 'hostPort') !== undefined)
      ? 'remove hostPort'
      : undefined,
  limits: (container) =>
    [
      ['limits', 'memory'],
      ['requests', 'memory'],
      ['requests', 'cpu'],
    ].every((path) => at(container, 'resources', ...path) !== undefined)
      ? undefined
      : 'set resources: limits.memory, requests.memory and requests.cpu',
  image: (container) =>
    /^([\w.-]+(:\d+)?\/)?[\w./-]+(:v?\d+\.\d+\.\d+[\w.-]*|@sha256:[0-9a-f]{64})$/.test(
      String(at(container, 'image')),
    )
      ? undefined
      : 'name the image with its whole version or digest',
  secrets: (container) => {
    const variables = listOf(at(container, 'env'));
    const named = variables.filter(
      (one) =>
        at(one, 'valueFrom', 'secretKeyRef') !== undefined ||
        isSecret(String(at(one, 'name')), String(at(one, 'value') ?? '')),
    );
    return named.length > 0 ||
      listOf(at(container, 'envFrom')).some((one) => at(one, 'secretRef') !== undefined)
      ? 'mount secrets as files: variables are visible to everybody who may describe the pod'
      : undefined;
  },
};

/** Rules for containers of services, which run until they are stopped. */
const ofService: Readonly<Record<string, ContainerRule>> = {
  probes: (container) => {
    const path = (probe: string) => at(container, probe, 'httpGet', 'path');
    return path('startupProbe') === '/health/live' &&
      path('livenessProbe') === '/health/live' &&
      path('readinessProbe') === '/health/ready'
      ? undefined
      : 'set startupProbe and livenessProbe to /health/live, and readinessProbe to /health/ready';
  },
};

export const POD_RULES = [ofPod, ofContainer, ofService].flatMap((rules) => Object.keys(rules));

/** Returns violations as `rule: what to write`. */
export function checkPod({ spec }: Pod, isService: boolean): string[] {
  const checkAll = (keys: readonly string[], rules: Readonly<Record<string, ContainerRule>>) =>
    keys.flatMap((key) =>
      listOf(spec[key]).flatMap((container) =>
        Object.entries(rules).flatMap(([rule, check]) => finding(rule, check(container, spec))),
      ),
    );
  return [
    ...Object.entries(ofPod).flatMap(([rule, check]) => finding(rule, check(spec))),
    ...checkAll(['initContainers', 'containers', 'ephemeralContainers'], ofContainer),
    ...(isService ? checkAll(['containers'], ofService) : []),
  ];
}

const finding = (rule: string, advice: string | undefined): string[] =>
  advice === undefined ? [] : [`${rule}: ${advice}`];

/** A setting of the container, otherwise that of its pod. */
const security = (container: unknown, spec: unknown, name: string): unknown =>
  at(container, 'securityContext', name) ?? at(spec, 'securityContext', name);

const isNumberAboveZero = (value: unknown): boolean => typeof value === 'number' && value > 0;
