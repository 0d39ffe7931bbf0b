import {
  aggregationPrincipal,
  INSIGHTS_PRINCIPAL,
  type LogPrincipal,
  NODE_COUNTRIES,
  nodePrincipal,
} from '@waylight/contracts';
import { createLogger, readRedisUrl } from '@waylight/service-kit';
import type { Finding } from '../installation/finding.ts';
import type { Variables } from '../installation/installation.ts';
import {
  accessNotProbed,
  checkLogAccess,
  checkStoreAccess,
  checkStoreAuthentication,
} from './check-access.ts';
import { checkTopics } from './check-topics.ts';

/** Tests the rights of each service's credential on log and store. Nothing is written. */
export async function probeAccess(env: Variables): Promise<Finding[]> {
  return [
    ...(await probeLog('INTAKE', nodePrincipalOf(env), env)),
    ...(await probeLog('AGGREGATION', aggregationPrincipalOf(env), env)),
    ...(await probeLog('INSIGHTS', insightsPrincipalOf(env), env)),
    ...(await probeStore('aggregation', env, {
      url: 'WAYLIGHT_AGGREGATION_REDIS_URL',
      passwordFile: 'WAYLIGHT_AGGREGATION_REDIS_PASSWORD_FILE',
      caFile: 'WAYLIGHT_AGGREGATION_REDIS_CA_FILE',
    })),
    ...(await probeStore('aggregation', env, {
      url: 'WAYLIGHT_AGGREGATION_RELEASED_REDIS_URL',
      passwordFile: 'WAYLIGHT_AGGREGATION_RELEASED_REDIS_PASSWORD_FILE',
      caFile: 'WAYLIGHT_AGGREGATION_REDIS_CA_FILE',
    })),
    ...(await probeStore('insights', env, {
      url: 'WAYLIGHT_INSIGHTS_REDIS_URL',
      passwordFile: 'WAYLIGHT_INSIGHTS_REDIS_PASSWORD_FILE',
      caFile: 'WAYLIGHT_INSIGHTS_REDIS_CA_FILE',
    })),
  ];
}

/** Names of the variables with a store's address, password and certificate authority. */
type StoreVariables = { readonly url: string; readonly passwordFile: string; readonly caFile: string };

function nodePrincipalOf(env: Variables): LogPrincipal | undefined {
  const country = NODE_COUNTRIES.find((one) => one === env.WAYLIGHT_INTAKE_COUNTRY);
  return country === undefined ? undefined : nodePrincipal(country);
}

const aggregationPrincipalOf = (env: Variables): LogPrincipal | undefined =>
  env.WAYLIGHT_AGGREGATION_AUDIT_FILE === undefined ? undefined : aggregationPrincipal();

const insightsPrincipalOf = (env: Variables): LogPrincipal | undefined =>
  env.WAYLIGHT_INSIGHTS_AUDIT_FILE === undefined ? undefined : INSIGHTS_PRINCIPAL;

async function probeLog(
  service: 'INTAKE' | 'AGGREGATION' | 'INSIGHTS',
  principal: LogPrincipal | undefined,
  env: Variables,
): Promise<Finding[]> {
  if (principal === undefined) return [];
  try {
    const { describeTopics, listVisibleTopics } = await import('@waylight/event-log');
    const log = createLogger({ service: 'doctor', level: 'silent' });
    const topics = await listVisibleTopics(service, env, log);
    if (topics === undefined) return [];
    const names = principal.rules.flatMap((rule) => ('topics' in rule ? rule.topics : []));
    const described = await describeTopics(service, env, { names, log });
    return [
      checkLogAccess(principal, topics),
      ...(described === undefined ? [] : checkTopics(principal, described.partitions, described.topics)),
    ];
  } catch (error) {
    return [accessNotProbed(`Kafka, as ${principal.commonName}`, errorCodeOf(error))];
  }
}

async function probeStore(
  user: 'aggregation' | 'insights',
  env: Variables,
  variables: StoreVariables,
): Promise<Finding[]> {
  const address = env[variables.url];
  if (address === undefined) return [];
  const where = `Redis (${variables.url})`;
  try {
    const { hasAnonymousAccess, findExcessPermissions, readRedisCa } = await import('@waylight/view-store');
    const url = await readRedisUrl({
      urlVariable: variables.url,
      url: address,
      passwordVariable: variables.passwordFile,
      passwordFile: env[variables.passwordFile],
      // Access is also tested without TLS, although the service itself would refuse such a network.
      localNetwork: true,
    });
    const server = { url, connectTimeoutMs: 5_000, ...(await readRedisCa(env[variables.caFile])) };
    const namespace = env.WAYLIGHT_REDIS_NAMESPACE ?? 'waylight';
    return [
      checkStoreAuthentication(where, await hasAnonymousAccess(server)),
      checkStoreAccess(where, user, await findExcessPermissions({ ...server, namespace }, user)),
    ];
  } catch (error) {
    return [accessNotProbed(`${where}, as ${user}`, errorCodeOf(error))];
  }
}

/** Removes details of an error, because its message may contain an address with a password. */
const errorCodeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
