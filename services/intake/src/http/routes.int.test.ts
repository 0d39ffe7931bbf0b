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
import { call, eventually, type report, submission } from '../testing/calls.ts';
import { startNode } from '../testing/start-node.ts';

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

type Question = Omit<HttpsRequestOptions, 'headers'> & {
  readonly as?: ClientTls;
  readonly headers?: Readonly<Record<string, string | undefined>>;
};

/** As a page of the dashboard asks; what is undefined of the headers is left out. */
async function ask(path: string, { as = drc, headers, ...more }: Question = {}) {
  const said = Object.entries({ origin: ORIGIN, 'sec-fetch-mode': 'cors', ...headers });
  const answer = await requestHttps(`https://localhost:${node.service().ports().http}${path}`, as, {
    ...more,
    headers: Object.fromEntries(said.filter((one): one is [string, string] => one[1] !== undefined)),
  });
  return { ...answer, document: answer.body === '' ? undefined : JSON.parse(answer.body) };
}

const told = ({ status, headers: { date, ...headers }, body }: Awaited<ReturnType<typeof ask>>) => ({
  status,
  headers,
  body,
});

describe('the door of a node for browsers', () => {
  it('answers a page of the dashboard with the numbers of whose certificate it is, to be kept nowhere', async () => {
    const { status, headers, document } = await ask(OWN);
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
    expect((await ask(OWN, { as: myla })).document).toMatchObject({
      organisation: 'MYLA',
      cells: [{ period: '2025-01', type: 'pushback', value: 1 }],
    });
  });

  it('gives what the call over gRPC gives, whatever is asked', async () => {
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
          const { status, document } = await ask(`/v1/own/trends?${new URLSearchParams(parameters)}`);
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

  it('says what of a question is wrong, to the page that asked', async () => {
    const wrong = {
      '': 'layer',
      'layer=reports&by=colour': 'by',
      'layer=reports&from=March': 'from',
      'layer=reports&country=Serbia': 'country',
      'layer=reports&by=type,type': 'by',
    };
    for (const [query, parameter] of Object.entries(wrong)) {
      const { status, headers, document } = await ask(`/v1/own/trends?${query}`);
      expect([query, status]).toEqual([query, 400]);
      expect(headers).toMatchObject({ 'access-control-allow-origin': ORIGIN, 'cache-control': 'no-store' });
      expect(document.errors[0].path).toContain(parameter);
    }
  });

  it('has no other method, and no preflight: a page asks without one, and a browser would show no certificate for it', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      expect([method, (await ask(OWN, { method })).status]).toEqual([method, 404]);
    const preflight = {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'GET', 'access-control-request-private-network': 'true' },
    };
    expect((await ask(OWN, preflight)).headers).not.toHaveProperty('access-control-allow-methods');
  });

  it('describes itself, with the problems that it answers with', async () => {
    const { document } = await ask('/openapi.json');
    expect(Object.keys(document.paths)).toEqual(['/v1/own/trends']);
    expect(Object.keys(document.paths['/v1/own/trends'].get.responses)).toEqual(
      expect.arrayContaining(['200', '400', '403', '429', '500', '503']),
    );
    expect((await ask('/v1/nothing')).status).toBe(404);
  });
});

describe('a page of somebody else', () => {
  const FOREIGN = {
    'another origin': { origin: 'https://evil.example' },
    'the same origin without TLS': { origin: 'http://insights.example' },
    'the same host at another port': { origin: 'https://insights.example:444' },
    'one that begins as ours does': { origin: `${ORIGIN}.evil.example` },
    'one of its own making': { origin: 'null' },
    'no origin, as an image or an opened page': { origin: undefined, 'sec-fetch-mode': 'no-cors' },
    'no origin, from a browser that says nothing': { origin: undefined, 'sec-fetch-mode': undefined },
    'a page that is opened': { origin: undefined, 'sec-fetch-mode': 'navigate' },
    'our origin in a page that is opened': { 'sec-fetch-mode': 'navigate' },
    'a name that was made to lead here': { host: 'evil.example' },
    'that name at the right port': { host: 'evil.example:7104' },
    'a host that is none': { host: 'localhost@evil.example' },
  };

  it('gets nothing, and the same words at every address and for every certificate, before anybody is looked up', async () => {
    const entriesBefore = await entries();
    const strangers = [drc, await certificateOf('GONE'), await region.certificates.issue('waylight://x/y')];
    const answers = [];
    for (const headers of Object.values(FOREIGN))
      for (const path of [OWN, '/openapi.json', '/v1/nothing'])
        for (const as of strangers) answers.push(told(await ask(path, { headers, as })));
    expect(answers[0]).toMatchObject({
      status: 403,
      body: expect.stringContaining(`pages of ${ORIGIN} alone`),
    });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    for (const header of ['access-control-allow-origin', 'access-control-allow-credentials'])
      expect(answers[0]?.headers).not.toHaveProperty(header);
    expect(answers[0]?.headers).toMatchObject({
      vary: 'Origin',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
    const said = region.logLines.filter((line) => line.includes('no page of the dashboard'));
    expect([said.length, said.join().includes('evil')]).toEqual([1, false]);
    // Not even the audit was asked who it was.
    expect((await entries()).length).toBe(entriesBefore.length);
  });

  it('gets no more of an address that is none: it could tell there whether a browser has a certificate to show', async () => {
    for (const path of ['/%', `/${'x'.repeat(20_000)}`])
      expect((await ask(path, { headers: { origin: 'https://evil.example' } })).headers).toMatchObject({
        'cross-origin-resource-policy': 'same-origin',
      });
  });

  it('is right from whoever asks by a name or an address of the node', async () => {
    const port = node.service().ports().http;
    for (const host of ['localhost', `localhost:${port}`, 'LOCALHOST:1', '127.0.0.1'])
      expect([host, (await ask(OWN, { headers: { host } })).status]).toEqual([host, 200]);
    // An address that the certificate of this node does not name.
    expect((await ask(OWN, { headers: { host: '127.0.0.2' } })).status).toBe(403);
  });
});

/** Several requests in one go on one connection, so that none has been answered when the next one is read. */
async function askAtOnce(count: number, { ca, certificate: cert, key }: ClientTls): Promise<string> {
  const port = node.service().ports().http;
  const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca, cert, key });
  const one = `GET ${OWN} HTTP/1.1\r\nHost: localhost\r\nOrigin: ${ORIGIN}\r\n`;
  const asked = [...Array(count - 1).fill(one), `${one}Connection: close\r\n`];
  socket.write(asked.map((request) => `${request}\r\n`).join(''));
  return text(socket);
}

const entries = async () => (await listAudit(await node.operator())).entries;

describe('whoever is no organisation of this node', () => {
  it('gets no connection without a certificate of the authority', async () => {
    const { ca } = drc;
    const strangers = await createRegionFiles();
    const foreign = await strangers.certificates.issue(organisationUri('DRC'));
    strangers.remove();
    for (const as of [{ ca }, { ...foreign, ca }])
      await expect(ask(OWN, { as })).rejects.toMatchObject({
        code: expect.stringMatching(/^(ERR_SSL|ECONNRESET|EPIPE)/),
      });
  });

  it('is refused in the same words at every address, and stands in the audit', async () => {
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
      for (const path of [OWN, '/openapi.json', '/v1/nothing']) answers.push(told(await ask(path, { as })));
    }
    expect(answers[0]).toMatchObject({ status: 403, body: expect.stringContaining('does not open this') });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    // The page is to read that it was refused, and not take it for silence.
    expect(answers[0]?.headers).toMatchObject({ 'access-control-allow-origin': ORIGIN });
    const refused = (await entries()).filter(({ kind }) => kind === AuditKind.ACCESS_REFUSED);
    expect(refused.map(({ outcome }) => outcome)).toEqual(
      expect.arrayContaining([AuditOutcome.PERMISSION_DENIED, AuditOutcome.SUSPENDED]),
    );
  });

  it('is whoever was suspended or revoked since, and nobody is him again by another certificate that is out', async () => {
    const { fingerprint256 } = new X509Certificate(String(drc.certificate));
    const second = await certificateOf('DRC');
    const refusal = told(await ask(OWN, { as: await certificateOf('GONE') }));
    region.changeRegistry(({ revoked = [] }) => ({
      revoked: [
        ...revoked,
        { fingerprint: fingerprint256, holder: 'DRC', on: '2026-03-15', reason: 'device-lost' },
      ],
    }));
    await eventually(async () => ((await ask(OWN)).status === 403 ? true : undefined));
    expect(told(await ask(OWN))).toEqual(refusal);
    expect((await ask(OWN, { as: second })).status).toBe(200);
    region.changeRegistry(({ organisations }) => ({
      organisations: organisations.map((one) => (one.id === 'DRC' ? { ...one, status: 'suspended' } : one)),
    }));
    await eventually(async () => ((await ask(OWN, { as: second })).status === 403 ? true : undefined));
    expect(told(await ask(OWN, { as: second }))).toEqual(refusal);
    expect((await ask(OWN, { as: myla })).status).toBe(200);
  });
});

describe('what is read', () => {
  it('stands in the audit as the call over gRPC does, and the question in no log line', async () => {
    await ask('/v1/own/trends?layer=reports&by=perpetrator&from=2019-07', { as: myla });
    await eventually(async () => {
      const read = (await entries()).filter(({ kind }) => kind === AuditKind.OWN_TRENDS_READ);
      return read.some(({ organisation }) => organisation === 5) ? true : undefined;
    });
    expect(region.logLines.some((line) => line.includes('/v1/own/trends'))).toBe(true);
    expect(region.logLines.filter((line) => /perpetrator|2019-07/.test(line))).toEqual([]);
  });

  it('is refused while an organisation asks more than two things, and answered after', async () => {
    const said = await askAtOnce(10, myla);
    const statuses = said.match(/(?<=HTTP\/1\.1 )\d+/g) ?? [];
    expect(statuses).toHaveLength(10);
    expect(statuses.slice(0, 2)).toEqual(['200', '200']);
    expect(new Set(statuses)).toEqual(new Set(['200', '429']));
    expect(said).toContain('\r\nretry-after: 1\r\n');
    expect((await ask(OWN, { as: myla })).status).toBe(200);
  });
});

describe('the configuration', () => {
  const env = (over: Readonly<Record<string, string>>) =>
    intakeConfig({ ...region.files.env.intake('MK'), ...over });

  it('has no door unless a port is named, and none without the origin that may ask', async () => {
    expect(env({}).httpPort).toBeUndefined();
    expect(env({ WAYLIGHT_INTAKE_HTTP_PORT: '0', WAYLIGHT_INTAKE_HTTP_ORIGIN: `${ORIGIN}/` })).toMatchObject({
      ...{ httpHost: '127.0.0.1', httpPort: 0, httpOrigin: ORIGIN },
    });
    expect(() => env({ WAYLIGHT_INTAKE_HTTP_PORT: '0' })).toThrow(/WAYLIGHT_INTAKE_HTTP_ORIGIN/);
    for (const origin of [
      '*',
      'null',
      'http://insights.example',
      `${ORIGIN}/app`,
      `${ORIGIN},https://b.example`,
    ])
      expect(() => env({ WAYLIGHT_INTAKE_HTTP_PORT: '0', WAYLIGHT_INTAKE_HTTP_ORIGIN: origin })).toThrow(
        /WAYLIGHT_INTAKE_HTTP_ORIGIN/,
      );
    const closed = await startNode();
    expect(closed.node().service().ports().http).toBeUndefined();
    await closed.stop();
  });
});
