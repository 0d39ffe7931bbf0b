import { join, resolve } from 'node:path';
import { NODE_COUNTRIES, type NodeCountry, SERVICE_PORTS } from '@waylight/contracts';

/** Where a trial region keeps its files, below one folder. */
export type Layout = ReturnType<typeof layoutOf>;

export function layoutOf(dataDir: string) {
  const dir = resolve(dataDir);
  const certs = join(dir, 'certs');
  return {
    dir,
    lock: join(dir, 'region.lock'),
    /** What the command line and the next start need to know: ports, and how far the example data is. */
    region: join(dir, 'region.json'),
    registry: join(dir, 'registry.json'),
    plan: join(dir, 'release-plan.json'),
    /** Public: what releases are verified with. */
    releaseKeys: join(dir, 'release-keys.json'),
    certs,
    organisations: join(certs, 'organisations'),
    operators: join(certs, 'operators'),
    authorities: join(certs, 'authorities'),
    officers: join(certs, 'officers'),
    services: join(certs, 'services'),
    nodeKeys: (country: NodeCountry) => join(dir, 'keys', `node-${country}.json`),
    releaseSecret: join(dir, 'keys', 'release-secret'),
    signingKey: join(dir, 'keys', 'signing-key.pem'),
    /** Of the provider of sign-ins, and what insights shows it. */
    providerSecrets: join(dir, 'keys', 'provider.json'),
    clientSecret: join(dir, 'keys', 'provider-client-secret'),
    sessionSecret: join(dir, 'keys', 'session-secret'),
    /** Of every development account. */
    password: join(certs, 'password'),
    log: join(dir, 'event-log.sqlite'),
    views: join(dir, 'views.sqlite'),
    released: join(dir, 'released.sqlite'),
    /** What people add: approvals of releases. */
    insights: join(dir, 'insights.sqlite'),
    /** Who did what at the region; the nodes' own audits lie in their ledgers. */
    aggregationAudit: join(dir, 'aggregation-audit.sqlite'),
    insightsAudit: join(dir, 'insights-audit.sqlite'),
    node: (country: NodeCountry) => join(dir, 'nodes', country),
    logFile: join(dir, 'region.log'),
  };
}

/** Ports of the trial, before the offset. */
export const PORTS = {
  ...SERVICE_PORTS,
  /** Of sign-ins; on this machine alone. */
  provider: 8090,
  insightsOps: 9110,
  aggregationOps: 9120,
  intakeOps: (country: NodeCountry) => 9101 + NODE_COUNTRIES.indexOf(country),
} as const;

/** Where browsers find the pages. */
export const insightsOrigin = (portOffset: number): string =>
  `http://localhost:${PORTS.insightsHttp + portOffset}`;

/**
 * Where they find a node's own door. Not by the name of the pages: cookies know no ports, so that the node would be sent the
 * session of insights, and what says that a host wants TLS would be said of the pages as well.
 */
export const nodeHttpOrigin = (country: NodeCountry, portOffset: number): string =>
  `https://127.0.0.1:${PORTS.intakeHttp[country] + portOffset}`;
