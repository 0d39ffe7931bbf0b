import {
  aggregationParty,
  INSIGHTS_PARTY,
  type LogParty,
  NODE_COUNTRIES,
  nodeParty,
} from '@waylight/contracts';
import { createLogger } from '@waylight/service-kit';
import { checkLogAccess, checkStoreAccess, notAsked } from './check-access.ts';
import type { Finding } from './finding.ts';
import type { Variables } from './installation.ts';

/** Asks log and store, with each service's own credential, for what it must not be told. Nothing is written. */
export async function askAccess(env: Variables): Promise<Finding[]> {
  return [
    ...(await ofLog('INTAKE', nodePartyOf(env), env)),
    ...(await ofLog('AGGREGATION', aggregationPartyOf(env), env)),
    ...(await ofLog('INSIGHTS', insightsPartyOf(env), env)),
    ...(await ofStore('aggregation', env, 'WAYLIGHT_AGGREGATION')),
    ...(await ofStore('insights', env, 'WAYLIGHT_INSIGHTS')),
  ];
}

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

async function ofStore(user: 'aggregation' | 'insights', env: Variables, prefix: string): Promise<Finding[]> {
  const url = env[`${prefix}_REDIS_URL`];
  if (url === undefined) return [];
  try {
    const { overReach, redisAuthority } = await import('@waylight/view-store');
    const answered = await overReach(
      {
        url,
        namespace: env.WAYLIGHT_REDIS_NAMESPACE ?? 'waylight',
        connectTimeoutMs: 5_000,
        ...(await redisAuthority(env[`${prefix}_REDIS_CA_FILE`])),
      },
      user,
    );
    return [checkStoreAccess(user, answered)];
  } catch (error) {
    return [notAsked(`Redis, as ${user}`, codeOf(error))];
  }
}

/** An error's own words may hold an address with a password. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
