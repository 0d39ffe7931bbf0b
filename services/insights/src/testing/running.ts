import { copyFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Country,
  IncidentType,
  Layer,
  PlacePrecision,
  ReportEvent,
  ShareWith,
} from '@waylight/contracts/incident';
import {
  type GetReleaseResponse,
  type GetTrendsResponse,
  InsightsServiceClient,
} from '@waylight/contracts/insights';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import { ReleaseEvent } from '@waylight/contracts/release';
import { TrendQuestion } from '@waylight/contracts/trends';
import { ONE_TABLE_PLAN, type ReleasePlan } from '@waylight/disclosure-control';
import {
  authorityUri,
  officerUri,
  operatorUri,
  organisationUri,
  type RegistryContent,
} from '@waylight/registry';
import {
  clientCredentials,
  createAuthority,
  createLogger,
  issueCertificate,
  writeCredential,
} from '@waylight/service-kit';
import { freePort, type SignInOptions, signIn, type Visitor } from '@waylight/testing';
import { contributionOf, encodePublicRecord } from '@waylight/trends';
import {
  createEmbeddedReleasedReader,
  createEmbeddedReleasedStore,
  ViewStoreUnavailableError,
} from '@waylight/view-store';
import { createInsightsService, type InsightsService, insightsConfig } from '../index.ts';
import { createTestProvider, type TestProvider } from './provider.ts';
import { releaseEvent } from './release-event.ts';
import { RELEASE_KEYS } from './signing.ts';

export const NOW_MS = Date.UTC(2026, 0, 10, 12);
/** Asks with a cookie that was never given. */
export const UNKNOWN_SESSION = 'a session that nobody has';
/** For what is waited for by people who sign in first. */
export const PATIENT = { timeout: 30_000 } as const;
export const MEMBERS = ['AHC', 'VPBIH', 'CRPK', 'GAMN', 'MYLA', 'BCHR', 'DRC'] as const;

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever the server sends.
type JsonBody = any;

type Method = 'getRegionStatus' | 'getRelease' | 'getCompleteness' | 'getApprovals' | ApprovalMethod;
export type ApprovalMethod =
  | 'requestRelease'
  | 'approveRelease'
  | 'objectToRelease'
  | 'withdrawRelease'
  | 'delegateApproval';
type RequestOf<Name extends Method> = Parameters<InsightsServiceClient[Name]>[0];

export type RawAnswer = {
  readonly status: number;
  readonly headers: readonly string[][];
  readonly text: string;
};

export type RunningInsights = {
  readonly clients: Readonly<Record<string, InsightsServiceClient>>;
  /** Of nobody in particular, for a client that uses the channel of another one. */
  readonly credentials: ReturnType<typeof clientCredentials>;
  /** A call of a member, of a network organisation, of nobody, of the operator "region", the trial's authority or officer. */
  readonly call: <Name extends Method>(
    as: string,
    method: Name,
    request: Partial<RequestOf<Name>>,
  ) => Promise<JsonBody>;
  readonly getTrends: (
    as: string,
    question: Parameters<typeof TrendQuestion.fromPartial>[0],
  ) => Promise<GetTrendsResponse>;
  readonly getRelease: (as: string, releaseId: string) => Promise<GetReleaseResponse>;
  readonly release: (event: ReleaseEvent) => Promise<void>;
  /** As the public, or as somebody who has signed in: an organisation's id, `authority` and so on. */
  readonly http: (
    path: string,
    as?: string,
  ) => Promise<{ readonly status: number; readonly type: string | null; readonly body: JsonBody }>;
  /** An answer to its last byte, without its date; with a body it is a POST, or another method. */
  readonly rawHttp: (path: string, as?: string, body?: unknown, method?: string) => Promise<RawAnswer>;
  /** Where browsers find it. */
  readonly origin: string;
  readonly provider: TestProvider;
  /** Signs somebody in, in a browser of its own or the one given. */
  readonly signIn: (account: string, more?: Partial<SignInOptions>) => Promise<Visitor>;
  /** All that the service has written to its log. */
  readonly logged: () => string;
  /** What insights keeps of people: the file's whole content. */
  readonly databaseBytes: () => Promise<Buffer>;
  /** Puts the next version of the registry in the place of the one before. */
  readonly changeRegistry: (change: (before: RegistryContent) => Partial<RegistryContent>) => Promise<void>;
  readonly setNow: (ms: number) => void;
  /** Stops the service and starts one on the same files. */
  readonly restart: () => Promise<void>;
  /** Takes the store away, or gives it back. */
  readonly takeStoreAway: (isAway: boolean) => void;
  readonly stop: () => Promise<void>;
};

/** Insights over an embedded store that holds one release of March 2025 and a public record. */
export async function startInsights(
  plan: ReleasePlan = ONE_TABLE_PLAN,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningInsights> {
  const dir = await mkdtemp(join(tmpdir(), 'waylight-insights-'));
  const now = new Date();
  const authority = await createAuthority({ commonName: 'test', days: 2, now });
  const issue = (uri: string | undefined, usage: 'client' | 'server') =>
    issueCertificate(authority, { commonName: 'test', uri, dns: ['localhost'], usage, days: 1, now });
  await writeCredential(dir, 'ca', authority);
  await writeCredential(dir, 'server', await issue(undefined, 'server'));
  const registryFile = join(dir, 'registry.json');
  await copyFile(new URL('../../../../infra/registry/registry.json', import.meta.url), registryFile);
  await writeFile(join(dir, 'plan.json'), JSON.stringify(plan));
  await writeFile(join(dir, 'release-keys.json'), JSON.stringify(RELEASE_KEYS));

  const store = await createEmbeddedReleasedStore({ file: join(dir, 'released.sqlite') });
  const event = ReportEvent.fromPartial({
    reportReference: Buffer.alloc(16, 1),
    revision: 1,
    organisation: 7,
    layer: Layer.PUBLIC_RECORD,
    change: {
      $case: 'incident',
      value: {
        occurredDay: 20_161,
        datePrecision: 1,
        country: Country.XK,
        primaryType: IncidentType.DEATH,
        cause: 1,
        victims: 3,
        shareWith: ShareWith.PUBLIC,
        placePrecision: PlacePrecision.SETTLEMENT,
        sourceQuality: 4,
      },
    },
  });
  const { counted } = contributionOf(event);
  if (counted === undefined) throw new Error('the event counts');
  await store.putPublicRecord({
    bucket: '2025',
    version: 1,
    body: encodePublicRecord([
      { bucket: counted.bucket, field: counted.field, value: { reports: 1, incidents: 1, victims: 3 } },
    ]),
  });
  await store.putStatus(
    'freshness.MK',
    NodeHeartbeat.encode({ node: Country.MK, hour: NOW_MS / 3_600_000 - 2, codeBookVersion: 1 }).finish(),
  );
  await store.putStatus(
    'freshness.RS',
    NodeHeartbeat.encode({ node: Country.RS, hour: NOW_MS / 3_600_000 - 30, codeBookVersion: 1 }).finish(),
  );
  const release = async (event: ReleaseEvent): Promise<void> => {
    await store.putTable({ id: event.releaseId, index: {}, body: ReleaseEvent.encode(event).finish() });
  };
  await release(releaseEvent('2025-03', [10, 5]));

  const httpPort = await freePort();
  const origin = `http://localhost:${httpPort}`;
  const provider = await createTestProvider(dir, origin, [...MEMBERS, 'SIM-MK-1']);
  await provider.start();
  const databaseFile = join(dir, 'insights.sqlite');

  const logLines: string[] = [];
  let isStoreAway = false;
  let nowMs = NOW_MS;
  const open = async (): Promise<InsightsService> => {
    const reader = await createEmbeddedReleasedReader({ file: join(dir, 'released.sqlite') });
    const opened = await createInsightsService(
      insightsConfig({
        WAYLIGHT_INSIGHTS_HTTP_PORT: String(httpPort),
        WAYLIGHT_INSIGHTS_GRPC_PORT: '0',
        WAYLIGHT_INSIGHTS_OPS_PORT: '0',
        WAYLIGHT_INSIGHTS_TLS_CA_FILE: join(dir, 'ca.crt'),
        WAYLIGHT_INSIGHTS_TLS_CERTIFICATE_FILE: join(dir, 'server.crt'),
        WAYLIGHT_INSIGHTS_TLS_KEY_FILE: join(dir, 'server.key'),
        WAYLIGHT_REGISTRY_FILE: registryFile,
        WAYLIGHT_RELEASE_PLAN_FILE: join(dir, 'plan.json'),
        WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE: join(dir, 'release-keys.json'),
        WAYLIGHT_INSIGHTS_DATABASE_FILE: databaseFile,
        WAYLIGHT_INSIGHTS_AUDIT_FILE: join(dir, 'audit.sqlite'),
        WAYLIGHT_INSIGHTS_AUDIT_HEADS_INTERVAL: '100ms',
        WAYLIGHT_EVENT_LOG: 'embedded',
        WAYLIGHT_EVENT_LOG_FILE: join(dir, 'log.sqlite'),
        ...provider.env,
        ...env,
        WAYLIGHT_INSIGHTS_WATCH_INTERVAL: '50ms',
      }),
      {
        reader: {
          ...reader,
          revision: async () => {
            if (isStoreAway) throw new ViewStoreUnavailableError(new Error('away'));
            return reader.revision();
          },
        },
        log: createLogger({
          ...{ service: 'insights', level: 'debug' as const },
          destination: { write: (line) => void logLines.push(line) },
        }),
        now: () => nowMs,
      },
    );
    // Not one that ends later: HTTP listens for as long as this signal lasts.
    await opened.start(new AbortController().signal);
    return opened;
  };
  const credentials = new Map<string, Awaited<ReturnType<typeof issue>>>();
  for (const id of [...MEMBERS, 'SIM-MK-1', 'NOBODY'])
    credentials.set(id, await issue(organisationUri(id), 'client'));
  credentials.set('region', await issue(operatorUri('region'), 'client'));
  credentials.set('trial-authority', await issue(authorityUri('trial-authority'), 'client'));
  credentials.set('trial-officer', await issue(officerUri('trial-officer'), 'client'));
  const issued = await issue(organisationUri('NOBODY'), 'client');
  let service = await open();
  let clients: Record<string, InsightsServiceClient> = {};
  const dial = (): void => {
    for (const client of Object.values(clients)) client.close();
    clients = Object.fromEntries(
      [...credentials].map(([id, { certificate, key }]) => [
        id,
        new InsightsServiceClient(
          `localhost:${service.ports().grpc}`,
          clientCredentials({ ca: authority.certificate, certificate, key }),
        ),
      ]),
    );
  };
  dial();
  const clientOf = (as: string): InsightsServiceClient => {
    const client = clients[as];
    if (client === undefined) throw new Error(`there is no client of ${as}`);
    return client;
  };
  const call: RunningInsights['call'] = (as, method, request) =>
    new Promise((resolve, reject) => {
      const client: JsonBody = clientOf(as);
      const empty = { releaseId: '', forOrganisation: '', toOrganisation: '', revoke: false };
      client[method]({ ...empty, ...request }, (error: Error | null, response: JsonBody) =>
        error === null ? resolve(response) : reject(error),
      );
    });
  const visitors = new Map<string, Promise<Visitor>>();
  const signInAs = (account: string, more: Partial<SignInOptions> = {}): Promise<Visitor> =>
    signIn({ at: origin, account, password: provider.password, ...more });
  const ask = async (
    path: string,
    as: string | undefined,
    body?: unknown,
    method = 'POST',
  ): Promise<Response> => {
    if (as === undefined) return fetch(`${origin}${path}`, body === undefined ? {} : changeOf(method, body));
    if (as === UNKNOWN_SESSION)
      return fetch(`${origin}${path}`, { headers: { cookie: `__Host-waylight-session=${'A'.repeat(43)}` } });
    const visitor = visitors.get(as) ?? signInAs(as);
    visitors.set(as, visitor);
    return (await visitor).ask(path, body, method);
  };
  return {
    get clients() {
      return clients;
    },
    credentials: clientCredentials({ ca: authority.certificate, ...issued }),
    call,
    release,
    getTrends: (as, question) =>
      new Promise((resolve, reject) => {
        clientOf(as).getTrends({ question: TrendQuestion.fromPartial(question) }, (error, response) =>
          error === null ? resolve(response) : reject(error),
        );
      }),
    getRelease: (as, releaseId) => call(as, 'getRelease', { releaseId }),
    async http(path, as) {
      const response = await ask(path, as);
      const body = (await response.json()) as JsonBody;
      return { status: response.status, type: response.headers.get('content-type'), body };
    },
    async rawHttp(path, as, body, method) {
      const response = await ask(path, as, body, method);
      const headers = [...response.headers].filter(([name]) => name !== 'date');
      return { status: response.status, headers, text: await textOf(response) };
    },
    origin,
    provider,
    signIn: signInAs,
    logged: () => logLines.join(''),
    databaseBytes: async () =>
      Buffer.concat(await Promise.all(['', '-wal'].map((end) => readFile(`${databaseFile}${end}`)))),
    async changeRegistry(change) {
      const before: RegistryContent = JSON.parse(await readFile(registryFile, 'utf8'));
      const next = { ...before, version: before.version + 1, ...change(before) };
      await writeFile(`${registryFile}.new`, JSON.stringify(next));
      await rename(`${registryFile}.new`, registryFile);
    },
    takeStoreAway: (isAway) => {
      isStoreAway = isAway;
    },
    setNow: (ms) => {
      nowMs = ms;
      // Sessions are of their time: whoever asks next signs in anew.
      visitors.clear();
    },
    async restart() {
      await service.stop();
      service = await open();
      dial();
    },
    async stop() {
      for (const client of Object.values(clients)) client.close();
      await service.stop();
      await provider.stop();
      await store.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Of a stream that does not end what it says first. */
export async function textOf(response: Response): Promise<string> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) return response.text();
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const said = await reader?.read();
  await reader?.cancel();
  return said?.value ?? '';
}

const changeOf = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
