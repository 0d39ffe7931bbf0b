import { dirname } from 'node:path';
import { createAuthorizer, opsAuthorizer } from '@waylight/access';
import { AuditFileError, accessRefusedEvent, auditHandlers } from '@waylight/audit';
import { descriptorSet } from '@waylight/contracts';
import { AuditServiceService } from '@waylight/contracts/audit';
import { InsightsServiceService } from '@waylight/contracts/insights';
import { approvalSequence } from '@waylight/disclosure-control';
import { TRIAL_NOTICE } from '@waylight/disclosure-control/trial-notice';
import {
  type Component,
  createCertificateGauge,
  createGrpcServer,
  createHealth,
  createHttpServer,
  createOpsServer,
  type Health,
  measureDiskSpace,
  type Runnable,
  repeatUntilStopped,
  type Starter,
  startComponents,
  type ToTransientFailure,
  watchCertificate,
} from '@waylight/service-kit';
import { ViewStoreUnavailableError } from '@waylight/view-store';
import { resolveCaller } from './accounts/session.ts';
import { createSnapshotCache } from './answers/released-snapshot.ts';
import { createReleasesSettled } from './answers/releases-settled.ts';
import { repeatLostDecisions } from './approvals/repeat-lost-decisions.ts';
import { createChainHeads, createInsightsAudit, openInsightsLog } from './audit.ts';
import type { InsightsConfig } from './config.ts';
import type { InsightsContext } from './context.ts';
import { createApprovalStore } from './database/approval-store.ts';
import { backUpInsights, createInsightsBackups } from './database/backups.ts';
import { createBulletinStore } from './database/bulletin-store.ts';
import { InsightsDatabaseError } from './database/database-error.ts';
import { createNoteStore } from './database/note-store.ts';
import { openDatabase } from './database/open-database.ts';
import { createSavedViewStore } from './database/saved-view-store.ts';
import { MIGRATIONS } from './database/schema.ts';
import { createSessionStore } from './database/session-store.ts';
import { insightsHandlers } from './grpc/insights-handlers.ts';
import { createHttpAccounts } from './http/http-accounts.ts';
import { insightsRoutes } from './http/routes.ts';
import { createStreamLimiter } from './http/stream-limiter.ts';
import { type Inputs, type InsightsOverrides, readInputs } from './inputs.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import { createMessageMetrics, createMessaging } from './watches/messaging.ts';
import { createWatchStore } from './watches/watch-store.ts';

export type InsightsService = Runnable & {
  readonly ready: () => Promise<boolean>;
  /** The ports in use. Throws before the start. */
  readonly ports: () => { readonly http: number; readonly grpc: number };
};

/** Maximum time for each part to stop. */
const STOP_TIMEOUT_MS = 10_000;
/** Expired items are never returned, so the purge need not be punctual. */
const PURGE_INTERVAL_MS = 60_000;

/** Serves released tables and the public record. It has no credential that can read a raw cell. */
export async function createInsightsService(
  config: InsightsConfig,
  overrides: InsightsOverrides = {},
): Promise<InsightsService> {
  const inputs = await readInputs(config, overrides);
  let running: RunningInsights | undefined;
  return {
    async start(signal) {
      const options = { log: inputs.log, signal, stopTimeoutMs: STOP_TIMEOUT_MS };
      running = await startComponents(options, (starter) => openService(inputs, starter));
    },
    async stop() {
      await running?.stop();
    },
    ready: async () => running !== undefined && (await running.health.checkReadiness()).ok,
    ports() {
      if (running === undefined) throw new TypeError('insights is not started');
      return running.ports;
    },
  };
}

type RunningInsights = {
  readonly health: Health;
  readonly ports: { readonly http: number; readonly grpc: number };
  readonly stop: () => Promise<void>;
};

/** Starts every part in order. The audit is first, because it records changes of the registry file. */
async function openService(
  inputs: Inputs,
  { start, adopt }: Starter,
): Promise<Omit<RunningInsights, 'stop'>> {
  const { config, overrides, limits, now, log, metrics, tls, registry, releasedReader, signInSettings } =
    inputs;
  const audit = createInsightsAudit(config, registry, now, log);
  await start(audit.component);
  await start(registry);
  await start(tls);
  const setExpiry = createCertificateGauge(metrics);
  await start(watchCertificate({ tls, setExpiry, log, now }));

  adopt('released store', releasedReader, (reader) => reader.close());
  const opened = openDatabase(config.databaseFile, (before) => void backUpInsights(inputs, before, audit));
  const database = adopt('database', opened, async (open) => open.close());
  measureDiskSpace(metrics, dirname(config.databaseFile));
  metrics
    .gauge({ name: 'waylight_schema_version', help: 'Version of the schema of the database.' })
    .set(MIGRATIONS.length);
  const stores = {
    savedViews: createSavedViewStore(database),
    notes: createNoteStore(database),
    bulletins: createBulletinStore(database),
    approvals: createApprovalStore(database),
    watches: createWatchStore(database),
  };
  const repeated = await repeatLostDecisions({
    databaseFile: config.databaseFile,
    audit: audit.store(),
    approvals: stores.approvals,
    registry: registry.current(),
  });
  if (repeated !== undefined)
    log.warn('the database is an older copy: objections and withdrawals of the audit were repeated', {
      count: repeated,
    });
  await start(createInsightsBackups(inputs, database.sqlite, audit));
  const signIn = signInSettings && {
    ...signInSettings,
    sessions: createSessionStore(database, signInSettings.limits),
  };
  await start(createPurge([stores.savedViews, stores.notes, stores.bulletins], inputs));
  if (signIn !== undefined) await start(createSessionPurge(signIn, inputs));
  const messageMetrics = createMessageMetrics(metrics);
  const messaging =
    signIn && createMessaging(inputs, signIn, database, { watches: stores.watches, metrics: messageMetrics });

  const eventLog =
    overrides.eventLog ??
    adopt('event log', await openInsightsLog(config, log, setExpiry), (opened) => opened.close());
  const appender = adopt('appender of the event log', eventLog.createAppender(), (created) =>
    created.close(),
  );
  const chainHeads = createChainHeads({
    audit,
    eventLog,
    appender,
    foreignChains: config.otherAudits,
    everyMs: limits.chainHeadsMs,
    metrics,
    log,
  });
  for (const component of chainHeads.components) await start(component);

  const authorizer = createAuthorizer({
    server: 'insights',
    registry: registry.current,
    now,
    onDenied: (request) =>
      audit.recordAggregatedInBackground(accessRefusedEvent(request, registry.current())),
  });
  const context = createContext(inputs, { ...stores, messaging, audit, authorizer });
  if (messaging !== undefined) {
    adopt('sender of mail', messaging, async ({ close }) => close());
    for (const component of messaging.components(context)) await start(component);
  }
  const health = createInsightsHealth(context);
  const grpc = createGrpc(inputs, context, health);
  grpc.addService(AuditServiceService, auditHandlers(audit.endpoint(chainHeads.readerOf)));
  const http = createHttp(inputs, context, signIn, health);
  const ops = createOpsServer({
    name: 'health and metrics of insights',
    authorizer: opsAuthorizer,
    host: config.host,
    port: config.opsPort,
    hosts: config.httpHosts,
    log,
    health,
    metrics,
  });
  await start(grpc);
  await start(http);
  await start(ops);
  adopt('readiness', health, async () => health.markStopping());
  return { health, ports: { http: http.port(), grpc: grpc.port() } };
}

/** Parts of the context that are opened at the start. */
type OpenParts = Pick<
  InsightsContext,
  'approvals' | 'savedViews' | 'notes' | 'bulletins' | 'watches' | 'messaging' | 'audit' | 'authorizer'
>;

function createContext(
  {
    config,
    overrides,
    limits,
    now,
    log,
    registry,
    plan,
    releaseKeys,
    releasedReader,
    deliverySettings,
  }: Inputs,
  open: OpenParts,
): InsightsContext {
  const snapshots = createSnapshotCache(releasedReader);
  return {
    ...open,
    releasedReader,
    snapshots,
    areReleasesSettled: createReleasesSettled(snapshots, { settleMs: limits.settleMs, now }),
    destinations: deliverySettings,
    approvedReleases: {
      approvalSequence: (releaseId) => approvalSequence(open.approvals.current(), releaseId),
    },
    plan,
    releaseKeys,
    registry: registry.current,
    notice: config.trial ? TRIAL_NOTICE : undefined,
    exampleLoad: () => overrides.exampleLoad?.(),
    dashboardDir: config.dashboardDir,
    nodeEndpoints: config.nodeEndpoints,
    contact: config.contact,
    now,
    watchIntervalMs: limits.watchMs,
    log,
    streamLimiter: createStreamLimiter({
      maxPerCaller: limits.streamsPerCaller,
      maxTotal: limits.streamsInTotal,
    }),
  };
}

function createInsightsHealth({
  releasedReader,
  approvals,
}: Pick<InsightsContext, 'releasedReader' | 'approvals'>): Health {
  const health = createHealth();
  health.add('ready', 'released-store', async () => {
    await releasedReader.ping();
    return { ok: true };
  });
  health.add('ready', 'database', async () => {
    approvals.current();
    return { ok: true };
  });
  return health;
}

function createGrpc(
  { config, overrides, tls, log, metrics, registry }: Inputs,
  context: InsightsContext,
  health: Health,
) {
  const { authorizer, now } = context;
  const grpc = createGrpcServer({
    name: 'gRPC of insights',
    host: config.host,
    port: config.grpcPort,
    connectionsPerAddress: config.connectionsPerAddress,
    tls,
    log,
    health,
    metrics,
    descriptorSet: descriptorSet(),
    authorizer,
    before: overrides.beforeCall,
    reauthorization: { reauthorize: authorizer.reauthorize, onChange: registry.onChange },
    toTransientFailure,
    now,
  });
  grpc.addService(InsightsServiceService, insightsHandlers(context));
  return grpc;
}

function createHttp(
  { config, log }: Inputs,
  context: InsightsContext,
  signIn: SignIn | undefined,
  health: Health,
) {
  return createHttpServer({
    name: 'HTTP of insights',
    host: config.host,
    port: config.httpPort,
    connectionsPerAddress: config.connectionsPerAddress,
    hosts: [
      ...config.httpHosts,
      ...(config.publicUrl === undefined ? [] : [new URL(config.publicUrl).hostname]),
    ],
    isBehindTlsProxy: config.publicUrl?.startsWith('https:'),
    trustedProxies: config.trustedProxies,
    connectSources: config.nodeEndpoints.map(({ origin }) => origin),
    log,
    toTransientFailure,
    routes: (app) => insightsRoutes(app, context, createHttpAccounts(context, signIn, log), health),
  });
}

const toTransientFailure: ToTransientFailure = (error) => {
  if (error instanceof ViewStoreUnavailableError)
    return { message: 'The released store is unavailable.', retryAfterMs: 5_000 };
  if (error instanceof AuditFileError)
    return { message: 'The audit cannot be written: nothing was changed or returned.', retryAfterMs: 5_000 };
  if (error instanceof InsightsDatabaseError)
    return { message: 'The database of approvals and sessions is unavailable.', retryAfterMs: 5_000 };
  return undefined;
};

/** Deletes expired items, because their owners may never return to delete them. */
function createPurge(
  stores: readonly { readonly purge: (nowMs: number) => void }[],
  { now, log }: Inputs,
): Component {
  return repeatUntilStopped({
    name: 'purge of views, notes and drafts',
    work: async () => {
      for (const { purge } of stores) purge(now());
      return undefined;
    },
    onError: (error) => log.warn('expired views, notes and drafts could not be deleted', { error }),
    everyMs: PURGE_INTERVAL_MS,
  });
}

function createSessionPurge({ sessions }: SignIn, { registry, now, log }: Inputs): Component {
  return repeatUntilStopped({
    name: 'purge of sessions',
    work: async () => {
      const inForce = registry.current();
      sessions.purge(now(), (session) => resolveCaller(session, inForce) !== undefined);
      return undefined;
    },
    onError: (error) => log.warn('expired sessions could not be deleted', { error }),
    everyMs: PURGE_INTERVAL_MS,
    // A suspension ends sessions for good, even if none of them sends a request before the reinstatement.
    wake: { subscribe: registry.onChange, coalesceMs: 0 },
  });
}
