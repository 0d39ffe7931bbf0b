import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { authorityUri, officerUri, operatorUri, organisationUri } from '@waylight/access';
import {
  type GetReleaseResponse,
  type GetTrendsResponse,
  InsightsServiceClient,
} from '@waylight/contracts/insights';
import { TrendQuestion } from '@waylight/contracts/trends';
import type { InsightsOverrides, InsightsService } from '@waylight/insights';
import { clientCredentials, type TlsMaterial } from '@waylight/service-kit';
import { type SignInOptions, signIn, type Visitor } from '@waylight/testing';
import { createEmbeddedReleasedReader, ViewStoreUnavailableError } from '@waylight/view-store';
import type { RegionContext } from './region-context.ts';
import { createSignInProvider, type SignInProvider } from './sign-in-provider.ts';

/** Sends a session cookie that the service never issued. */
export const UNKNOWN_SESSION = 'an unknown session';
export const MEMBERS = ['AHC', 'VPBIH', 'CRPK', 'GAMN', 'MYLA', 'BCHR', 'DRC'] as const;

const ORGANISATIONS = [...MEMBERS, 'SIM-MK-1'];
const URIS: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...ORGANISATIONS, 'NOBODY'].map((id) => [id, organisationUri(id)])),
  region: operatorUri('region'),
  'trial-authority': authorityUri('trial-authority'),
  'trial-officer': officerUri('trial-officer'),
};

// biome-ignore lint/suspicious/noExplicitAny: tests read any response of the server.
type JsonBody = any;

type Method =
  | 'getRegionStatus'
  | 'getRelease'
  | 'getCompleteness'
  | 'listChanges'
  | 'getApprovals'
  | ApprovalMethod;
export type ApprovalMethod =
  | 'requestRelease'
  | 'approveRelease'
  | 'objectToRelease'
  | 'withdrawRelease'
  | 'delegateApproval';
type RequestOf<Name extends Method> = Parameters<InsightsServiceClient[Name]>[0];

export type RawResponse = {
  readonly status: number;
  readonly headers: readonly string[][];
  readonly text: string;
};

/** Insights in the test's process, and its callers. */
export type RegionInsights = {
  /** Clients by member, SIM-MK-1 of the network, NOBODY, the operator "region", the trial's authority and officer. */
  readonly clients: Readonly<Record<string, InsightsServiceClient>>;
  readonly connect: (tls: TlsMaterial) => InsightsServiceClient;
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
  /** A request of the public, or of an account such as an organisation's id or `authority`. */
  readonly http: (
    path: string,
    as?: string,
  ) => Promise<{ readonly status: number; readonly type: string | null; readonly body: JsonBody }>;
  /** The raw response without its Date header. With a body the request is a POST by default. */
  readonly rawHttp: (path: string, as?: string, body?: unknown, method?: string) => Promise<RawResponse>;
  /** The origin for browsers. */
  readonly origin: string;
  readonly provider: SignInProvider;
  /** Signs an account in, by default in a new browser. */
  readonly signIn: (account: string, more?: Partial<SignInOptions>) => Promise<Visitor>;
  /** The content of the database file. */
  readonly databaseBytes: () => Promise<Buffer>;
  /** Makes the store unavailable or available. */
  readonly setStoreUnavailable: (isAway: boolean) => void;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Restarts the service with the same files. */
  readonly restart: () => Promise<void>;
};

export async function createRegionInsights(
  context: RegionContext,
  releasedFile: string,
  {
    withSignIns,
    limits,
    webhookNetwork,
  }: { readonly withSignIns: boolean } & Pick<InsightsOverrides, 'limits' | 'webhookNetwork'>,
): Promise<RegionInsights> {
  const { createInsightsService, insightsConfig } = await import('@waylight/insights');
  const { files, clock } = context;
  const origin = `http://localhost:${files.ports.insightsHttp}`;
  const signIns = withSignIns ? createSignInProvider(files, origin, ORGANISATIONS) : undefined;
  const provider = (): SignInProvider => {
    if (signIns === undefined) throw new Error('the region was started without sign-ins');
    return signIns;
  };
  const config = insightsConfig({ ...files.env.insights, ...signIns?.env, ...context.env });
  let isStoreUnavailable = false;
  let service: InsightsService | undefined;
  let clients: Readonly<Record<string, InsightsServiceClient>> = {};
  const certificates = new Map<string, TlsMaterial>();
  for (const [id, uri] of Object.entries(URIS)) certificates.set(id, await files.certificates.issue(uri));

  const connect = (tls: TlsMaterial) =>
    new InsightsServiceClient(`localhost:${config.grpcPort}`, clientCredentials(tls));
  const start = async (): Promise<void> => {
    const reader = await createEmbeddedReleasedReader({ file: releasedFile });
    const made = await createInsightsService(config, {
      reader: {
        ...reader,
        revision: async () => {
          if (isStoreUnavailable) throw new ViewStoreUnavailableError(new Error('away'));
          return reader.revision();
        },
      },
      ...context.eventLogOverride(),
      log: context.logger('insights'),
      limits: {
        ...{ chainHeadsMs: 100, watchMs: 50, signInsPerMinute: 1_000 },
        ...{ settleMs: 0, watchesMs: 50, deliveryMs: 50 },
        ...limits,
      },
      webhookNetwork,
      ...(clock && { now: () => clock.nowMs }),
    });
    // A signal without a timeout, because HTTP listens until it aborts.
    await made.start(new AbortController().signal);
    service = made;
    clients = Object.fromEntries([...certificates].map(([id, tls]) => [id, connect(tls)]));
  };
  const stop = async (): Promise<void> => {
    for (const client of Object.values(clients)) client.close();
    await service?.stop();
    service = undefined;
  };
  await signIns?.start();

  const clientOf = (as: string): InsightsServiceClient => {
    const client = clients[as];
    if (client === undefined) throw new Error(`the region has no client of ${as}`);
    return client;
  };
  const call: RegionInsights['call'] = (as, method, request) =>
    new Promise((resolve, reject) => {
      const client: JsonBody = clientOf(as);
      const empty = { releaseId: '', forOrganisation: '', toOrganisation: '', revoke: false };
      client[method]({ ...empty, ...request }, (error: Error | null, response: JsonBody) =>
        error === null ? resolve(response) : reject(error),
      );
    });
  const signInAs = (account: string, more: Partial<SignInOptions> = {}): Promise<Visitor> =>
    signIn({ baseUrl: origin, account, password: provider().password, ...more });
  const visitors = new Map<string, Promise<Visitor>>();
  /** Signs in again after a move of the clock, because sessions may have expired. */
  const visitorOf = (as: string): Promise<Visitor> => {
    const key = `${as} ${clock?.moves}`;
    const visitor = visitors.get(key) ?? signInAs(as);
    visitors.set(key, visitor);
    return visitor;
  };
  const sendRequest = async (
    path: string,
    as: string | undefined,
    body?: unknown,
    method = 'POST',
  ): Promise<Response> => {
    if (as === undefined)
      return fetch(`${origin}${path}`, body === undefined ? {} : requestInit(method, body));
    if (as === UNKNOWN_SESSION)
      return fetch(`${origin}${path}`, { headers: { cookie: `__Host-waylight-session=${'A'.repeat(43)}` } });
    return (await visitorOf(as)).sendRequest(path, body, method);
  };
  return {
    get clients() {
      return clients;
    },
    get provider() {
      return provider();
    },
    ...{ connect, call, origin, start },
    getTrends: (as, question) =>
      new Promise((resolve, reject) => {
        clientOf(as).getTrends({ question: TrendQuestion.fromPartial(question) }, (error, response) =>
          error === null ? resolve(response) : reject(error),
        );
      }),
    getRelease: (as, releaseId) => call(as, 'getRelease', { releaseId }),
    async http(path, as) {
      const response = await sendRequest(path, as);
      const body = (await response.json()) as JsonBody;
      return { status: response.status, type: response.headers.get('content-type'), body };
    },
    async rawHttp(path, as, body, method) {
      const response = await sendRequest(path, as, body, method);
      const headers = [...response.headers].filter(([name]) => name !== 'date');
      return { status: response.status, headers, text: await readResponseText(response) };
    },
    signIn: signInAs,
    databaseBytes: async () =>
      Buffer.concat(
        await Promise.all(['', '-wal'].map((end) => readFile(join(files.folder, `insights.sqlite${end}`)))),
      ),
    setStoreUnavailable: (isAway) => {
      isStoreUnavailable = isAway;
    },
    async restart() {
      await stop();
      await start();
    },
    async stop() {
      await stop();
      await signIns?.stop();
    },
  };
}

/** The body of a response; the first chunk of an endless event stream. */
export async function readResponseText(response: Response): Promise<string> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) return response.text();
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return first?.value ?? '';
}

const requestInit = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
