import { NODE_COUNTRIES } from '@waylight/contracts';
import { type NamedService, SERVICES, type Services, servicesOf } from '@waylight/deployment';

/** A value of the chart as JSON Schema. `values.yaml` and `values.schema.json` are both generated from it. */
export type Value = {
  readonly type: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly description?: string;
  readonly default?: unknown;
  readonly [keyword: string]: unknown;
};

type Values = Readonly<Record<string, Value>>;

/** Variables of each service that the chart does not set itself, with their meanings. */
export type ServiceVariables = Readonly<Record<string, Readonly<Record<string, string>>>>;

const object = (properties: Values, description?: string, required: readonly string[] = []): Value => ({
  type: 'object',
  ...(description === undefined ? {} : { description }),
  additionalProperties: false,
  ...(required.length === 0 ? {} : { required }),
  properties,
});
const text = (description: string, byDefault: string | undefined, pattern?: string): Value => ({
  type: 'string',
  description,
  ...(pattern === undefined ? {} : { pattern }),
  ...(byDefault === undefined ? {} : { default: byDefault }),
});
const flag = (description: string): Value => ({ type: 'boolean', description, default: false });
const list = (description: string, items: Value): Value => ({
  type: 'array',
  description,
  items,
  default: [],
});
const map = (description: string): Value => ({
  type: 'object',
  description,
  additionalProperties: { type: 'string' },
  default: {},
});

const NAME = '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$';
const OPTIONAL_NAME = '^([a-z0-9]([a-z0-9.-]*[a-z0-9])?)?$';
const ADDRESS = '^([a-z0-9.-]+|\\[[0-9a-f:]+\\]):[0-9]+$';
const QUANTITY = '^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$';

/** Quantities of a container. A limit of the processor would only slow the service down. */
const resources = (memory: number): Value => {
  const quantity = (value: string): Value => ({ type: 'string', pattern: QUANTITY, default: value });
  return object({
    requests: object({ cpu: quantity('100m'), memory: quantity(`${memory}Mi`) }),
    limits: object({ memory: quantity(`${memory}Mi`) }),
  });
};

const storage = (size: string): Value =>
  object({
    size: { type: 'string', pattern: QUANTITY, default: size },
    class: text('Storage class of an encrypted disk; empty: the default of the cluster', '', OPTIONAL_NAME),
  });

/** Names of Secrets that exist. Nodes have no default. */
const secrets = ({ name, machine, ...files }: NamedService): Value => {
  const secret = (description: string, suffix: string) =>
    text(description, machine === 'node' ? undefined : `waylight-${name}-${suffix}`, NAME);
  return object(
    {
      tls: secret('Certificate and key for callers: tls.crt, tls.key', 'tls'),
      kafka: secret('Certificate and key for Kafka: tls.crt, tls.key', 'kafka'),
      keys: secret(`Further keys: ${keyNames(files)}`, 'keys'),
    },
    'Names of existing Secrets: the chart creates none',
    ['tls', 'kafka', 'keys'],
  );
};

function keyNames({
  redis,
  keys = {},
  optionalKeys = {},
}: Pick<NamedService, 'redis' | 'keys' | 'optionalKeys'>) {
  const always = [...(redis === undefined ? [] : ['redis-password']), ...Object.values(keys)].join(', ');
  const sometimes = Object.entries(optionalKeys).map(
    ([purpose, files], index) =>
      `; for ${purpose} ${index === 0 ? 'also ' : ''}${Object.values(files).join(', ')}`,
  );
  return `${always || 'none'}${sometimes.join('')}`;
}

const variables = (names: Readonly<Record<string, string>> = {}): Value => ({
  ...object(
    Object.fromEntries(
      Object.entries(names).map(([name, description]) => [name, { type: 'string', description } as const]),
    ),
    'Further variables of the service (docs/configuration.md)',
  ),
  default: {},
});

const peers = (description: string, byDefault: readonly unknown[] = []): Value => {
  const selector: Value = { type: 'object' };
  const block = object({ cidr: { type: 'string' }, except: { type: 'array', items: { type: 'string' } } });
  const peer = object({ podSelector: selector, namespaceSelector: selector, ipBlock: block });
  return { ...list(description, { ...peer, minProperties: 1 }), default: byDefault };
};

const issuer = (description: string): Value =>
  object(
    {
      name: text('Empty: no certificates by this issuer', '', OPTIONAL_NAME),
      kind: { type: 'string', enum: ['Issuer', 'ClusterIssuer'], default: 'Issuer' },
    },
    description,
  );

/** What each service has. */
const ofService = (service: NamedService, names: ServiceVariables): Values => ({
  secrets: secrets(service),
  storage: storage(service.storage),
  service: object({
    type: { type: 'string', enum: ['ClusterIP', 'LoadBalancer', 'NodePort'], default: 'ClusterIP' },
    annotations: map('Annotations of the service, such as those of a load balancer'),
  }),
  resources: resources(service.memory),
  variables: variables(names[service.name]),
});

/** What one service of the region has alone. */
const OWN_VALUES: Readonly<Record<string, Values>> = {
  aggregation: {
    replicas: { type: 'integer', minimum: 1, maximum: 12, default: 1 },
    formerReplicas: {
      type: 'integer',
      description: 'The most replicas that ever ran: their audits remain known',
      minimum: 0,
      maximum: 12,
      default: 0,
    },
  },
  insights: {
    url: text(
      'Origin of the website, such as https://insights.example.org',
      '',
      '^(https://[a-z0-9.-]+(:[0-9]+)?)?$',
    ),
  },
};

/** The values of the chart. */
export const chartValues = (names: ServiceVariables, services: Services = SERVICES): Value =>
  object({
    image: object({
      registry: text(
        'Registry of the images, such as registry.example.org',
        '',
        '^([a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._/-]+)?)?$',
      ),
      tag: text(
        'Version of the images; empty: the version of the chart',
        '',
        '^([0-9]+\\.[0-9]+\\.[0-9]+[a-z0-9.-]*)?$',
      ),
      pullSecrets: list('Names of existing Secrets for the registry', { type: 'string', pattern: NAME }),
    }),
    config: text(
      'Name of an existing ConfigMap: ca.crt, kafka-ca.crt, registry.json, release-plan.json, release-keys.json',
      'waylight-config',
      NAME,
    ),
    kafka: object({
      brokers: list('Addresses with TLS, such as waylight-kafka-bootstrap:9093', {
        type: 'string',
        pattern: ADDRESS,
      }),
    }),
    redis: object({
      address: text('Address with TLS, such as redis.example.org:6379', '', `^$|${ADDRESS}`),
    }),
    nodes: list(
      'Nodes of countries. The region has none: countries run theirs on machines of their own',
      object(
        {
          country: { type: 'string', enum: NODE_COUNTRIES },
          ...ofService({ name: 'intake', ...SERVICES.intake }, names),
        },
        undefined,
        ['country', 'secrets'],
      ),
    ),
    ...Object.fromEntries(
      servicesOf('region', services).map((service) => [
        service.name,
        object({
          enabled: { type: 'boolean', default: true },
          ...OWN_VALUES[service.name],
          ...ofService(service, names),
        }),
      ]),
    ),
    strimzi: object({
      enabled: flag('Create topics and users for Strimzi, in the namespace of the release'),
      cluster: text('Name of the Kafka resource', 'waylight', NAME),
      countries: {
        type: 'array',
        description: 'Countries whose nodes may connect; without a country its node is excluded',
        items: { type: 'string', enum: NODE_COUNTRIES },
        default: NODE_COUNTRIES,
      },
      replicas: { type: 'integer', minimum: 1, maximum: 9, default: 3 },
      minInSyncReplicas: { type: 'integer', minimum: 1, maximum: 9, default: 2 },
    }),
    certManager: object({
      hosts: list('Public host names of aggregation and insights', { type: 'string', pattern: NAME }),
      issuer: issuer('Issuer of the certificates for callers; never the authority of organisations'),
      kafkaIssuer: issuer('Issuer of the certificates for Kafka'),
    }),
    monitoring: object({
      enabled: flag('Create ServiceMonitor and PrometheusRule for the Prometheus of this party'),
      labels: map('Labels by which Prometheus selects them'),
    }),
    networkPolicy: object(
      {
        dns: peers('Name servers', [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
            podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          },
        ]),
        kafka: peers('Brokers; with Strimzi, those of the cluster are added'),
        redis: peers('Redis'),
        organisations: peers('Callers of nodes, and of insights by gRPC'),
        operators: peers('Callers of aggregation'),
        web: peers('The proxy, ingress or gateway in front of insights'),
        identityProvider: peers('The sign-in provider'),
        mail: peers('The mail server for messages about watches'),
        webhooks: peers('Receivers of webhooks'),
        prometheus: peers('Prometheus of this party'),
      },
      'Who may connect: peers as in a NetworkPolicy. Everything else is denied',
    ),
  });

/** The defaults, with the descriptions as comments. */
export function valuesYaml(value: Value, indent = ''): string {
  const properties = (value.properties ?? {}) as Values;
  return Object.entries(properties)
    .map(([name, child]) => {
      const comment = child.description === undefined ? '' : `${indent}# ${child.description}\n`;
      if (child.default !== undefined)
        return `${comment}${indent}${name}: ${JSON.stringify(child.default)}\n`;
      return `${comment}${indent}${name}:\n${valuesYaml(child, `${indent}  `)}`;
    })
    .join('');
}

/** Rows of a list have no defaults in values.yaml: the templates merge these. */
export function defaultsOf(value: Value): unknown {
  if (value.default !== undefined) return value.default;
  const properties = Object.entries((value.properties ?? {}) as Values);
  const entries = properties.map(([name, child]) => [name, defaultsOf(child)] as const);
  return value.type === 'object'
    ? Object.fromEntries(entries.filter(([, byDefault]) => byDefault !== undefined))
    : undefined;
}
