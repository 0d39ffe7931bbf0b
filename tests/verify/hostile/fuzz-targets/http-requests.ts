import type { Random } from '../../random.ts';
import type { Answer, FuzzTarget } from '../fuzz-target.ts';
import { exchange } from '../http/raw-http.ts';

const PATHS = [
  '/sign-in',
  '/sign-in/callback?code=a&state=b',
  '/v1/session',
  '/v1/trends',
  '/v1/completeness?from=2025-01',
  '/v1/changes?against=year-ago',
  '/v1/releases',
  '/v1/releases/country-month.2025-01.partners',
  '/v1/release-keys',
  '/v1/release-plan',
  '/v1/status',
  '/openapi.json',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/',
  '/v1%2ftrends',
  '/v1/../../etc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/v1/trends%00',
  '/v1/trends/',
  '//v1/trends',
  '/v1/trends;a=b',
  '/v1/trends#x',
  '/%',
  '/%E0%A4%A',
  '/%c0%af',
  '/v1\\trends',
  '*',
  'http://example.org/v1/status',
  '/__proto__',
  '/constructor',
  '/node_modules/.bin',
  '/.env',
  `/${'a'.repeat(300)}`,
  `/${'a/'.repeat(4_000)}`,
];
const RIGHT_PATHS = PATHS.slice(0, 13);
const QUERIES = [
  '',
  '?layer=reports',
  '?layer=public-record&by=period,cause&period=year',
  '?layer=reports&layer=public-record',
  '?layer[]=reports',
  '?layer[a]=1',
  '?__proto__[x]=1',
  '?constructor=1&layer=reports',
  '?by=__proto__&layer=reports',
  '?layer=reports&by=period,period,period,period,period,period,period',
  '?layer=reports&from=0000-00&to=9999-99',
  '?layer=reports&country=%00',
  '?layer=reports&country=%F0%9F%92%A5',
  '?layer=reports&country=%ED%A0%80',
  '?%',
  '?a=%E0%A4%A',
  `?layer=reports&country=${'MK,'.repeat(70)}`,
  `?${'a=1&'.repeat(3_000)}`,
  '?layer=reports&from=2025-W99',
  '?layer=public-record&unit=constructor',
  "?layer=reports&type=' OR 1=1 --",
  '?layer=public-record&from=-1&to=1e9',
  '?layer=reports&by=%2Cperiod%2C',
];
const METHODS = [
  'GET',
  'GET',
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'get',
  'G\0T',
  'X'.repeat(50),
];
/** Headers; `session` contains those that a member's page sends. */
const headersOf = (session: Readonly<Record<string, string>>): readonly string[] => [
  ...Object.entries(session).map(([name, value]) => `${name}: ${value}`),
  Object.entries(session)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n'),
  'Range: bytes=0-0,5-',
  'X-HTTP-Method-Override: DELETE',
  'Expect: 100-continue',
  'Upgrade: h2c',
  'Upgrade: websocket',
  'Content-Length: 5',
  'Content-Length: -1',
  'Content-Length: 5\r\nContent-Length: 6',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: chunked\r\nContent-Length: 3',
  'Transfer-Encoding: xchunked',
  'Transfer-Encoding : chunked',
  'Content-Type: application/json',
  'Accept: application/xml',
  'Accept-Encoding: gzip;q=banana',
  'Origin: https://evil.example',
  'Cookie: a=b; __proto__=x',
  'X-Forwarded-For: ::1',
  'Authorization: Bearer x',
  'Cookie: __Host-waylight-session=',
  `Cookie: __Host-waylight-session=${'A'.repeat(43)}`,
  `Cookie: __Host-waylight-session=${'A'.repeat(5_000)}`,
  'Cookie: __Host-waylight-session=%00%ED%A0%80; __Host-waylight-session="a',
  `Cookie: __Host-waylight-sign-in=${'A'.repeat(20)}..A.A.A`,
  'Cookie: __Host-waylight-sign-in={}',
  'X-CSRF-Token: x',
  `X-Big: ${'x'.repeat(10_000)}`,
  `X-Big: ${'x'.repeat(20_000)}`,
  ' folded: x',
  'No-Colon',
  ': empty',
  'X: \x00',
  'X: a\rb',
  'Host: a\r\nHost: b',
  `${'H: 1\r\n'.repeat(1_500)}H: 2`,
];
const VERSIONS = [
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/0.9',
  'HTTP/2.0',
  'HTTP/1.1 ',
  'http/1.1',
  '',
];
const ENDS = [
  '\r\n\r\n',
  '\r\n\r\n',
  '\r\n\r\n',
  '\n\n',
  '\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  '\r\n\r\nhello',
  '\r\n\r\nzz\r\n',
  '\r\n',
];

/** Raw bytes over a socket, which no HTTP client would send. */
export const httpRequests: FuzzTarget = {
  name: 'http-requests',
  about: 'malformed paths, queries, methods, headers, cookies, lengths, versions and pipelines over HTTP',
  inputs: { full: 150_000, short: 1_000 },
  concurrency: 16,
  timeoutMs: 30_000,
  open: async (context) => {
    const { region, session } = await context.region();
    const headers = headersOf(session);
    const ports = [
      region.ports.insightsHttp,
      region.ports.insightsHttp,
      region.ports.insightsOps,
      region.ports.intakeOps('MK'),
      region.ports.worker(0).ops,
    ];
    return { send: (random) => sendOne(random.pick(ports), headers, random) };
  },
};

/** Mostly one part is malformed: a server stops at the first. */
function requestOf(all: readonly string[], random: Random): string {
  const wrong = random.oneIn(5) ? 1 : 4;
  const part = <T>(right: T, others: readonly T[]): T => (random.oneIn(wrong) ? random.pick(others) : right);
  const path = part(random.pick(RIGHT_PATHS), PATHS);
  const query = (path === '/v1/trends' ? random.pick(QUERIES) : part('', QUERIES)).replaceAll(' ', '%20');
  const line = `${part('GET', METHODS)} ${path}${query} ${part('HTTP/1.1', VERSIONS)}`;
  const headers = Array.from({ length: random.between(0, 2) }, () => random.pick(all));
  const host = random.oneIn(20) ? [] : ['Host: localhost'];
  return `${[line.trimEnd(), ...host, ...headers].join('\r\n')}${part('\r\n\r\n', ENDS)}`;
}

async function sendOne(port: number, headers: readonly string[], random: Random): Promise<Answer> {
  const requests = Array.from({ length: random.oneIn(10) ? random.between(2, 20) : 1 }, () =>
    requestOf(headers, random),
  );
  const bytes = Buffer.from(requests.join(''), 'latin1');
  if (random.oneIn(10) && bytes.length > 0)
    bytes[random.between(0, Math.min(bytes.length, 400) - 1)] = random.between(0, 255);
  const { statuses, text, isProblem } = await exchange(port, bytes);
  const wrong = statuses.find((status) => status >= 500 && status !== 503 && status !== 505);
  const codes: Record<string, number> = {};
  for (const status of statuses) codes[status] = (codes[status] ?? 0) + 1;
  if (statuses.length === 0) codes.closed = 1;
  const shown = JSON.stringify(bytes.toString('latin1').slice(0, 300));
  const formless = statuses.find((status, n) => status >= 400 && isProblem[n] !== true);
  return {
    code: 'HTTP',
    codes,
    text,
    defects: [
      ...(wrong === undefined ? [] : [`HTTP ${wrong} to ${shown}`]),
      ...(formless === undefined ? [] : [`HTTP ${formless} without problem+json to ${shown}`]),
    ],
  };
}
