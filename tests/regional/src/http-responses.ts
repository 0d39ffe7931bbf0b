/** Responses of all HTTP endpoints to a caller that does not own the reports; see grpc-responses.ts. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVICE_PORTS } from '@waylight/contracts';
import { requestHttps, signInToTrial } from '@waylight/testing';
import { RELEASE_IDS, type ResponsesByCall, SILENCE_MS, toJson } from './grpc-responses.ts';

const TRENDS = '/v1/trends?layer=';
/** Functions, because tests add an existing release to `RELEASES`. */
const httpPaths = () => [
  ...['reports', 'public-record'].flatMap((layer) =>
    ['', '&by=period,country', '&by=period,country,cause&unit=victims'].map(
      (more) => `${TRENDS}${layer}${more}`,
    ),
  ),
  ...['reports', 'public-record'].map((layer) => `${TRENDS}${layer}&by=area,sourceQuality,placePrecision`),
  `${TRENDS}reports&by=period&country=MK`,
  `${TRENDS}reports&by=period,shareWith`,
  ...['', '?from=2025', '?from=March'].map((bounds) => `/v1/completeness${bounds}`),
  '/v1/changes?against=year-ago',
  ...RELEASE_IDS.flatMap((id) => [
    `/v1/releases/${id}`,
    `/v1/releases/${id}/approval`,
    `/v1/changes?release=${id}`,
  ]),
  '/v1/approvals',
  ...[
    '/v1/releases',
    '/v1/events',
    '/v1/views',
    '/v1/notes',
    '/v1/watches',
    '/v1/delivery',
    '/v1/inbox',
    '/v1/bulletins',
    '/v1/bulletins/one',
    '/v1/about',
    '/v1/release-keys',
    '/v1/release-plan',
    '/v1/status',
    '/v1/session',
    '/openapi.json',
    '/health/live',
    '/health/ready',
    '/metrics',
    '/',
  ],
];

/** A bulletin with every kind of block, which each answer contains as read. */
const bulletin = () => ({
  title: 'All',
  language: 'en',
  audience: 'partners',
  period: RELEASE_IDS[0]?.split('.')[1] ?? '',
  bindings: [],
  blocks: [
    {
      kind: 'figure',
      question: { layer: 'reports', by: 'period,country' },
      presentation: 'table',
      caption: '',
    },
    ...['completeness', 'method', 'attribution', 'footnotes'].map((kind) => ({ kind })),
  ],
});

/** Requests of members and readers by path. The method precedes the path, unless it is POST. */
const httpCommands = (): Readonly<Record<string, unknown>> => ({
  'PUT /v1/views/one': { name: 'one', path: '/' },
  'DELETE /v1/views/one': {},
  'PUT /v1/bulletins/one': { base: 0, content: bulletin() },
  ...Object.fromEntries(
    ['submit', 'approve', 'freeze'].map((what) => [
      `/v1/bulletins/one/${what}`,
      what === 'approve' ? { version: 1, digest: '' } : { version: 1 },
    ]),
  ),
  // These requests are invalid, because a stored item would change later responses.
  '/v1/notes': { day: 'March', text: 'a' },
  'DELETE /v1/notes/none': {},
  'PUT /v1/watches/one': { table: 'none', codes: {} },
  'DELETE /v1/watches/none': {},
  'PUT /v1/delivery/mail': { address: 'nobody@example.org', language: 'en' },
  'PUT /v1/delivery/webhook': { url: 'https://example.org/' },
  'DELETE /v1/delivery/mail': {},
  '/v1/inbox/read': { changes: [] },
  'DELETE /v1/watches': {},
  '/v1/approvals/delegations': { to: 'DRC', revoke: true },
  ...Object.fromEntries(
    RELEASE_IDS.filter((id) => id !== '').flatMap((id) => [
      [`/v1/releases/${id}/approval/request`, {}],
      [`/v1/releases/${id}/approval/approve`, {}],
      [`/v1/releases/${id}/approval/object`, { code: 'not-agreed' }],
      [`/v1/releases/${id}/approval/withdraw`, { target: 'release' }],
    ]),
  ),
  // Requested last, because it ends the session.
  '/sign-out': {},
});

/** Requests of the public or of a session. Responses have all headers but the date. */
export async function collectHttpResponses(
  dataDir: string,
  as: 'public' | { readonly account: string },
): Promise<ResponsesByCall> {
  const { portOffset } = JSON.parse(await readFile(join(dataDir, 'region.json'), 'utf8'));
  const origin = `http://localhost:${SERVICE_PORTS.insightsHttp + portOffset}`;
  const visitor = as === 'public' ? undefined : await signInToTrial(dataDir, as.account);
  const answers: ResponsesByCall = {};
  const ask = async (what: string, body?: unknown): Promise<void> => {
    const [path = '', method = 'POST'] = what.split(' ').toReversed();
    const response = await (visitor?.sendRequest(path, body, method) ??
      fetch(`${origin}${path}`, requestInit(method, body)));
    const headers = [...response.headers].filter(([name]) => name !== 'date');
    const content = (await readBody(response)).replaceAll(VOLATILE_FIELDS, '"…"');
    answers[what] = toJson({ status: response.status, headers, body: content });
  };
  for (const path of httpPaths()) await ask(path);
  for (const [path, body] of Object.entries(httpCommands())) await ask(path, body);
  return answers;
}

/** Listens to events until the signal aborts. Returns them without heartbeats. */
export async function listenToEvents(
  dataDir: string,
  account: string | undefined,
): Promise<{ readonly receivedText: () => string; readonly hangUp: () => Promise<void> }> {
  const { portOffset } = JSON.parse(await readFile(join(dataDir, 'region.json'), 'utf8'));
  const origin = `http://localhost:${SERVICE_PORTS.insightsHttp + portOffset}`;
  const visitor = account === undefined ? undefined : await signInToTrial(dataDir, account);
  const response = await (visitor?.sendRequest('/v1/events') ?? fetch(`${origin}/v1/events`));
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let received = '';
  const listening = (async () => {
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read())
      received += part.value;
  })();
  return {
    receivedText: () => received.replaceAll(/^:\n\n/gm, ''),
    hangUp: async () => {
      await reader?.cancel();
      await listening;
    },
  };
}

/** The body of a response; for an event stream its events until it is silent. */
async function readBody(response: Response): Promise<string> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) return response.text();
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader?.read();
  let body = first?.value ?? '';
  // Silence is measured from the first event, which takes longer on a busy machine.
  const silent = setTimeout(() => void reader?.cancel(), SILENCE_MS);
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) body += part.value;
  clearTimeout(silent);
  return body;
}

/** Values that differ for every request or session. */
const VOLATILE_FIELDS = /"(?:at|savedAt|changedAt|endsAt|csrfToken|signOutUrl)":"[^"]+"/g;

const requestInit = (method: string, body: unknown): RequestInit =>
  body === undefined
    ? {}
    : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };

const OPERATIONS_PATHS = [
  '/v1/releases/preview',
  '/v1/releases/preview?period=2025-01',
  '/v1/releases/preview?period=March',
  '/openapi.json',
  '/',
];
const OPERATIONS_COMMANDS: Readonly<Record<string, unknown>> = { '/v1/releases/publish': {} };

const OWN_PATHS = [
  ...['', '&by=period,type', '&by=shareWith', '&by=period,perpetrator&period=week', '&by=colour'].map(
    (more) => `/v1/own/trends?layer=reports${more}`,
  ),
  '/v1/own/trends?layer=public-record&unit=victims',
  '/openapi.json',
  '/',
];

/** HTTP of aggregation, with the certificate of an operator or organisation. */
export const collectOperationsHttpResponses = (
  dataDir: string,
  certificate: string,
): Promise<ResponsesByCall> =>
  collectTlsResponses(dataDir, certificate, {
    port: SERVICE_PORTS.operationsHttp,
    isFromPage: false,
    paths: OPERATIONS_PATHS,
    commands: OPERATIONS_COMMANDS,
  });

/** HTTP of a node, with the headers of a dashboard page and the certificate of an organisation. */
export const collectNodeHttpResponses = (dataDir: string, certificate: string): Promise<ResponsesByCall> =>
  collectTlsResponses(dataDir, certificate, {
    port: SERVICE_PORTS.intakeHttp.MK,
    isFromPage: true,
    paths: OWN_PATHS,
    commands: {},
  });

type TlsEndpoint = {
  readonly port: number;
  /** True if requests are those of a page of the dashboard; operators' HTTP refuses pages. */
  readonly isFromPage: boolean;
  readonly paths: readonly string[];
  readonly commands: Readonly<Record<string, unknown>>;
};

async function collectTlsResponses(
  dataDir: string,
  certificate: string,
  { port, isFromPage, paths, commands }: TlsEndpoint,
): Promise<ResponsesByCall> {
  const { portOffset } = JSON.parse(await readFile(join(dataDir, 'region.json'), 'utf8'));
  const pem = (name: string) => readFile(join(dataDir, 'certs', name), 'utf8');
  const tls = {
    ca: [await pem('ca.crt'), await pem('browser/ca.crt')].join('\n'),
    certificate: await pem(`${certificate}.crt`),
    key: await pem(`${certificate}.key`),
  };
  const origin = `http://localhost:${SERVICE_PORTS.insightsHttp + portOffset}`;
  const answers: ResponsesByCall = {};
  const ask = async (path: string, body?: string): Promise<void> => {
    const url = `https://localhost:${port + portOffset}${path}`;
    const { headers: got, ...response } = await requestHttps(url, tls, {
      headers: isFromPage ? { origin } : {},
      ...(body === undefined ? {} : { body }),
    });
    answers[path] = toJson({ ...response, headers: { ...got, date: '…' } });
  };
  for (const path of paths) await ask(path);
  for (const [path, body] of Object.entries(commands)) await ask(path, JSON.stringify(body));
  return answers;
}

/** Paths of an OpenAPI document that no request above covers. */
export function findUncoveredPaths({ '/openapi.json': document = '' }: ResponsesByCall): string[] {
  const { paths } = JSON.parse(JSON.parse(document).body);
  return Object.keys(paths).filter((path) => {
    const pattern = new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
    return !coveredPaths().some((one) => pattern.test(one.replace(/^[A-Z]+ /, '').split('?')[0] ?? ''));
  });
}

const coveredPaths = () =>
  [
    httpPaths(),
    OPERATIONS_PATHS,
    OWN_PATHS,
    Object.keys(httpCommands()),
    Object.keys(OPERATIONS_COMMANDS),
  ].flat();
