/**
 * One country node and insights, over real mutual TLS, in the folder that a trial region would make: what the command
 * line needs of a region, without an aggregation. Released tables and the public record are given.
 */

import { createPrivateKey, createPublicKey } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSigningKey } from '@waylight/aggregation';
import { dayNumber } from '@waylight/calendar';
import { SERVICE_PORTS, topicRegistry } from '@waylight/contracts';
import {
  CauseOfDeath,
  Country,
  DatePrecision,
  IncidentType,
  Layer,
  ReportEvent,
  ShareWith,
} from '@waylight/contracts/incident';
import { Audience, ReleaseEvent } from '@waylight/contracts/release';
import {
  type Completeness,
  codesOf,
  completenessEventOf,
  DEFAULT_RELEASE_PLAN,
  exportTable,
  releaseKeyOf,
  releaseSigner,
} from '@waylight/disclosure-control';
import { createEmbeddedEventLog } from '@waylight/event-log';
import { createInsightsService, insightsConfig } from '@waylight/insights';
import { createIntakeService, createNodeKeys, intakeConfig } from '@waylight/intake';
import { operatorUri, organisationUri, parseRegistry } from '@waylight/registry';
import { createAuthority, createLogger, issueCertificate, writeCredential } from '@waylight/service-kit';
import { isFree, portOffset } from '@waylight/testing';
import { type BaseCell, contributionOf, encodePublicRecord } from '@waylight/trends';
import {
  createEmbeddedReleasedReader,
  createEmbeddedReleasedStore,
  type ReleasedStore,
} from '@waylight/view-store';

const REGISTRY = fileURLToPath(new URL('../../../infra/registry/registry.json', import.meta.url));
const MK_PORT = SERVICE_PORTS.intake.MK;
const INSIGHTS_PORT = SERVICE_PORTS.insights;

export type SmallRegion = {
  readonly dataDir: string;
  /** Another authority's certificate for MYLA, in a folder of its own: nobody here trusts it. */
  readonly strangersDir: string;
  /** Puts another release where insights reads: the month that is there, for the public. */
  readonly releaseToPublic: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** Of these organisations the region has a certificate; the first lead among them speaks where nobody is named. */
export async function startSmallRegion(
  organisations: readonly string[] = ['MYLA', 'BCHR', 'DRC', 'SIM-MK-1'],
): Promise<SmallRegion> {
  const dataDir = await mkdtemp(join(tmpdir(), 'waylight-cli-'));
  const portOffset = await freeOffset();
  await mkdir(dataDir, { recursive: true });
  await copyFile(REGISTRY, join(dataDir, 'registry.json'));
  await writeFile(join(dataDir, 'region.json'), JSON.stringify({ portOffset, host: '127.0.0.1' }));
  await writeFile(join(dataDir, 'release-plan.json'), JSON.stringify(DEFAULT_RELEASE_PLAN));
  const signingKey = createSigningKey();
  const releaseKeys = [releaseKeyOf(createPublicKey(signingKey), '2025-01-01')];
  await writeFile(join(dataDir, 'release-keys.json'), JSON.stringify(releaseKeys));
  await writeCertificates(dataDir, organisations);
  const strangersDir = join(dataDir, 'strangers');
  await mkdir(strangersDir);
  await copyFile(join(dataDir, 'region.json'), join(strangersDir, 'region.json'));
  await copyFile(REGISTRY, join(strangersDir, 'registry.json'));
  await writeCertificates(strangersDir, organisations);

  const log = createLogger({ service: 'test', level: 'silent' });
  const eventLog = createEmbeddedEventLog({ file: join(dataDir, 'log.sqlite') });
  await eventLog.applyTopics(topicRegistry(3));
  const store = await createEmbeddedReleasedStore({ file: join(dataDir, 'released.sqlite') });
  await fill(store, signingKey);
  const tls = (prefix: string) => ({
    [`${prefix}_TLS_CA_FILE`]: join(dataDir, 'certs', 'ca.crt'),
    [`${prefix}_TLS_CERTIFICATE_FILE`]: join(dataDir, 'certs', 'server.crt'),
    [`${prefix}_TLS_KEY_FILE`]: join(dataDir, 'certs', 'server.key'),
    WAYLIGHT_REGISTRY_FILE: join(dataDir, 'registry.json'),
  });
  const intake = await createIntakeService(
    intakeConfig({
      ...tls('WAYLIGHT_INTAKE'),
      WAYLIGHT_INTAKE_COUNTRY: 'MK',
      WAYLIGHT_INTAKE_PORT: String(MK_PORT + portOffset),
      WAYLIGHT_INTAKE_KEYS_FILE: await writeKeys(dataDir),
      WAYLIGHT_INTAKE_DATA_DIR: join(dataDir, 'nodes', 'MK'),
      WAYLIGHT_PARTITIONS: '3',
    }),
    { eventLog, log, processFacts: { nodeOptions: [], limits: NO_CORES } },
  );
  const insights = await createInsightsService(
    insightsConfig({
      ...tls('WAYLIGHT_INSIGHTS'),
      WAYLIGHT_INSIGHTS_HTTP_PORT: '0',
      WAYLIGHT_INSIGHTS_OPS_PORT: '0',
      WAYLIGHT_INSIGHTS_GRPC_PORT: String(INSIGHTS_PORT + portOffset),
      WAYLIGHT_RELEASE_PLAN_FILE: join(dataDir, 'release-plan.json'),
      WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE: join(dataDir, 'release-keys.json'),
      WAYLIGHT_INSIGHTS_DATABASE_FILE: join(dataDir, 'insights.sqlite'),
      WAYLIGHT_INSIGHTS_AUDIT_FILE: join(dataDir, 'insights-audit.sqlite'),
      WAYLIGHT_EVENT_LOG: 'embedded',
    }),
    { reader: await createEmbeddedReleasedReader({ file: join(dataDir, 'released.sqlite') }), eventLog, log },
  );
  await intake.start(AbortSignal.timeout(20_000));
  // Not one that ends later: HTTP listens for as long as this signal lasts.
  await insights.start(new AbortController().signal);
  return {
    dataDir,
    strangersDir,
    async releaseToPublic() {
      const event = releaseTo('public', signingKey);
      await store.putTable({ id: event.releaseId, index: {}, body: ReleaseEvent.encode(event).finish() });
      return event.releaseId;
    },
    async stop() {
      await insights.stop();
      await intake.stop();
      await store.close();
      await eventLog.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const NO_CORES = 'Max core file size        0                    0                    bytes\n';

async function writeCertificates(dir: string, organisations: readonly string[]): Promise<void> {
  const now = new Date();
  const authority = await createAuthority({ commonName: 'test', days: 2, now });
  const issue = (name: string, uri: string | undefined, usage: 'client' | 'server') =>
    issueCertificate(authority, {
      commonName: name,
      ...(uri === undefined ? {} : { uri }),
      dns: ['localhost'],
      ip: ['127.0.0.1'],
      usage,
      days: 1,
      now,
    });
  const certs = join(dir, 'certs');
  await writeCredential(certs, 'ca', authority);
  await writeCredential(certs, 'server', await issue('server', undefined, 'server'));
  for (const id of organisations)
    await writeCredential(join(certs, 'organisations'), id, await issue(id, organisationUri(id), 'client'));
  await writeCredential(
    join(certs, 'operators'),
    'region',
    await issue('region', operatorUri('region'), 'client'),
  );
}

async function writeKeys(dataDir: string): Promise<string> {
  const parsed = parseRegistry(JSON.parse(await readFile(REGISTRY, 'utf8')));
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  const file = join(dataDir, 'keys.json');
  await writeFile(file, JSON.stringify(createNodeKeys(parsed.registry.organisations).MK), { mode: 0o600 });
  return file;
}

/** An offset at which both ports are free. */
async function freeOffset(): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const offset = portOffset();
    if ((await isFree(MK_PORT + offset)) && (await isFree(INSIGHTS_PORT + offset))) return offset;
  }
  throw new Error('there are no two free ports');
}

/** Two incidents of the public record, and one released month. */
async function fill(store: ReleasedStore, signingKey: string): Promise<void> {
  await store.putPublicRecord({
    bucket: '2025',
    version: 1,
    body: encodePublicRecord([
      cell(2025, Country.XK, CauseOfDeath.DROWNING, 3),
      cell(2025, Country.RS, CauseOfDeath.VEHICLE_ACCIDENT, 1),
    ]),
  });
  const event = releaseTo('partners', signingKey);
  await store.putTable({ id: event.releaseId, index: {}, body: ReleaseEvent.encode(event).finish() });
}

/** The month of March 2025, to members or to the public. */
function releaseTo(audience: 'partners' | 'public', signingKey: string): ReleaseEvent {
  const [table] = DEFAULT_RELEASE_PLAN.tables;
  if (table === undefined) throw new Error('the plan has no table');
  const rows = codesOf(table.rows);
  const columns = codesOf(table.columns);
  const cells = rows.flatMap((row) =>
    columns.map((column) => (row === 'MK' && column === 'border' ? 10 : 0)),
  );
  const event = ReleaseEvent.fromPartial({
    releaseId: `${table.id}.2025-03.${audience}`,
    tableId: table.id,
    period: '2025-03',
    audience: audience === 'public' ? Audience.PUBLIC : Audience.PARTNERS,
    k: 5,
    planVersion: 1,
    rowDimension: table.rows.dimension,
    rows: [...rows],
    columnDimension: table.columns.dimension,
    columns: [...columns],
    cells,
    rowTotals: rows.map((row) => (row === 'MK' ? 10 : 0)),
    columnTotals: columns.map((column) => (column === 'border' ? 10 : 0)),
    total: 10,
    unit: table.unit,
    completeness: SAID.map(completenessEventOf) as ReleaseEvent['completeness'],
  });
  const { keyId, value } = releaseSigner(createPrivateKey(signingKey))(exportTable(event, audience, []));
  return { ...event, signature: Buffer.from(value, 'base64'), signingKeyId: keyId };
}

/** What organisations said of the month. */
const SAID = [
  { countries: ['MK'], stated: 'most', present: 'most', fieldVisits: 40, staffDays: 0 },
  { countries: ['RS'], stated: 'none', present: 'none' },
  { countries: ['ME', 'XK'] },
] as const satisfies readonly Completeness[];

function cell(year: number, country: Country, cause: CauseOfDeath, victims: number): BaseCell {
  const { counted } = contributionOf(
    ReportEvent.fromPartial({
      reportReference: Buffer.alloc(16, country),
      revision: 1,
      organisation: 7,
      layer: Layer.PUBLIC_RECORD,
      change: {
        $case: 'incident',
        value: {
          occurredDay: dayNumber(year, 3, 14),
          datePrecision: DatePrecision.DAY,
          country,
          primaryType: IncidentType.DEATH,
          cause,
          victims,
          shareWith: ShareWith.PUBLIC,
        },
      },
    }),
  );
  if (counted === undefined) throw new Error('it counts nowhere');
  return { bucket: counted.bucket, field: counted.field, value: { reports: 1, incidents: 1, victims } };
}
