import { organisationUri } from '@waylight/access';
import { type ClientTls, requestHttps } from '@waylight/testing';
import type { InProcessRegion } from '@waylight/tests-region';
import { ViewStoreUnavailableError } from '@waylight/view-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregationConfig } from '../config.ts';
import { reportRecord } from '../testing/events.ts';
import { send, waitUntilAllCounted } from '../testing/region.ts';
import { putHeartbeat } from '../testing/release-job.ts';
import { startAggregation, TODAY_MS } from '../testing/start-aggregation.ts';

const FIRST = 'minimal-month.2025-01.partners';
const SECOND = 'minimal-month.2025-02.partners';
const PREVIEW = '/v1/releases/preview';
const PUBLISH = '/v1/releases/publish';

let region: InProcessRegion;
let operator: ClientTls;
let organisation: ClientTls;
let isStoreAway = false;
let isLeaseTaken = false;

beforeAll(async () => {
  region = await startAggregation({
    store: (viewStore) => ({
      ...viewStore,
      acquireLease: async (...lease) => {
        if (isStoreAway) throw new ViewStoreUnavailableError(new Error('away'));
        return !isLeaseTaken && viewStore.acquireLease(...lease);
      },
    }),
  });
  await putHeartbeat(region, TODAY_MS / 86_400_000);
  operator = await region.aggregation.tls();
  organisation = await region.aggregation.tls(organisationUri('MYLA'));
  const reports = Array.from({ length: 12 }, (_, n) =>
    reportRecord({ reference: n + 1, revision: 1, incident: {} }),
  );
  await send(region.eventLog, 'MK', reports);
  await waitUntilAllCounted(region.eventLog, region.viewStore.generation('g1'));
});

afterAll(async () => {
  await region.stop();
});

async function request(
  path: string,
  more: Parameters<typeof requestHttps>[2] & { readonly as?: ClientTls } = {},
) {
  const { as = operator, ...options } = more;
  const response = await requestHttps(`${region.aggregation.httpAddress()}${path}`, as, options);
  return { ...response, document: JSON.parse(response.body) };
}

const publish = (period?: string) => request(PUBLISH, { body: JSON.stringify({ period }) });

describe('the HTTP endpoints for operators', () => {
  it('return the same refusal to an organisation for every URL, existing or not', async () => {
    const paths = [PREVIEW, '/openapi.json', '/v1/nothing', '/'];
    const responses = [
      ...(await Promise.all(paths.map((path) => request(path, { as: organisation })))),
      await request(PUBLISH, { as: organisation, body: '{}' }),
      await request(PUBLISH, { as: organisation, body: 'no JSON' }),
    ];
    const refusals = responses.map(({ status, headers: { date, ...headers }, body }) => ({
      status,
      headers,
      body,
    }));
    expect(refusals[0]).toMatchObject({ status: 403, body: expect.stringContaining('permission denied') });
    for (const one of refusals) expect(one).toEqual(refusals[0]);
    expect(await region.releasedStore.listReleases()).toEqual([]);
  });

  it('refuse a connection without a certificate', async () => {
    await expect(request(PREVIEW, { as: { ca: operator.ca } })).rejects.toMatchObject({
      code: expect.stringMatching(/^(ERR_SSL|ECONNRESET)/),
    });
  });

  it('preview due releases as they will be published, and publish one period or all', async () => {
    const { status, document } = await request(PREVIEW);
    expect(status).toBe(200);
    expect(document.releases.map(({ release }: { release: string }) => release)).toEqual([FIRST, SECOND]);
    expect(document.withheld).toEqual([]);
    const one = await request(`${PREVIEW}?period=2025-01`);
    expect(one.document.releases).toEqual([document.releases[0]]);

    expect((await publish('2025-01')).document).toEqual({ releaseIds: [FIRST], withheld: [] });
    expect((await publish()).document).toEqual({ releaseIds: [SECOND], withheld: [] });
    expect((await publish()).document).toEqual({ releaseIds: [], withheld: [] });
    expect((await region.releasedStore.listReleases()).map(({ id }) => id)).toEqual([FIRST, SECOND]);
    expect((await request(PREVIEW)).document).toEqual({ releases: [], withheld: [] });
  });

  it('report invalid fields, and accept only JSON', async () => {
    expect(await request(`${PREVIEW}?period=March`)).toMatchObject({
      status: 400,
      document: { errors: [{ path: 'period', message: expect.stringContaining('2025-03') }] },
    });
    expect(await request(`${PREVIEW}?perod=2025-03`)).toMatchObject({
      status: 400,
      document: { errors: [{ path: 'querystring/perod', message: expect.stringContaining('period') }] },
    });
    expect(await publish('March')).toMatchObject({ status: 400 });
    expect(await request(PUBLISH, { body: '{"perod":"2025-03"}' })).toMatchObject({ status: 400 });
    const form = { body: 'period=2025-03', type: 'application/x-www-form-urlencoded' };
    expect(await request(PUBLISH, form)).toMatchObject({ status: 415 });
    expect(await request(PUBLISH, { body: '{}', type: 'text/plain' })).toMatchObject({ status: 400 });
  });

  it('return a transient error while another process closes periods or the store is away', async () => {
    isLeaseTaken = true;
    const refused = await request(PREVIEW);
    isLeaseTaken = false;
    expect(refused).toMatchObject({
      status: 409,
      document: { detail: expect.stringContaining('another process') },
    });
    isStoreAway = true;
    const away = await publish();
    isStoreAway = false;
    expect(away).toMatchObject({ status: 503, document: { detail: 'the view store does not respond' } });
    expect(away.headers['retry-after']).toBe('5');
  });

  it('refuse web pages even with an operator’s certificate', async () => {
    const pages: Record<string, string>[] = [
      { origin: 'http://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'same-origin', origin: region.aggregation.httpAddress() },
    ];
    for (const headers of pages)
      for (const path of [PREVIEW, '/openapi.json', '/v1/nothing'])
        expect(await request(path, { headers })).toMatchObject({
          status: 403,
          document: { detail: 'Only programs may call this endpoint, not web pages.' },
        });
    const body = JSON.stringify({});
    expect(await request(PUBLISH, { body, headers: { origin: 'null' } })).toMatchObject({ status: 403 });
    expect(await request(PREVIEW, { headers: { 'sec-fetch-site': 'none' } })).toMatchObject({ status: 200 });
  });

  it('have an OpenAPI document', async () => {
    const { document } = await request('/openapi.json');
    expect(Object.keys(document.paths)).toEqual([PREVIEW, PUBLISH]);
  });
});

it('is off by default', () => {
  expect(aggregationConfig(region.files.env.aggregation).operationsHttpPort).toBeUndefined();
});
