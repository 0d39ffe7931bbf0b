import { X509Certificate } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { authorityUri, officerUri, operatorUri, organisationUri, serviceUri } from '@waylight/access';
import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import { type ClientTls, type HttpsRequestOptions, requestHttps } from '@waylight/testing';
import { createRegionFiles, type InProcessRegion, listAudit, type RegionNode } from '@waylight/tests-region';
import {
  answerDocument,
  DIMENSION_NAMES,
  PERIOD_NAMES,
  type QuestionParameters,
  questionParametersSchema,
  toTrendQuestion,
  UNIT_NAMES,
} from '@waylight/trends';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { intakeConfig } from '../config.ts';
import { call, eventually, type report, startNode, submission } from '../testing/calls.ts';

const ORIGIN = 'https://insights.example';
const OWN = '/v1/own/trends?layer=reports&by=period,type';

let region: InProcessRegion;
let node: RegionNode;
let myla: ClientTls;
let drc: ClientTls;

beforeAll(async () => {
  region = await startNode({
    env: { WAYLIGHT_INTAKE_HTTP_PORT: '0', WAYLIGHT_INTAKE_HTTP_ORIGIN: ORIGIN },
  });
  node = region.node();
  [myla, drc] = [await certificateOf('MYLA'), await certificateOf('DRC')];
  const send = async (organisation: string, id: string, over: Parameters<typeof report>[1]) =>
    call(await node.organisation(organisation), 'submitReport', submission(id, over));
  await send('DRC', 'a', { occurredOn: '2025-01-10', shareWith: '', counts: { persons: 3 } as never });
  await send('DRC', 'b', { occurredOn: '2025-02', types: ['robbery'], perpetrators: ['border-guard'] });
  await send('DRC', 'c', { occurredOn: '2024', country: 'XK', segment: 'not-at-border' });
  await send('DRC', 'd', {
    occurredOn: '2025-02-03',
    layer: 'public-record',
    types: ['death'],
    shareWith: '',
  });
  await send('MYLA', 'e', { occurredOn: '2025-01-11' });
});
afterAll(() => region.stop());

const certificateOf = (organisation: string) => region.certificates.issue(organisationUri(organisation));

type SendOptions = Omit<HttpsRequestOptions, 'headers'> & {
  readonly as?: ClientTls;
  readonly headers?: Readonly<Record<string, string | undefined>>;
};

/** Sends a request as a page of the dashboard does. Headers that are undefined are omitted. */
async function sendRequest(path: string, { as = drc, headers, ...more }: SendOptions = {}) {
  const sent = Object.entries({ origin: ORIGIN, 'sec-fetch-mode': 'cors', ...headers });
  const answer = await requestHttps(`https://localhost:${node.service().ports().http}${path}`, as, {
    ...more,
    headers: Object.fromEntries(sent.filter((one): one is [string, string] => one[1] !== undefined)),
  });
  return { ...answer, document: answer.body === '' ? undefined : JSON.parse(answer.body) };
}

/** The parts of a response that a caller could compare. HSTS depends on the host name of the request alone. */
const comparable = ({
  status,
  headers: { date, 'strict-transport-security': _, ...headers },
  body,
}: Awaited<ReturnType<typeof sendRequest>>) => ({
  status,
  headers,
  body,
});

describe('the browser endpoint', () => {
  it('returns the numbers of the certificate’s organisation to a page of the dashboard, and forbids caching', async () => {
    const { status, headers, document } = await sendRequest(OWN);
    expect([status, document.organisation]).toEqual([200, 'DRC']);
    expect(document.cells).toEqual([
      { period: '2024-?', type: 'pushback', value: 1 },
      { period: '2025-01', type: 'pushback', value: 1 },
      { period: '2025-02', type: 'theft-robbery', value: 1 },
    ]);
    expect(document.explain.rounding).toMatch(/exact/);
    expect(document.explain.sentences.rounding[0]).toEqual({ code: 'rounding.own', args: {} });
    expect(document).not.toHaveProperty('k');
    expect(headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(headers).not.toHaveProperty('set-cookie');
    expect(headers).not.toHaveProperty('etag');
    expect((await sendRequest(OWN, { as: myla })).document).toMatchObject({
      organisation: 'MYLA',
      cells: [{ period: '2025-01', type: 'pushback', value: 1 }],
    });
  });

  it('returns the same as the call over gRPC, for any query', async () => {
    const names = <Name extends string>(of: Readonly<Record<Name, number>>) => Object.keys(of) as Name[];
    const client = await node.organisation('DRC');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('reports', 'public-record'),
        fc.constantFrom(...names(UNIT_NAMES)),
        fc.subarray([...DIMENSION_NAMES], { maxLength: 3 }),
        fc.constantFrom(...names(PERIOD_NAMES)),
        fc.constantFrom('', '2024', '2025-01', '2025-Q1', '2025-W02'),
        fc.constantFrom('', 'MK', 'XK,MK'),
        async (layer, unit, by, period, from, country) => {
          const parameters = { layer, unit, by: by.join(), period, from, country };
          const { status, document } = await sendRequest(`/v1/own/trends?${new URLSearchParams(parameters)}`);
          const question = toTrendQuestion(questionParametersSchema.parse(parameters) as QuestionParameters);
          const answered = await call(client, 'getOwnTrends', { question }).catch(() => undefined);
          expect(status).toBe(answered === undefined ? 400 : 200);
          if (answered === undefined) return;
          expect(document).toEqual({
            organisation: 'DRC',
            ...JSON.parse(JSON.stringify(answerDocument(answered.answer!))),
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('names the invalid parameter of a query to the page', async () => {
    const wrong = {
      '': 'layer',
      'layer=reports&by=colour': 'by',
      'layer=reports&from=March': 'from',
      'layer=reports&country=Serbia': 'country',
      'layer=reports&contry=RS': 'contry',
    };
    for (const [query, parameter] of Object.entries(wrong)) {
      const { status, headers, document } = await sendRequest(`/v1/own/trends?${query}`);
      expect([query, status]).toEqual([query, 400]);
      expect(headers).toMatchObject({ 'access-control-allow-origin': ORIGIN, 'cache-control': 'no-store' });
      expect(document.errors[0].path).toContain(parameter);
    }
  });

  it('has no other method, and no preflight, because a browser sends no certificate with a preflight', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      expect([method, (await sendRequest(OWN, { method })).status]).toEqual([method, 404]);
    const preflight = {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'GET', 'access-control-request-private-network': 'true' },
    };
    expect((await sendRequest(OWN, preflight)).headers).not.toHaveProperty('access-control-allow-methods');
  });

  it('publishes an OpenAPI document with its problem responses', async () => {
    const { document } = await sendRequest('/openapi.json');
    expect(Object.keys(document.paths)).toEqual(['/v1/own/trends']);
    expect(Object.keys(document.paths['/v1/own/trends'].get.responses)).toEqual(
      expect.arrayContaining(['200', '400', '403', '429', '500', '503']),
    );
    expect((await sendRequest('/v1/nothing')).status).toBe(404);
  });
});

describe('a foreign page', () => {
  const FOREIGN = {
    'another origin': { origin: 'https://evil.example' },
    'the same origin without TLS': { origin: 'http://insights.example' },
    'the same host at another port': { origin: 'https://insights.example:444' },
    'an origin that begins like ours': { origin: `${ORIGIN}.evil.example` },
    'an opaque origin': { origin: 'null' },
    'no origin, as an image or an opened page': { origin: undefined, 'sec-fetch-mode': 'no-cors' },
    'no origin, from a browser without Sec-Fetch-Mode': { origin: undefined, 'sec-fetch-mode': undefined },
    'a navigation': { origin: undefined, 'sec-fetch-mode': 'navigate' },
    'our origin in a navigation': { 'sec-fetch-mode': 'navigate' },
    'a rebound DNS name': { host: 'evil.example' },
    'a rebound DNS name at the right port': { host: 'evil.example:7104' },
    'a malformed host': { host: 'localhost@evil.example' },
  };

  it('gets the same refusal for every URL and every certificate, before authorisation', async () => {
    const entriesBefore = await entries();
    const callers = [drc, await certificateOf('GONE'), await region.certificates.issue('waylight://x/y')];
    const answers = [];
    for (const headers of Object.values(FOREIGN))
      for (const path of [OWN, '/openapi.json', '/v1/nothing'])
        for (const as of callers) answers.push(comparable(await sendRequest(path, { headers, as })));
    expect(answers[0]).toMatchObject({
      status: 403,
      body: expect.stringContaining(`only pages of ${ORIGIN}.`),
    });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    for (const header of ['access-control-allow-origin', 'access-control-allow-credentials'])
      expect(answers[0]?.headers).not.toHaveProperty(header);
    expect(answers[0]?.headers).toMatchObject({
      vary: 'Origin',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
    const logged = region.logLines.filter((line) => line.includes('did not come from the dashboard'));
    expect([logged.length, logged.join().includes('evil')]).toEqual([1, false]);
    // No caller was identified, not even for the audit.
    expect((await entries()).length).toBe(entriesBefore.length);
  });

  it('gets the same headers for a malformed URL, and so cannot detect a certificate', async () => {
    for (const path of ['/%', `/${'x'.repeat(20_000)}`])
      expect(
        (await sendRequest(path, { headers: { origin: 'https://evil.example' } })).headers,
      ).toMatchObject({
        'cross-origin-resource-policy': 'same-origin',
      });
  });

  it('is accepted under each name and address of the node’s certificate', async () => {
    const port = node.service().ports().http;
    for (const host of ['localhost', `localhost:${port}`, 'LOCALHOST:1', '127.0.0.1'])
      expect([host, (await sendRequest(OWN, { headers: { host } })).status]).toEqual([host, 200]);
    // The certificate of this node does not contain this address.
    expect((await sendRequest(OWN, { headers: { host: '127.0.0.2' } })).status).toBe(403);
  });
});

/** Pipelines requests on one connection, so that each is read before the previous request is answered. */
async function pipelineRequests(count: number, { ca, certificate: cert, key }: ClientTls): Promise<string> {
  const port = node.service().ports().http;
  const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca, cert, key });
  const one = `GET ${OWN} HTTP/1.1\r\nHost: localhost\r\nOrigin: ${ORIGIN}\r\n`;
  const requests = [...Array(count - 1).fill(one), `${one}Connection: close\r\n`];
  socket.write(requests.map((request) => `${request}\r\n`).join(''));
  return text(socket);
}

const entries = async () => (await listAudit(await node.operator())).entries;

describe('a caller that is not an organisation of this node', () => {
  it('gets no connection without a certificate of the authority', async () => {
    const { ca } = drc;
    const strangers = await createRegionFiles();
    const foreign = await strangers.certificates.issue(organisationUri('DRC'));
    strangers.remove();
    for (const as of [{ ca }, { ...foreign, ca }])
      await expect(sendRequest(OWN, { as })).rejects.toMatchObject({
        code: expect.stringMatching(/^(ERR_SSL|ECONNRESET|EPIPE)/),
      });
  });

  it('gets the same refusal for every URL, and is recorded in the audit', async () => {
    const uris = [
      organisationUri('BCHR'),
      organisationUri('GONE'),
      organisationUri('NOBODY'),
      operatorUri('region'),
      officerUri('of-mk'),
      authorityUri('any'),
      serviceUri('insights'),
      serviceUri('intake-MK'),
    ];
    const answers = [];
    for (const uri of uris) {
      const as = await region.certificates.issue(uri);
      for (const path of [OWN, '/openapi.json', '/v1/nothing'])
        answers.push(comparable(await sendRequest(path, { as })));
    }
    expect(answers[0]).toMatchObject({ status: 403, body: expect.stringContaining('permission denied') });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    // The page may read the refusal, so that it does not report an outage.
    expect(answers[0]?.headers).toMatchObject({ 'access-control-allow-origin': ORIGIN });
    const refused = (await entries()).filter(({ kind }) => kind === AuditKind.ACCESS_REFUSED);
    expect(refused.map(({ outcome }) => outcome)).toEqual(
      expect.arrayContaining([AuditOutcome.PERMISSION_DENIED, AuditOutcome.SUSPENDED]),
    );
  });

  it('includes revoked certificates, and every certificate of a suspended organisation', async () => {
    const { fingerprint256 } = new X509Certificate(String(drc.certificate));
    const second = await certificateOf('DRC');
    const refusal = comparable(await sendRequest(OWN, { as: await certificateOf('GONE') }));
    region.changeRegistry(({ revoked = [] }) => ({
      revoked: [
        ...revoked,
        { fingerprint: fingerprint256, holder: 'DRC', on: '2026-03-15', reason: 'device-lost' },
      ],
    }));
    await eventually(async () => ((await sendRequest(OWN)).status === 403 ? true : undefined));
    expect(comparable(await sendRequest(OWN))).toEqual(refusal);
    expect((await sendRequest(OWN, { as: second })).status).toBe(200);
    region.changeRegistry(({ organisations }) => ({
      organisations: organisations.map((one) => (one.id === 'DRC' ? { ...one, status: 'suspended' } : one)),
    }));
    await eventually(async () =>
      (await sendRequest(OWN, { as: second })).status === 403 ? true : undefined,
    );
    expect(comparable(await sendRequest(OWN, { as: second }))).toEqual(refusal);
    expect((await sendRequest(OWN, { as: myla })).status).toBe(200);
  });
});

describe('a read', () => {
  it('is in the audit like the call over gRPC, and its query is in no log line', async () => {
    await sendRequest('/v1/own/trends?layer=reports&by=perpetrator&from=2019-07', { as: myla });
    await eventually(async () => {
      const reads = (await entries()).filter(({ kind }) => kind === AuditKind.OWN_TRENDS_READ);
      return reads.some(({ organisation }) => organisation === 5) ? true : undefined;
    });
    expect(region.logLines.some((line) => line.includes('/v1/own/trends'))).toBe(true);
    expect(region.logLines.filter((line) => /perpetrator|2019-07/.test(line))).toEqual([]);
  });

  it('is refused while the organisation has two other reads open, and accepted afterwards', async () => {
    const responses = await pipelineRequests(10, myla);
    const statuses = responses.match(/(?<=HTTP\/1\.1 )\d+/g) ?? [];
    expect(statuses).toHaveLength(10);
    expect(statuses.slice(0, 2)).toEqual(['200', '200']);
    expect(new Set(statuses)).toEqual(new Set(['200', '429']));
    expect(responses).toContain('\r\nretry-after: 1\r\n');
    expect((await sendRequest(OWN, { as: myla })).status).toBe(200);
  });
});

describe('the configuration', () => {
  const env = (over: Readonly<Record<string, string | undefined>>) =>
    intakeConfig({ ...region.files.env.intake('MK'), ...over });

  it('enables the browser endpoint only with a port, and then requires the origin of the dashboard and a certificate', async () => {
    expect(env({}).httpPort).toBeUndefined();
    expect(env({ WAYLIGHT_INTAKE_HTTP_PORT: '0', WAYLIGHT_INTAKE_HTTP_ORIGIN: `${ORIGIN}/` })).toMatchObject({
      httpHost: '127.0.0.1',
      httpPort: 0,
      httpOrigin: ORIGIN,
    });
    expect(() => env({ WAYLIGHT_INTAKE_HTTP_PORT: '0' })).toThrow(/WAYLIGHT_INTAKE_HTTP_ORIGIN/);
    const complete = { WAYLIGHT_INTAKE_HTTP_PORT: '0', WAYLIGHT_INTAKE_HTTP_ORIGIN: ORIGIN };
    for (const name of ['WAYLIGHT_INTAKE_HTTP_CERTIFICATE_FILE', 'WAYLIGHT_INTAKE_HTTP_KEY_FILE'])
      expect(() => env({ ...complete, [name]: undefined })).toThrow(name);
    const wrong = ['*', 'null', 'http://insights.example', `${ORIGIN}/app`, `${ORIGIN},https://b.example`];
    for (const origin of wrong)
      expect(() => env({ ...complete, WAYLIGHT_INTAKE_HTTP_ORIGIN: origin })).toThrow(/HTTP_ORIGIN/);
    const closed = await startNode();
    expect(closed.node().service().ports().http).toBeUndefined();
    await closed.stop();
  });
});
