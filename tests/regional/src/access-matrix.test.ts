import type { Client } from '@grpc/grpc-js';
import {
  type Access,
  accessTo,
  type CallerKind,
  callerKinds,
  endpointsOf,
  NO_ROUTE,
  type ServerName,
} from '@waylight/access';
import { SERVICE_PORTS } from '@waylight/contracts';
import { requestHttps, signInToTrial, waitFor } from '@waylight/testing';
import { startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, createCallers } from './access-callers.ts';
import { type CallResult, createClient, listReflectedMethods, probeMethod } from './grpc-probe.ts';

const PORTS = {
  node: SERVICE_PORTS.intake.MK,
  aggregation: SERVICE_PORTS.operations,
  insights: SERVICE_PORTS.insights,
} as const;
type GrpcServer = keyof typeof PORTS;
const SERVERS = Object.keys(PORTS) as GrpcServer[];

/** Ports of health and metrics in a trial. */
const METRICS_PORTS: Readonly<Record<GrpcServer, number>> = { node: 9104, aggregation: 9120, insights: 9110 };

const REFUSED = 'permission denied: ';

let region: TrialRegion;
let callers: readonly Caller[];
const clients: Client[] = [];

beforeAll(async () => {
  region = await startRegion({ run: 'trial', data: 'empty' });
  callers = await createCallers(region.dataDir);
  for (const port of Object.values(METRICS_PORTS))
    await waitFor('the service loads the registry', async () => {
      const metrics = await (await fetch(`http://localhost:${port + region.portOffset}/metrics`)).text();
      return /^waylight_registry_version\{.*\} 2$/m.test(metrics);
    });
});
afterAll(async () => {
  for (const client of clients) client.close();
  await region?.stop();
});

function clientOf(caller: Caller | undefined, server: GrpcServer): Client {
  if (caller === undefined) throw new Error('there is no such caller');
  const client = createClient(PORTS[server] + region.portOffset, caller.tls);
  clients.push(client);
  return client;
}

/** A caller of another country has its own kind at regional services. */
function kindAt(server: GrpcServer, { kind, kindAtRegion = kind }: Caller): CallerKind {
  return server === 'node' ? kind : kindAtRegion;
}

/** A refusal must not reveal its reason. Without a certificate there is no connection. */
function isRefused({ code, details, messages }: CallResult): boolean {
  return messages === 0 && (code === 'UNAVAILABLE' ? isOfTls(details) : details.startsWith(REFUSED));
}

const isOfTls = (details: string): boolean =>
  /No connection established|ECONNRESET|SSL|socket|disconnect/i.test(details);

describe.each(SERVERS)('the gRPC server of %s', (server) => {
  it('has exactly the endpoints of the access table, as its gRPC reflection shows', async () => {
    const lead = callers.find(({ kind }) => kind === 'lead');
    const found = await listReflectedMethods(clientOf(lead, server));
    const reflection = endpointsOf(server).filter((endpoint) => endpoint.includes('.ServerReflection/'));
    expect(reflection).toHaveLength(2);
    expect([...found, ...reflection].sort()).toEqual([...endpointsOf(server)].sort());
  });

  it('permits and refuses calls as the access table says', async () => {
    const wrong: string[] = [];
    const words = new Set<string>();
    const probes = callers.map(async (caller) => {
      const client = clientOf(caller, server);
      for (const endpoint of endpointsOf(server)) {
        const result = await probeMethod(client, endpoint);
        const access = accessTo(server, endpoint, kindAt(server, caller));
        if (isRefused(result) !== (access === 'refused'))
          wrong.push(`${endpoint} as ${caller.name}: ${access}, got ${result.code} ${result.details}`);
        if (result.code === 'PERMISSION_DENIED') words.add(result.details);
      }
    });
    await Promise.all(probes);
    expect(wrong).toEqual([]);
    expect([...words]).toEqual([expect.stringContaining(REFUSED)]);
  }, 300_000);
});

describe('a refusal', () => {
  it('takes as long for suspended, revoked and misdirected callers as for unknown callers', async () => {
    const endpoint = '/waylight.intake.v1.IntakeService/GetReceipt';
    const names = [
      'not in the registry',
      'suspended',
      'revoked',
      'BCHR',
      'trial-officer',
      'another country’s node',
    ];
    const selected = callers.filter(({ name }) => names.includes(name));
    expect(selected).toHaveLength(names.length);
    const clientsOf = selected.map((caller) => ({ client: clientOf(caller, 'node'), times: [] as number[] }));
    for (let round = 0; round < 60; round++)
      for (const { client, times } of clientsOf) {
        const from = performance.now();
        expect(isRefused(await probeMethod(client, endpoint))).toBe(true);
        // The first calls are not measured, because they open connections.
        if (round >= 10) times.push(performance.now() - from);
      }
    const medians = clientsOf.map(({ times }) => times.sort((a, b) => a - b)[times.length / 2] ?? 0);
    expect(Math.max(...medians) / Math.min(...medians)).toBeLessThan(3);
  });
});

type HttpServer = {
  readonly server: 'aggregation-http' | 'node-http';
  readonly of: GrpcServer;
  readonly base: () => string;
  /** A caller that may read the server's OpenAPI document. */
  readonly reader: CallerKind;
  readonly headers: () => Readonly<Record<string, string>>;
  readonly endpoints: Readonly<Record<string, readonly [path: string, body?: string]>>;
};
const HTTP_SERVERS: readonly HttpServer[] = [
  {
    server: 'aggregation-http',
    of: 'aggregation',
    reader: 'operator',
    base: () => `https://localhost:${SERVICE_PORTS.operationsHttp + region.portOffset}`,
    headers: () => ({}),
    endpoints: {
      'GET /v1/releases/preview': ['/v1/releases/preview'],
      'POST /v1/releases/publish': ['/v1/releases/publish', '{}'],
      'GET /openapi.json': ['/openapi.json'],
      [NO_ROUTE]: ['/v1/nothing'],
    },
  },
  {
    server: 'node-http',
    of: 'node',
    reader: 'lead',
    base: () => `https://localhost:${SERVICE_PORTS.intakeHttp.MK + region.portOffset}`,
    // The headers of a dashboard page. Other requests are refused before authentication.
    headers: () => ({ origin: `http://localhost:${SERVICE_PORTS.insightsHttp + region.portOffset}` }),
    endpoints: {
      'GET /v1/own/trends': ['/v1/own/trends?layer=reports'],
      'GET /openapi.json': ['/openapi.json'],
      [NO_ROUTE]: ['/v1/nothing'],
    },
  },
];

describe.each(HTTP_SERVERS)('$server', ({ server, of, base, reader, headers, endpoints }) => {
  const send = (caller: Caller, [path, body]: readonly [string, string?]) =>
    requestHttps(`${base()}${path}`, caller.tls, {
      headers: headers(),
      ...(body === undefined ? {} : { body }),
    });

  it('has the endpoints of the table, by its OpenAPI document', async () => {
    expect(Object.keys(endpoints)).toEqual(endpointsOf(server));
    const caller = callers.find(({ kind }) => kind === reader);
    if (caller === undefined) throw new Error(`there is no ${reader}`);
    const described = describedRoutes((await send(caller, ['/openapi.json'])).body);
    expect([...described, 'GET /openapi.json', NO_ROUTE].sort()).toEqual([...endpointsOf(server)].sort());
  });

  it('responds as the access table says, and sends identical refusals at every path', async () => {
    const wrong: string[] = [];
    const refusals = new Set<string>();
    for (const caller of callers)
      for (const [endpoint, request] of Object.entries(endpoints)) {
        const access = accessTo(server, endpoint, kindAt(of, caller));
        const result = await send(caller, request).catch(() => undefined);
        const isOut = result === undefined || result.status === 403;
        if (isOut !== (access === 'refused'))
          wrong.push(`${endpoint} as ${caller.name}: ${access}, ${result?.status}`);
        if (result?.status === 403)
          refusals.add(JSON.stringify([result.body, { ...result.headers, date: '' }]));
      }
    expect(wrong).toEqual([]);
    expect(refusals.size).toBe(1);
  });
});

describe('HTTP of insights', () => {
  const base = (): string => `http://localhost:${SERVICE_PORTS.insightsHttp + region.portOffset}`;

  it('has the endpoints of the table, by its OpenAPI document', async () => {
    const document = await (await fetch(`${base()}/openapi.json`)).text();
    // Pages of the sign-in are not an API.
    const pages = ['GET /', 'GET /assets/*', 'GET /service-worker.js', 'GET /:page', 'GET /:page/*'];
    const signIn = ['GET /sign-in', 'GET /sign-in/callback', 'GET /sign-in.css'];
    const undescribed = ['GET /openapi.json', ...signIn, ...pages, NO_ROUTE];
    expect([...describedRoutes(document), ...undescribed].sort()).toEqual(
      [...endpointsOf('insights-http')].sort(),
    );
  });

  it('responds to the public, to readers with a session and to an invalid session as the access table says', async () => {
    const readers = {
      public: undefined,
      unknown: undefined,
      analyst: 'MYLA',
      'network-analyst': 'SIM-MK-1',
      authority: 'authority',
      officer: 'data-protection-officer',
      operator: 'operator',
    } as const;
    const wrong: string[] = [];
    for (const [kind, account] of Object.entries(readers) as [keyof typeof readers, string | undefined][]) {
      const visitor = account === undefined ? undefined : await signInToTrial(region.dataDir, account);
      // The sign-out is requested last, because it ends the session.
      const endpoints = endpointsOf('insights-http').filter((endpoint) => !endpoint.includes('/sign-'));
      for (const endpoint of [...endpoints, 'POST /sign-out']) {
        const [method = '', path = ''] = endpoint === NO_ROUTE ? ['GET', '/nothing'] : endpoint.split(' ');
        const at = path.replace(':id', 'none');
        const body = method === 'GET' ? undefined : {};
        const { status, body: answer } = await (visitor?.sendRequest(at, body, method) ??
          fetch(base() + at, {
            method,
            headers: {
              ...(kind === 'unknown' ? { cookie: `__Host-waylight-session=${'A'.repeat(43)}` } : {}),
              ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            },
            ...(body === undefined ? {} : { body: '{}' }),
          }));
        // Event streams are skipped, because they do not end.
        await answer?.cancel();
        const access = accessTo('insights-http', endpoint, kind);
        if ((status === 401) !== (access === 'refused'))
          wrong.push(`${endpoint} as ${kind}: ${access}, ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('the matrix', () => {
  it('has a caller of every kind', () => {
    expect(callerKinds.filter((kind) => !callers.some((caller) => caller.kind === kind))).toEqual([]);
  });

  it('detects an endpoint that is wrongly open to a caller, and an endpoint that is wrongly closed', () => {
    const result: CallResult = { code: 'OK', details: '', messages: 1 };
    const wants = (server: ServerName, endpoint: string, kind: Caller['kind']): Access =>
      accessTo(server, endpoint, kind);
    expect(isRefused(result)).not.toBe(
      wants('node', '/waylight.intake.v1.IntakeService/ListReports', 'officer') === 'refused',
    );
    expect(isRefused({ code: 'PERMISSION_DENIED', details: 'no', messages: 0 })).toBe(false);
  });
});

/** Methods and patterns of an OpenAPI document, in the table's form. */
function describedRoutes(document: string): string[] {
  const { paths }: { paths: Record<string, Record<string, unknown>> } = JSON.parse(document);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{([^}]+)\}/g, ':$1')}`),
  );
}
