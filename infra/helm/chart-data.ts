import { readFileSync } from 'node:fs';
import { serviceUri } from '@waylight/access';
import {
  aclsOf,
  type LogPrincipal,
  NODE_COUNTRIES,
  nodePrincipal,
  regionPrincipals,
  topicRegistry,
} from '@waylight/contracts';
import {
  DEFAULT_DIR,
  HEALTH,
  logNameOf,
  type NamedService,
  nodeLayout,
  nodeVariables,
  regionLayout,
  regionVariables,
  SERVICES,
  type Services,
  servicesOf,
  type Variables,
} from '@waylight/deployment';
import { parse } from 'yaml';

/** Variables whose values come from the chart's values, and those of `waylight backup`, which runs on machines. */
const FROM_VALUES = /_KAFKA_BROKERS$|_REDIS_URL$|_PUBLIC_URL$|^WAYLIGHT_BACKUP_/;

/** The volume's own folder is open to its group, so a service creates a folder of its own in it. */
const DATA = `${DEFAULT_DIR}/data`;

const region = regionLayout(DEFAULT_DIR);
const node = { ...nodeLayout(DEFAULT_DIR), data: `${DATA}/ledger` };

const nodes = NODE_COUNTRIES.map((country) => {
  const port = SERVICES.intake.grpc.port[country];
  return { country, port, variables: chartVariables(nodeVariables(node, { country, port, brokers: [] })) };
});

/** Everything that the templates take from the code, so that it exists once. */
export const chartData = (services: Services = SERVICES) => ({
  folders: { config: node.config, data: DATA, nodeKeys: node.keys },
  health: HEALTH,
  nodes: Object.fromEntries(nodes.map(({ country, ...rest }) => [country, rest])),
  services: Object.fromEntries(
    servicesOf('region', services).map((service) => [service.name, regionData(service)]),
  ),
  topics: topicRegistry().map(({ name, partitions, cleanup, retentionMs, settings }) => ({
    name,
    partitions,
    config: {
      'cleanup.policy': cleanup,
      ...(cleanup === 'delete' ? { 'retention.ms': String(retentionMs) } : {}),
      ...settings,
    },
  })),
  users: [
    ...NODE_COUNTRIES.map((country) => ({ country, ...strimziUser(nodePrincipal(country)) })),
    ...Object.values(regionPrincipals()).map(strimziUser),
  ],
  rules: Object.fromEntries(
    ['services', 'node', 'region'].map((name) => {
      const file = new URL(`../observability/rules/${name}.yaml`, import.meta.url);
      return [name, parse(readFileSync(file, 'utf8')).groups];
    }),
  ),
});

const regionData = (service: NamedService) => ({
  port: service.grpc.port,
  callers: service.grpc.callers,
  ...(service.http?.isBehindProxy === true && { http: service.http.port }),
  hasRedis: service.redis !== undefined,
  keys: region.keysOf(service.name),
  variables: chartVariables(regionVariables(service, region, '')),
  certificate: { commonName: service.name, uri: serviceUri(service.name) },
  principal: logNameOf(service.name),
});

function chartVariables(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !FROM_VALUES.test(name)));
}

/** Rules with all operations on one resource, as Strimzi groups them. */
function strimziUser(principal: LogPrincipal) {
  const acls = aclsOf(principal);
  const resources = new Map(
    acls.map(({ resource, name, pattern }) => [
      `${resource} ${name}`,
      { type: resource, name, patternType: pattern === 'prefixed' ? 'prefix' : pattern },
    ]),
  );
  return {
    name: principal.commonName,
    acls: [...resources].map(([key, resource]) => ({
      resource,
      host: '*',
      operations: acls
        .filter((acl) => `${acl.resource} ${acl.name}` === key)
        .map(({ operation }) => operation),
    })),
  };
}

/** Variables that the chart sets, but whose values may be replaced. */
const REPLACEABLE = /_(TRUSTED_PROXIES|REDIS_CA_FILE)$/;

/** Variables that values must not change: addresses and ports of the image, names of audits, and names of topics and groups. */
const FIXED =
  /_(HOST|PORT|HTTP_ORIGIN|AUDIT_NAME|OTHER_AUDITS|APPLY_TOPICS|LOCAL_NETWORK|TOPIC_PREFIX|PARTITIONS|GROUP|NAMESPACE)$|_(VIEW_STORE|RELEASED|EVENT_LOG)(_STORE|_FILE)?$/;

/** True if the values cannot contain this variable. */
export function isFixed(service: NamedService, name: string): boolean {
  const set = service.machine === 'node' ? nodes[0]?.variables : regionVariables(service, region, '');
  return FROM_VALUES.test(name) || FIXED.test(name) || (name in (set ?? {}) && !REPLACEABLE.test(name));
}
