import { organisationUri } from '@waylight/access';
import { type ClientTls, requestHttps } from '@waylight/testing';
import type { InProcessRegion } from '@waylight/tests-region';
import { ViewStoreUnavailableError } from '@waylight/view-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregationConfig } from '../config.ts';
import { reportRecord } from '../testing/events.ts';
import { send, waitUntilAllCounted } from '../testing/region.ts';
import { startAggregation } from '../testing/start-aggregation.ts';

const FIRST = 'country-typegroup-month.2025-01.partners';
const SECOND = 'country-typegroup-month.2025-02.partners';
const PREVIEW = '/v1/releases/preview';
const PUBLISH = '/v1/releases/publish';

let region: InProcessRegion;
let operator: ClientTls;
let organisation: ClientTls;
let isStoreAway = false;
let isTaken = false;

beforeAll(async () => {
  region = await startAggregation({
    store: (viewStore) => ({
      ...viewStore,
      acquireLease: async (...lease) => {
        if (isStoreAway) throw new ViewStoreUnavailableError(new Error('away'));
        return !isTaken && viewStore.acquireLease(...lease);
      },
    }),
  });
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

async function ask(
  path: string,
  more: Parameters<typeof requestHttps>[2] & { readonly as?: ClientTls } = {},
) {
  const { as = operator, ...asked } = more;
  const answer = await requestHttps(`${region.aggregation.httpAddress()}${path}`, as, asked);
  return { ...answer, document: JSON.parse(answer.body) };
}

const publish = (period?: string) => ask(PUBLISH, { body: JSON.stringify({ period }) });

describe('the door for operators over HTTP', () => {
  it('answers an organisation the same at every address, whether or not there is something', async () => {
    const paths = [PREVIEW, '/openapi.json', '/v1/nothing', '/'];
    const answers = [
      ...(await Promise.all(paths.map((path) => ask(path, { as: organisation })))),
      await ask(PUBLISH, { as: organisation, body: '{}' }),
      await ask(PUBLISH, { as: organisation, body: 'no JSON' }),
    ];
    const told = answers.map(({ status, headers: { date, ...headers }, body }) => ({
      status,
      headers,
      body,
    }));
    expect(told[0]).toMatchObject({ status: 403, body: expect.stringContaining('does not open this') });
    for (const one of told) expect(one).toEqual(told[0]);
    expect(await region.releasedStore.listReleases()).toEqual([]);
  });

  it('lets nobody in without a certificate', async () => {
    await expect(ask(PREVIEW, { as: { ca: operator.ca } })).rejects.toMatchObject({
      code: expect.stringMatching(/^(ERR_SSL|ECONNRESET)/),
    });
  });

  it('shows what is due as it will be published, and publishes one period or all', async () => {
    const { status, document } = await ask(PREVIEW);
    expect(status).toBe(200);
    expect(document.releases.map(({ release }: { release: string }) => release)).toEqual([FIRST, SECOND]);
    expect(document.withheld).toEqual([]);
    const one = await ask(`${PREVIEW}?period=2025-01`);
    expect(one.document.releases).toEqual([document.releases[0]]);

    expect((await publish('2025-01')).document).toEqual({ releaseIds: [FIRST], withheld: [] });
    expect((await publish()).document).toEqual({ releaseIds: [SECOND], withheld: [] });
    expect((await publish()).document).toEqual({ releaseIds: [], withheld: [] });
    expect((await region.releasedStore.listReleases()).map(({ id }) => id)).toEqual([FIRST, SECOND]);
    expect((await ask(PREVIEW)).document).toEqual({ releases: [], withheld: [] });
  });

  it('says what of a request is wrong, and takes no form of a page', async () => {
    expect(await ask(`${PREVIEW}?period=March`)).toMatchObject({
      status: 400,
      document: { errors: [{ path: 'period', message: expect.stringContaining('2025-03') }] },
    });
    expect(await publish('March')).toMatchObject({ status: 400 });
    expect(await ask(PUBLISH, { body: '{"perod":"2025-03"}' })).toMatchObject({ status: 400 });
    const form = { body: 'period=2025-03', type: 'application/x-www-form-urlencoded' };
    expect(await ask(PUBLISH, form)).toMatchObject({ status: 415 });
    expect(await ask(PUBLISH, { body: '{}', type: 'text/plain' })).toMatchObject({ status: 400 });
  });

  it('tells an operator to come again while another is at it or the store is away', async () => {
    isTaken = true;
    const taken = await ask(PREVIEW);
    isTaken = false;
    expect(taken).toMatchObject({
      status: 409,
      document: { detail: expect.stringContaining('another process') },
    });
    isStoreAway = true;
    const away = await publish();
    isStoreAway = false;
    expect(away).toMatchObject({ status: 503, document: { detail: 'the view store does not respond' } });
    expect(away.headers['retry-after']).toBe('5');
  });

  it('describes itself', async () => {
    const { document } = await ask('/openapi.json');
    expect(Object.keys(document.paths)).toEqual([PREVIEW, PUBLISH]);
  });
});

it('is off by default', () => {
  expect(aggregationConfig(region.files.env.aggregation).operationsHttpPort).toBeUndefined();
});
