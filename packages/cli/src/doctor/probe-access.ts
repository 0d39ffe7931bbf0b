import {
  aggregationPrincipal,
  INSIGHTS_PRINCIPAL,
  type LogPrincipal,
  NODE_COUNTRIES,
  nodePrincipal,
} from '@waylight/contracts';
import { createLogger, readRedisUrl } from '@waylight/service-kit';
import {
  accessNotProbed,
  checkLogAccess,
  checkStoreAccess,
  checkStoreAuthentication,
} from './check-access.ts';
import type { Finding } from './finding.ts';
import type { Variables } from './installation.ts';

/** Asks log and store, with each service's own credential, for what it must not be told. Nothing is written. */
export async function probeAccess(env: Variables): Promise<Finding[]> {
  return [
    ...(await probeLog('INTAKE', nodePartyOf(env), env)),
    ...(await probeLog('AGGREGATION', aggregationPartyOf(env), env)),
    ...(await probeLog('INSIGHTS', insightsPartyOf(env), env)),
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

/** Names of the variables of a store's address, its password and its certificate authority. */
type StoreVariables = { readonly url: string; readonly passwordFile: string; readonly caFile: string };

function nodePartyOf(env: Variables): LogPrincipal | undefined {
  const country = NODE_COUNTRIES.find((one) => one === env.WAYLIGHT_INTAKE_COUNTRY);
  return country === undefined ? undefined : nodePrincipal(country);
}

const aggregationPartyOf = (env: Variables): LogPrincipal | undefined =>
  env.WAYLIGHT_AGGREGATION_AUDIT_FILE === undefined ? undefined : aggregationPrincipal();

const insightsPartyOf = (env: Variables): LogPrincipal | undefined =>
  env.WAYLIGHT_INSIGHTS_AUDIT_FILE === undefined ? undefined : INSIGHTS_PRINCIPAL;

async function probeLog(
  service: 'INTAKE' | 'AGGREGATION' | 'INSIGHTS',
  party: LogPrincipal | undefined,
  env: Variables,
): Promise<Finding[]> {
  if (party === undefined) return [];
  try {
    const { listVisibleTopics } = await import('@waylight/event-log');
    const log = createLogger({ service: 'doctor', level: 'silent' });
    const seen = await listVisibleTopics(service, env, log);
    return seen === undefined ? [] : [checkLogAccess(party, seen)];
  } catch (error) {
    return [accessNotProbed(`log, as ${party.commonName}`, errorCodeOf(error))];
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
      // Access is probed over any network; the service itself refuses one without TLS.
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

/** An error's own words may hold an address with a password. */
const errorCodeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
