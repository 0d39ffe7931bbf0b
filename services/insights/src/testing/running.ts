import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Country, IncidentType, Layer, ReportEvent, ShareWith } from '@waylight/contracts/incident';
import {
  type GetReleaseResponse,
  type GetTrendsResponse,
  InsightsServiceClient,
} from '@waylight/contracts/insights';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import { Audience, ReleaseEvent } from '@waylight/contracts/release';
import { TrendQuestion } from '@waylight/contracts/trends';
import { codesOf, ONE_TABLE_PLAN, type ReleasePlan } from '@waylight/disclosure-control';
import { organisationUri } from '@waylight/registry';
import {
  clientCredentials,
  createAuthority,
  createLogger,
  issueCertificate,
  writeCredential,
} from '@waylight/service-kit';
import { contributionOf, encodePublicRecord } from '@waylight/trends';
import {
  createEmbeddedReleasedReader,
  createEmbeddedReleasedStore,
  ViewStoreUnavailableError,
} from '@waylight/view-store';
import { createInsightsService, insightsConfig } from '../index.ts';
import { RELEASE_KEYS } from './signing.ts';

const nowMs = Date.UTC(2026, 0, 10, 12);
/** A member's, for HTTP. */
export const TOKEN = 'a-reader-token-for-tests-only';

/** A release of the table that ships, for the members, with these cells and else zeros. */
export function releaseEvent(period: string, cells: number[]): ReleaseEvent {
  const [table] = ONE_TABLE_PLAN.tables;
  if (table === undefined) throw new Error('the plan that ships has a table');
  const rows = [...codesOf(table.rows)];
  const columns = [...codesOf(table.columns)];
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

// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever the server sends.
type JsonBody = any;

export type RunningInsights = {
  readonly clients: Readonly<Record<string, InsightsServiceClient>>;
  readonly getTrends: (
    as: string,
    question: Parameters<typeof TrendQuestion.fromPartial>[0],
  ) => Promise<GetTrendsResponse>;
  readonly getRelease: (as: string, releaseId: string) => Promise<GetReleaseResponse>;
  readonly release: (event: ReleaseEvent) => Promise<void>;
  readonly http: (
    path: string,
    token?: string,
  ) => Promise<{ readonly status: number; readonly type: string | null; readonly body: JsonBody }>;
  /** Takes the store away, or gives it back. */
  readonly takeStoreAway: (isAway: boolean) => void;
  readonly stop: () => Promise<void>;
};

/** Insights over an embedded store that holds one release of March 2025 and a public record. */
export async function startInsights(plan: ReleasePlan = ONE_TABLE_PLAN): Promise<RunningInsights> {
  const dir = await mkdtemp(join(tmpdir(), 'waylight-insights-'));
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
    NodeHeartbeat.encode({ node: Country.MK, hour: nowMs / 3_600_000 - 2, codeBookVersion: 1 }).finish(),
  );
  await store.putStatus(
    'freshness.RS',
    NodeHeartbeat.encode({ node: Country.RS, hour: nowMs / 3_600_000 - 30, codeBookVersion: 1 }).finish(),
  );
  const release = async (event: ReleaseEvent): Promise<void> => {
    await store.putTable({ id: event.releaseId, index: {}, body: ReleaseEvent.encode(event).finish() });
  };
  await release(releaseEvent('2025-03', [10, 5]));

  const reader = await createEmbeddedReleasedReader({ file: join(dir, 'released.sqlite') });
  let isStoreAway = false;
  const service = await createInsightsService(
    insightsConfig({
      WAYLIGHT_INSIGHTS_HTTP_PORT: '0',
      WAYLIGHT_INSIGHTS_GRPC_PORT: '0',
      WAYLIGHT_INSIGHTS_OPS_PORT: '0',
      WAYLIGHT_INSIGHTS_TLS_CA_FILE: join(dir, 'ca.crt'),
      WAYLIGHT_INSIGHTS_TLS_CERTIFICATE_FILE: join(dir, 'server.crt'),
      WAYLIGHT_INSIGHTS_TLS_KEY_FILE: join(dir, 'server.key'),
      WAYLIGHT_REGISTRY_FILE: new URL('../../../../infra/registry/registry.json', import.meta.url).pathname,
      WAYLIGHT_RELEASE_PLAN_FILE: join(dir, 'plan.json'),
      WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE: join(dir, 'release-keys.json'),
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
  const clients: Record<string, InsightsServiceClient> = {};
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
  const clientOf = (as: string): InsightsServiceClient => {
    const client = clients[as];
    if (client === undefined) throw new Error(`there is no client of ${as}`);
    return client;
  };
  return {
    clients,
    release,
    getTrends: (as, question) =>
      new Promise((resolve, reject) => {
        clientOf(as).getTrends({ question: TrendQuestion.fromPartial(question) }, (error, response) =>
          error === null ? resolve(response) : reject(error),
        );
      }),
    getRelease: (as, releaseId) =>
      new Promise((resolve, reject) => {
        clientOf(as).getRelease({ releaseId }, (error, response) =>
          error === null ? resolve(response) : reject(error),
        );
      }),
    async http(path, token) {
      const response = await fetch(`http://127.0.0.1:${service.ports().http}${path}`, {
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      });
      const body = (await response.json()) as JsonBody;
      return { status: response.status, type: response.headers.get('content-type'), body };
    },
    takeStoreAway: (isAway) => {
      isStoreAway = isAway;
    },
    async stop() {
      for (const client of Object.values(clients)) client.close();
      await service.stop();
      await store.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
