import {
  aggregationParty,
  INSIGHTS_PARTY,
  type LogParty,
  NODE_COUNTRIES,
  nodeParty,
} from '@waylight/contracts';
import { createLogger } from '@waylight/service-kit';
import { checkLogAccess, checkStoreAccess, checkStoreDoor, notAsked } from './check-access.ts';
import type { Finding } from './finding.ts';
import type { Variables } from './installation.ts';

/** Asks log and store, with each service's own credential, for what it must not be told. Nothing is written. */
export async function askAccess(env: Variables): Promise<Finding[]> {
  return [
    ...(await ofLog('INTAKE', nodePartyOf(env), env)),
    ...(await ofLog('AGGREGATION', aggregationPartyOf(env), env)),
    ...(await ofLog('INSIGHTS', insightsPartyOf(env), env)),
    ...(await ofStore('aggregation', env, {
      url: 'WAYLIGHT_AGGREGATION_REDIS_URL',
      caFile: 'WAYLIGHT_AGGREGATION_REDIS_CA_FILE',
    })),
    ...(await ofStore('aggregation', env, {
      url: 'WAYLIGHT_AGGREGATION_RELEASED_REDIS_URL',
      caFile: 'WAYLIGHT_AGGREGATION_REDIS_CA_FILE',
    })),
    ...(await ofStore('insights', env, {
      url: 'WAYLIGHT_INSIGHTS_REDIS_URL',
      caFile: 'WAYLIGHT_INSIGHTS_REDIS_CA_FILE',
    })),
  ];
}

/** The variables that say where a store is, and by which authority it is known. */
type StorePlace = { readonly url: string; readonly caFile: string };

function nodePartyOf(env: Variables): LogParty | undefined {
  const country = NODE_COUNTRIES.find((one) => one === env.WAYLIGHT_INTAKE_COUNTRY);
  return country === undefined ? undefined : nodeParty(country);
}

const aggregationPartyOf = (env: Variables): LogParty | undefined =>
  env.WAYLIGHT_AGGREGATION_AUDIT_FILE === undefined ? undefined : aggregationParty();

const insightsPartyOf = (env: Variables): LogParty | undefined =>
  env.WAYLIGHT_INSIGHTS_AUDIT_FILE === undefined ? undefined : INSIGHTS_PARTY;

async function ofLog(
  service: 'INTAKE' | 'AGGREGATION' | 'INSIGHTS',
  party: LogParty | undefined,
  env: Variables,
): Promise<Finding[]> {
  if (party === undefined) return [];
  try {
    const { topicsInSight } = await import('@waylight/event-log');
    const log = createLogger({ service: 'doctor', level: 'silent' });
    const seen = await topicsInSight(service, env, log);
    return seen === undefined ? [] : [checkLogAccess(party, seen)];
  } catch (error) {
    return [notAsked(`log, as ${party.commonName}`, codeOf(error))];
  }
}

async function ofStore(
  user: 'aggregation' | 'insights',
  env: Variables,
  place: StorePlace,
): Promise<Finding[]> {
  const url = env[place.url];
  if (url === undefined) return [];
  const where = `Redis (${place.url})`;
  try {
    const { letsAnybodyIn, overReach, redisAuthority } = await import('@waylight/view-store');
    const server = { url, connectTimeoutMs: 5_000, ...(await redisAuthority(env[place.caFile])) };
    const namespace = env.WAYLIGHT_REDIS_NAMESPACE ?? 'waylight';
    return [
      checkStoreDoor(where, await letsAnybodyIn(server)),
      checkStoreAccess(where, user, await overReach({ ...server, namespace }, user)),
    ];
  } catch (error) {
    return [notAsked(`${where}, as ${user}`, codeOf(error))];
  }
}

/** An error's own words may hold an address with a password. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
