import { join, resolve } from 'node:path';
import { type NodeCountry, SERVICE_PORTS } from '@waylight/contracts';

/** Paths of a trial region's files, below one folder. */
export type Layout = ReturnType<typeof layoutOf>;

export function layoutOf(dataDir: string) {
  const dir = resolve(dataDir);
  const certs = join(dir, 'certs');
  return {
    dir,
    lock: join(dir, 'region.lock'),
    /** State for the command line and the next start: ports, and progress of the example data. */
    region: join(dir, 'region.json'),
    registry: join(dir, 'registry.json'),
    plan: join(dir, 'release-plan.json'),
    /** Public keys that verify releases. */
    releaseKeys: join(dir, 'release-keys.json'),
    certs,
    organisations: join(certs, 'organisations'),
    operators: join(certs, 'operators'),
    authorities: join(certs, 'authorities'),
    officers: join(certs, 'officers'),
    services: join(certs, 'services'),
    /** The authority that browsers trust, and the certificates of the nodes' browser endpoints. */
    browser: join(certs, 'browser'),
    nodeKeys: (country: NodeCountry) => join(dir, 'keys', `node-${country}.json`),
    releaseSecret: join(dir, 'keys', 'release-secret'),
    signingKey: join(dir, 'keys', 'signing-key.pem'),
    /** Secrets of the sign-in provider, and its client secret for insights. */
    providerSecrets: join(dir, 'keys', 'provider.json'),
    clientSecret: join(dir, 'keys', 'provider-client-secret'),
    sessionSecret: join(dir, 'keys', 'session-secret'),
    /** The password of all development accounts. */
    password: join(certs, 'password'),
    log: join(dir, 'event-log.sqlite'),
    views: join(dir, 'views.sqlite'),
    released: join(dir, 'released.sqlite'),
    /** Database of insights, such as approvals of releases. */
    insights: join(dir, 'insights.sqlite'),
    /** Audits of the regional services; the audits of nodes are in their ledgers. */
    aggregationAudit: join(dir, 'aggregation-audit.sqlite'),
    insightsAudit: join(dir, 'insights-audit.sqlite'),
    node: (country: NodeCountry) => join(dir, 'nodes', country),
    logFile: join(dir, 'region.log'),
  };
}

/** Ports of the trial, before the offset. */
export const PORTS = {
  ...SERVICE_PORTS,
  /** The sign-in provider, on this machine only. */
  provider: 8090,
} as const;

/** Origin of the dashboard's pages. */
export const insightsOrigin = (portOffset: number): string =>
  `http://localhost:${PORTS.insightsHttp + portOffset}`;

/**
 * Origin of a node's endpoints for browsers. Its host name differs from that of the pages, because cookies and HSTS ignore
 * ports. With one host name the node would receive the session of insights, and its HSTS would apply to the pages.
 */
export const nodeHttpOrigin = (country: NodeCountry, portOffset: number): string =>
  `https://127.0.0.1:${PORTS.intakeHttp[country] + portOffset}`;
