import { type LogPrincipal, NODE_COUNTRIES, nodePrincipal, regionPrincipals } from '@waylight/contracts';
import { type NamedService, ownVariable, servicesOf } from '@waylight/deployment';
import { createLogger, readRedisUrl } from '@waylight/service-kit';
import type { Finding } from '../installation/finding.ts';
import type { Variables } from '../installation/installation.ts';
import { doctorVariables } from '../installation/service-variables.ts';
import {
  accessNotProbed,
  checkLogAccess,
  checkStoreAccess,
  checkStoreAuthentication,
} from './check-access.ts';
import { checkTopics } from './check-topics.ts';

/** Tests the rights of each service's credential on log and store. Nothing is written. */
export async function probeAccess(env: Variables, services = servicesOf()): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const service of services) found.push(...(await probeLog(service, env)));
  for (const { name, redis = [] } of services)
    for (const server of redis)
      found.push(
        ...(await probeStore(name, env, {
          url: ownVariable(name, `${server}_URL`),
          passwordFile: ownVariable(name, `${server}_PASSWORD_FILE`),
          caFile: ownVariable(name, 'REDIS_CA_FILE'),
        })),
      );
  return found;
}

/** Names of the variables with a store's address, password and certificate authority. */
type StoreVariables = { readonly url: string; readonly passwordFile: string; readonly caFile: string };

/** The rights of a configured service. */
function principalOf(service: NamedService, env: Variables): LogPrincipal | undefined {
  const country = NODE_COUNTRIES.find((one) => one === env.WAYLIGHT_INTAKE_COUNTRY);
  if (service.machine === 'node') return country === undefined ? undefined : nodePrincipal(country);
  const isConfigured = env[doctorVariables(service).presenceVariable] !== undefined;
  return isConfigured ? regionPrincipals()[service.name] : undefined;
}

async function probeLog(named: NamedService, env: Variables): Promise<Finding[]> {
  const principal = principalOf(named, env);
  if (principal === undefined) return [];
  const service = named.name.toUpperCase();
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

async function probeStore(user: string, env: Variables, variables: StoreVariables): Promise<Finding[]> {
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
