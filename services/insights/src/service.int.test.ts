import { type ServiceError, status } from '@grpc/grpc-js';
import { Country, Layer } from '@waylight/contracts/incident';
import type { InsightsServiceClient, WatchReleasesResponse } from '@waylight/contracts/insights';
import { Dimension, PeriodKind, Unit } from '@waylight/contracts/trends';
import { parseExportedTable } from '@waylight/disclosure-control';
import { formatEnglish } from '@waylight/presentation';
import { waitFor } from '@waylight/testing';
import { type InProcessRegion, type RegionInsights, UNKNOWN_SESSION } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseEvent } from './testing/release-event.ts';
import { startInsights } from './testing/start-insights.ts';

let region: InProcessRegion;
let insights: RegionInsights;
beforeAll(async () => {
  region = await startInsights();
  insights = region.insights;
});
afterAll(() => region.stop());

const getTrends: RegionInsights['getTrends'] = (as, question) => insights.getTrends(as, question);
const http: RegionInsights['http'] = (path, as) => insights.http(path, as);

const byGroup = { layer: Layer.REPORTS, by: [Dimension.PERIOD, Dimension.COUNTRY, Dimension.TYPE_GROUP] };

const NOTHING_RELEASED = 'No numbers have been released to you yet.';

describe('insights over gRPC', () => {
  it('answers the public record exactly, attributed and with the footnote of XK', async () => {
    const { result } = await getTrends('SIM-MK-1', {
      layer: Layer.PUBLIC_RECORD,
      unit: Unit.VICTIMS,
      by: [Dimension.COUNTRY, Dimension.CAUSE],
    });
    if (result?.$case !== 'answer') throw new Error('no answer');
    expect(result.value.cells).toMatchObject([{ coordinates: ['XK', 'drowning'], value: 3 }]);
    expect(result.value.explanation?.attribution).toEqual([
      'Missing Migrants Project, International Organization for Migration (IOM), CC BY 4.0',
    ]);
    expect(result.value.explanation?.footnotes[0]).toMatch(/UNSCR 1244/);
  });

  it('answers questions on reports from a released table, to its members only', async () => {
    const { result } = await getTrends('MYLA', byGroup);
    if (result?.$case !== 'answer') throw new Error('no answer');
    expect(result.value.cells).toHaveLength(35);
    expect(result.value.cells[0]).toMatchObject({ coordinates: ['2025-03', 'AL', 'violence'], value: 10 });
    expect(result.value.asOf).toBe('minimal-month.2025-03.partners');
    expect(result.value.roundingBase).toBe(5);

    const network = await getTrends('SIM-MK-1', byGroup);
    expect(network.result).toMatchObject({ $case: 'nearest', value: { tableId: '', why: NOTHING_RELEASED } });
  });

  it('names the nearest table for a question that no table answers', async () => {
    const { result } = await getTrends('MYLA', { ...byGroup, by: [Dimension.PERIOD, Dimension.SEGMENT] });
    expect(result).toMatchObject({
      $case: 'nearest',
      value: {
        tableId: 'minimal-month',
        question: { by: [Dimension.PERIOD], period: PeriodKind.MONTH },
      },
    });
  });

  it('sends a watcher releases after its token, then new ones as they arrive', async () => {
    const watch = (token: string) =>
      insights.clients.MYLA!.watchReleases({ resumeToken: token, includeChanges: false });
    const first = await nextNotice(watch(''));
    expect(first.notice?.period).toBe('2025-03');
    const resumed = nextNotice(watch(first.resumeToken));
    await region.release(releaseEvent('2025-04', [5]));
    expect((await resumed).notice?.period).toBe('2025-04');
  });

  it('rejects a token that it never issued, because it would hide future releases', async () => {
    const failure = await nextNotice(
      insights.clients.MYLA!.watchReleases({ resumeToken: '999999', includeChanges: false }),
    ).catch((error: ServiceError) => error.code);
    expect(failure).toBe(status.INVALID_ARGUMENT);
  });

  it('returns the freshness of each node in three steps', async () => {
    const nodes = await new Promise((resolve, reject) => {
      insights.clients.MYLA!.getRegionStatus({}, (error, response) =>
        error === null
          ? resolve(response.nodes.map(({ node, freshness }) => [node, freshness]))
          : reject(error),
      );
    });
    expect(nodes).toEqual([
      [Country.AL, 3],
      [Country.BA, 3],
      [Country.ME, 3],
      [Country.MK, 1],
      [Country.RS, 2],
      [Country.XK, 3],
    ]);
  });
});

describe('insights over HTTP', () => {
  it('returns the answer of gRPC as a document to the public', async () => {
    const answer = await http(
      '/v1/trends?layer=public-record&unit=victims&by=period,country,cause&period=year',
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      layer: 'public-record',
      unit: 'victims',
      by: ['period', 'country', 'cause'],
      cells: [{ period: '2025', country: 'XK', cause: 'drowning', value: 3 }],
    });
  });

  it('breaks the public record down by source quality and place precision, and rejects both for reports by name', async () => {
    const answer = await http('/v1/trends?layer=public-record&unit=victims&by=sourceQuality,placePrecision');
    expect(answer.body.cells).toEqual([{ sourceQuality: '4', placePrecision: 'settlement', value: 3 }]);
    const { method, sentences } = answer.body.explain;
    expect(method).toMatch(
      /1 \(weak\) to 5 \(strong\).*only country, area and border segment are stored, never a point/,
    );
    expect(sentences.method).toContainEqual({ code: 'method.quality', args: {} });
    expect(formatEnglish(sentences.method)).toBe(method);
    const refused = await http('/v1/trends?layer=reports&by=country,sourceQuality', 'MYLA');
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [
        {
          path: 'by[1]',
          message: 'is available for the public record only: use the layer public-record, or leave it out',
        },
      ],
    ]);
    await expect(
      getTrends('MYLA', { layer: Layer.REPORTS, by: [Dimension.PLACE_PRECISION] }),
    ).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  });

  it('returns released numbers with their bounds to a member’s session', async () => {
    const path = '/v1/trends?layer=reports&by=period,country&from=2025-03&to=2025-03';
    const open = await http(path, 'MYLA');
    expect(open.status).toBe(200);
    expect(open.body.cells[0]).toEqual({
      period: '2025-03',
      country: 'AL',
      value: 15,
      min: 11,
      max: 19,
    });
    expect((await http('/v1/releases', 'MYLA')).body.releases[0].id).toBe('minimal-month.2025-03.partners');
  });

  it('returns every number of a release to its audience, and the error of a missing release to others', async () => {
    const path = '/v1/releases/minimal-month.2025-03.partners';
    const open = await http(path, 'MYLA');
    const parsed = parseExportedTable(open.body);
    if (!parsed.ok) throw new Error(parsed.problems.join('; '));
    expect(parsed.table).toMatchObject({ period: '2025-03', audience: 'partners', k: 5, unit: 'incidents' });
    const cell = (country: string, typeGroup: string) =>
      parsed.table.cells.find(({ coords }) => coords.country === country && coords.typeGroup === typeGroup);
    expect(cell('AL', 'TOTAL')?.value).toBe(15);
    const closed = await http(path);
    expect([closed.status, closed.type]).toEqual([404, 'application/problem+json; charset=utf-8']);
    const absent = await http('/v1/releases/minimal-month.2031-01.partners', 'MYLA');
    expect(absent).toEqual(closed);
    expect((await http(path, UNKNOWN_SESSION)).status).toBe(401);
  });

  it('names the problems of a question by parameter', async () => {
    const answer = await http('/v1/trends?layer=reports&by=country,nonsense');
    expect(answer.status).toBe(400);
    const range = await http('/v1/trends?layer=public-record&from=2025-02-30');
    expect([range.status, range.body.errors[0].path]).toEqual([400, 'from']);
    const name = await http('/v1/trends?layer=public-record&type=death&country=RS,Serbia');
    expect([name.status, name.body.errors]).toEqual([
      400,
      [{ path: 'country', message: '"Serbia" is not a code of country (candidates: RS)' }],
    ]);
    const layer = await http('/v1/trends?layer=report');
    expect([layer.status, layer.body.errors]).toEqual([
      400,
      [
        {
          path: 'querystring/layer',
          message: 'is required: reports or public-record. Did you mean reports?',
        },
      ],
    ]);
  });

  it('refuses an unknown query parameter on every endpoint, because its answer would be to another question', async () => {
    const misspelt = await http('/v1/trends?layer=public-record&unit=victims&contry=RS');
    expect([misspelt.status, misspelt.body.errors]).toEqual([
      400,
      [
        {
          path: 'querystring/contry',
          message: expect.stringMatching(/^is not a parameter of this endpoint\. .* Did you mean country\?$/),
        },
      ],
    ]);
    const { paths } = (await http('/openapi.json')).body;
    const gets = Object.keys(paths).filter((path) => path.startsWith('/v1/') && 'get' in paths[path]);
    expect(gets.length).toBeGreaterThan(15);
    for (const path of gets) {
      const { status, body } = await http(`${path.replace(/\{.*?\}/g, 'x')}?nonsense=1`);
      expect([path, status, body.errors?.map((one: { path: string }) => one.path)]).toEqual([
        path,
        400,
        expect.arrayContaining(['querystring/nonsense']),
      ]);
    }
    expect((await http('/sign-in?retunrTo=/')).status).toBe(400);
  });

  it('serves OpenAPI from its schemas, and its health', async () => {
    const openapi = await http('/openapi.json');
    expect(Object.keys(openapi.body.paths)).toEqual(
      expect.arrayContaining([
        '/v1/trends',
        '/v1/releases',
        '/v1/releases/{id}',
        '/v1/release-keys',
        '/v1/release-plan',
        '/v1/status',
      ]),
    );
    expect((await http('/health/ready')).status).toBe(200);
  });
});

it('returns 503 while its store is unavailable', async () => {
  insights.setStoreUnavailable(true);
  // The service may still answer from its cached snapshot for a moment.
  await waitFor('a refusal', async () => (await http('/v1/releases')).status === 503);
  expect((await http('/v1/releases')).body.detail).toBe('The released store is unavailable.');
  const publicRecord = { layer: Layer.PUBLIC_RECORD, by: [Dimension.COUNTRY] };
  await expect(getTrends('MYLA', publicRecord)).rejects.toMatchObject({ code: status.UNAVAILABLE });
  insights.setStoreUnavailable(false);
});

function nextNotice(
  stream: ReturnType<InsightsServiceClient['watchReleases']>,
): Promise<WatchReleasesResponse> {
  return new Promise((resolve, reject) => {
    stream.once('data', (response: WatchReleasesResponse) => {
      resolve(response);
      stream.cancel();
    });
    stream.on('error', (error: ServiceError) => {
      if (error.code !== status.CANCELLED) reject(error);
    });
  });
}
