import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServiceError, status } from '@grpc/grpc-js';
import { Country, IncidentType, Layer, ReportEvent, ShareWith } from '@waylight/contracts/incident';
import {
  type GetTrendsResponse,
  InsightsServiceClient,
  type WatchReleasesResponse,
} from '@waylight/contracts/insights';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import { Audience, ReleaseEvent } from '@waylight/contracts/release';
import { Dimension, PeriodKind, TrendQuestion, Unit } from '@waylight/contracts/trends';
import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { organisationUri } from '@waylight/registry';
import {
  clientCredentials,
  createAuthority,
  createLogger,
  issueCertificate,
  writeCredential,
} from '@waylight/service-kit';
import { waitFor } from '@waylight/testing';
import { contributionOf, encodePublicRecord } from '@waylight/trends';
import {
  createEmbeddedReleasedReader,
  createEmbeddedReleasedStore,
  type ReleasedStore,
  ViewStoreUnavailableError,
} from '@waylight/view-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInsightsService, type InsightsService, insightsConfig } from './index.ts';

const nowMs = Date.UTC(2026, 0, 10, 12);
const TOKEN = 'a-reader-token-for-tests-only';

let dir = '';
let store: ReleasedStore;
let service: InsightsService;
let isStoreAway = false;
const clients: Record<string, InsightsServiceClient> = {};

function releaseEvent(period: string, cells: number[]): ReleaseEvent {
  const table = DEFAULT_RELEASE_PLAN.tables[0]!;
  const rows = [...table.rows.values, 'other-or-unknown'];
  const columns = [...table.columns.values, 'other-or-unknown'];
  const rowTotals = rows.map((_, r) =>
    columns.reduce((sum, _c, c) => sum + (cells[r * columns.length + c] ?? 0), 0),
  );
  const columnTotals = columns.map((_, c) =>
    rows.reduce((sum, _r, r) => sum + (cells[r * columns.length + c] ?? 0), 0),
  );
  return ReleaseEvent.fromPartial({
    releaseId: `${table.id}.${period}.partners`,
    tableId: table.id,
    period,
    audience: Audience.PARTNERS,
    k: 5,
    planVersion: 1,
    rowDimension: 'country',
    rows,
    columnDimension: 'typeGroup',
    columns,
    cells: rows.flatMap((_, r) => columns.map((_c, c) => cells[r * columns.length + c] ?? 0)),
    rowTotals,
    columnTotals,
    total: rowTotals.reduce((a, b) => a + b, 0),
    unit: 'incidents',
  });
}

async function release(event: ReleaseEvent) {
  await store.putTable({ id: event.releaseId, index: {}, body: ReleaseEvent.encode(event).finish() });
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-insights-'));
  const now = new Date();
  const authority = await createAuthority({ commonName: 'test', days: 2, now });
  const issue = (uri: string | undefined, usage: 'client' | 'server') =>
    issueCertificate(authority, { commonName: 'test', uri, dns: ['localhost'], usage, days: 1, now });
  await writeCredential(dir, 'ca', authority);
  await writeCredential(dir, 'server', await issue(undefined, 'server'));
  await writeFile(
    join(dir, 'tokens.json'),
    JSON.stringify({
      tokens: [{ sha256: createHash('sha256').update(TOKEN).digest('hex'), audience: 'partners' }],
    }),
    { mode: 0o600 },
  );
  await writeFile(join(dir, 'plan.json'), JSON.stringify(DEFAULT_RELEASE_PLAN));

  store = await createEmbeddedReleasedStore({ file: join(dir, 'released.sqlite') });
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
      },
    },
  });
  const counted = contributionOf(event).counted!;
  await store.putPublicRecord({
    bucket: '2025',
    version: 1,
    body: encodePublicRecord([
      { bucket: counted.bucket, field: counted.field, value: { reports: 1, incidents: 1, victims: 3 } },
    ]),
  });
  await store.putStatus(
    'freshness.MK',
    NodeHeartbeat.encode({ node: Country.MK, hour: nowMs / 3_600_000 - 2, codeBookVersion: 1 }).finish(),
  );
  await store.putStatus(
    'freshness.RS',
    NodeHeartbeat.encode({ node: Country.RS, hour: nowMs / 3_600_000 - 30, codeBookVersion: 1 }).finish(),
  );
  await release(releaseEvent('2025-03', [10, 5]));

  const reader = await createEmbeddedReleasedReader({ file: join(dir, 'released.sqlite') });
  service = await createInsightsService(
    insightsConfig({
      WAYLIGHT_INSIGHTS_HTTP_PORT: '0',
      WAYLIGHT_INSIGHTS_GRPC_PORT: '0',
      WAYLIGHT_INSIGHTS_OPS_PORT: '0',
      WAYLIGHT_INSIGHTS_TLS_CA_FILE: join(dir, 'ca.crt'),
      WAYLIGHT_INSIGHTS_TLS_CERTIFICATE_FILE: join(dir, 'server.crt'),
      WAYLIGHT_INSIGHTS_TLS_KEY_FILE: join(dir, 'server.key'),
      WAYLIGHT_REGISTRY_FILE: new URL('../../../infra/registry/registry.json', import.meta.url).pathname,
      WAYLIGHT_RELEASE_PLAN_FILE: join(dir, 'plan.json'),
      WAYLIGHT_INSIGHTS_READER_TOKENS_FILE: join(dir, 'tokens.json'),
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
      log: createLogger({ service: 'insights', level: 'silent' }),
      now: () => nowMs,
    },
  );
  await service.start(AbortSignal.timeout(10_000));
  for (const id of ['MYLA', 'SIM-MK-1', 'NOBODY']) {
    const credential = await issue(organisationUri(id), 'client');
    clients[id] = new InsightsServiceClient(
      `localhost:${service.ports().grpc}`,
      clientCredentials({
        ca: authority.certificate,
        certificate: credential.certificate,
        key: credential.key,
      }),
    );
  }
});

afterAll(async () => {
  for (const client of Object.values(clients)) client.close();
  await service.stop();
  await store.close();
  await rm(dir, { recursive: true, force: true });
});

function getTrends(as: string, question: Parameters<typeof TrendQuestion.fromPartial>[0]) {
  return new Promise<GetTrendsResponse>((resolve, reject) => {
    clients[as]!.getTrends({ question: TrendQuestion.fromPartial(question) }, (error, response) =>
      error === null ? resolve(response) : reject(error),
    );
  });
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever the server sends.
type JsonBody = any;

async function http(path: string, token?: string) {
  const response = await fetch(`http://127.0.0.1:${service.ports().http}${path}`, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  const body = (await response.json()) as JsonBody;
  return { status: response.status, type: response.headers.get('content-type'), body };
}

const byGroup = { layer: Layer.REPORTS, by: [Dimension.PERIOD, Dimension.COUNTRY, Dimension.TYPE_GROUP] };

describe('insights over gRPC', () => {
  it('answers the public record exactly, attributed and with the footnote of XK', async () => {
    const { result } = await getTrends('SIM-MK-1', {
      layer: Layer.PUBLIC_RECORD,
      unit: Unit.VICTIMS,
      by: [Dimension.COUNTRY, Dimension.CAUSE],
    });
    if (result?.$case !== 'answer') throw new Error('no answer');
    expect(result.value.cells).toMatchObject([{ coordinates: ['XK', 'drowning'], value: 3 }]);
    expect(result.value.explain?.attribution).toEqual([
      'Missing Migrants Project, International Organization for Migration (IOM), CC BY 4.0',
    ]);
    expect(result.value.explain?.footnotes[0]).toMatch(/UNSCR 1244/);
  });

  it('answers the reports layer from a released table, for the members that it was released to alone', async () => {
    const { result } = await getTrends('MYLA', byGroup);
    if (result?.$case !== 'answer') throw new Error('no answer');
    expect(result.value.cells).toHaveLength(35);
    expect(result.value.cells[0]).toMatchObject({ coordinates: ['2025-03', 'AL', 'violence'], value: 10 });
    expect(result.value.asOf).toBe('country-typegroup-month.2025-03.partners');
    expect(result.value.k).toBe(5);

    const network = await getTrends('SIM-MK-1', byGroup);
    expect(network.result).toMatchObject({ $case: 'nearest', value: { tableId: '' } });
  });

  it('names the nearest table for a question that none answers', async () => {
    const { result } = await getTrends('MYLA', { ...byGroup, by: [Dimension.PERIOD, Dimension.SEGMENT] });
    expect(result).toMatchObject({
      $case: 'nearest',
      value: {
        tableId: 'country-typegroup-month',
        question: { by: [Dimension.PERIOD], period: PeriodKind.MONTH },
      },
    });
  });

  it('opens nothing to a certificate that names no organisation of the registry', async () => {
    const failure = await getTrends('NOBODY', byGroup).catch((error: ServiceError) => error.code);
    expect(failure).toBe(status.UNAUTHENTICATED);
  });

  it('tells a watcher of releases after its token, then of new ones as they come', async () => {
    const watch = (token: string) => clients.MYLA!.watchReleases({ resumeToken: token });
    const first = await nextNotice(watch(''));
    expect(first.notice?.period).toBe('2025-03');
    const resumed = nextNotice(watch(first.resumeToken));
    await release(releaseEvent('2025-04', [5]));
    expect((await resumed).notice?.period).toBe('2025-04');
  });

  it('refuses a token that it never gave, because it would hide what is still to come', async () => {
    const failure = await nextNotice(clients.MYLA!.watchReleases({ resumeToken: '999999' })).catch(
      (error: ServiceError) => error.code,
    );
    expect(failure).toBe(status.INVALID_ARGUMENT);
  });

  it('says how fresh each node is in three steps', async () => {
    const nodes = await new Promise((resolve, reject) => {
      clients.MYLA!.getRegionStatus({}, (error, response) =>
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
  it('gives the public what gRPC gives, as a document', async () => {
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

  it('keeps released tables from whoever shows no token, and opens them to a member’s', async () => {
    const path = '/v1/trends?layer=reports&by=period,country&from=2025-03&to=2025-03';
    const closed = await http(path);
    expect([closed.status, closed.type, closed.body.nearest.tableId]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
      '',
    ]);
    expect((await http('/v1/releases')).body).toEqual({ releases: [] });
    expect((await http(path, 'not-a-token-that-anyone-knows')).status).toBe(401);

    const open = await http(path, TOKEN);
    expect(open.status).toBe(200);
    expect(open.body.cells[0]).toEqual({ period: '2025-03', country: 'AL', value: 15 });
    expect((await http('/v1/releases', TOKEN)).body.releases[0].id).toBe(
      'country-typegroup-month.2025-03.partners',
    );
  });

  it('says what is wrong with a question and where', async () => {
    const answer = await http('/v1/trends?layer=reports&by=country,nonsense');
    expect(answer.status).toBe(400);
    const range = await http('/v1/trends?layer=public-record&from=2025-02-30');
    expect([range.status, range.body.errors[0].path]).toEqual([400, 'from']);
    const name = await http('/v1/trends?layer=public-record&type=death&country=RS,Serbia');
    expect([name.status, name.body.errors]).toMatchObject([400, [{ path: 'country' }]]);
  });

  it('describes itself by the schemas that validate, and tells its health', async () => {
    const openapi = await http('/openapi.json');
    expect(Object.keys(openapi.body.paths)).toEqual(
      expect.arrayContaining(['/v1/trends', '/v1/releases', '/v1/status']),
    );
    expect((await http('/health/ready')).status).toBe(200);
  });
});

it('says that it can not answer now while its store is away', async () => {
  isStoreAway = true;
  // What was read a moment ago may still be answered.
  await waitFor('a refusal', async () => (await http('/v1/releases')).status === 503);
  expect((await http('/v1/releases')).body.detail).toBe('The store of what is released does not answer.');
  const publicRecord = { layer: Layer.PUBLIC_RECORD, by: [Dimension.COUNTRY] };
  await expect(getTrends('MYLA', publicRecord)).rejects.toMatchObject({ code: status.UNAVAILABLE });
  isStoreAway = false;
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
