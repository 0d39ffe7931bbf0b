import { createAuthorizer, type LiveRegistry, openRegistry, opsAuthorizer } from '@waylight/access';
import { AuditFileError, accessRefusedEvent, auditHandlers } from '@waylight/audit';
import { descriptorSet } from '@waylight/contracts';
import { AuditServiceService } from '@waylight/contracts/audit';
import { InsightsServiceService } from '@waylight/contracts/insights';
import { approvalSequence, parseReleaseKeys, parseReleasePlan } from '@waylight/disclosure-control';
import type { EventLog } from '@waylight/event-log';
import {
  type Component,
  createGrpcServer,
  createHealth,
  createHttpServer,
  createLogger,
  createMetrics,
  createOpsServer,
  type Logger,
  openTls,
  type Runnable,
  readJsonFile,
  repeatUntilStopped,
  startInOrder,
  type TransientOf,
  watchCertificate,
} from '@waylight/service-kit';
import { type ReleasedReader, ViewStoreUnavailableError } from '@waylight/view-store';
import { resolveCaller } from './accounts/session.ts';
import { createSnapshotCache } from './answers/released-snapshot.ts';
import { createChainHeads, createInsightsAudit } from './audit.ts';
import type { InsightsConfig } from './config.ts';
import type { InsightsContext } from './context.ts';
import { createApprovalStore } from './database/approval-store.ts';
import { createBulletinStore } from './database/bulletin-store.ts';
import { InsightsDatabaseError } from './database/database-error.ts';
import { createNoteStore } from './database/note-store.ts';
import { createSavedViewStore } from './database/saved-view-store.ts';
import { insightsHandlers } from './grpc/insights-handlers.ts';
import { createHttpAccounts } from './http/http-accounts.ts';
import { insightsRoutes } from './http/routes.ts';
import { createStreamLimiter } from './http/stream-limiter.ts';
import { openReleasedReader } from './open-released-reader.ts';
import { createSignIn, type SignIn } from './sign-in/sign-in.ts';

export type InsightsOverrides = {
  /** Memory, handles and CPU of the process beside the service's own metrics: for a process that is this service alone. */
  readonly processMetrics?: boolean;
  readonly reader?: ReleasedReader;
  /** Of who runs several services in one process: it stays open at a stop. */
  readonly eventLog?: EventLog;
  readonly log?: Logger;
  readonly now?: () => number;
};

export type InsightsService = Runnable & {
  readonly ready: () => Promise<boolean>;
  /** The ports in use, once started. */
  readonly ports: () => { readonly http: number; readonly grpc: number };
};

/** How soon what is over is taken away: it opens nothing before that either. */
const PURGE_INTERVAL_MS = 60_000;

const transientOf: TransientOf = (error) => {
  if (error instanceof ViewStoreUnavailableError)
    return { message: 'The store of what is released does not answer.', retryAfterMs: 5_000 };
  if (error instanceof AuditFileError)
    return { message: 'The audit cannot be written now: nothing was done or told.', retryAfterMs: 5_000 };
  if (error instanceof InsightsDatabaseError)
    return {
      message: 'What members have approved, and who has signed in, cannot be read or kept now.',
      retryAfterMs: 5_000,
    };
  return undefined;
};

/** Serves released tables and the public record. It holds no credential that could read a raw cell. */
export async function createInsightsService(
  config: InsightsConfig,
  overrides: InsightsOverrides = {},
): Promise<InsightsService> {
  const now = overrides.now ?? Date.now;
  const log = overrides.log ?? createLogger({ service: 'insights', level: 'info' });
  const metrics = createMetrics({ service: 'insights', processMetrics: overrides.processMetrics });
  const tls = await openTls(config, { log });
  const certificate = watchCertificate({ tls, metrics, log, now });
  const registry = await openRegistry({
    file: config.registryFile,
    cacheFile: `${config.auditFile}.registry.json`,
    log,
    metrics,
  });
  const { plan } = await readJsonFile(
    { variable: 'WAYLIGHT_RELEASE_PLAN_FILE', file: config.planFile },
    parseReleasePlan,
  );
  const { keys: releaseKeys } = await readJsonFile(
    { variable: 'WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE', file: config.releaseKeysFile },
    parseReleaseKeys,
  );
  const releasedReader = overrides.reader ?? (await openReleasedReader(config, log));
  const signIn = await createSignIn(config);
  const approvals = createApprovalStore(config.databaseFile);
  const savedViews = createSavedViewStore(config.databaseFile);
  const notes = createNoteStore(config.databaseFile);
  const bulletins = createBulletinStore(config.databaseFile);
  const audit = createInsightsAudit(config, registry, now, log);
  const authorizer = createAuthorizer({
    server: 'insights',
    registry: registry.current,
    now,
    onDenied: (callRequest) => audit.countInBackground(accessRefusedEvent(callRequest, registry.current())),
  });
  const context: InsightsContext = {
    snapshots: createSnapshotCache(releasedReader),
    releasedReader,
    approvals,
    savedViews,
    notes,
    bulletins,
    audit,
    approvedReleases: { approvalSequence: (releaseId) => approvalSequence(approvals.current(), releaseId) },
    plan,
    releaseKeys,
    authorizer,
    registry: registry.current,
    notice: config.notice,
    dashboardDir: config.dashboardDir,
    nodeEndpoints: config.nodeDoors,
    now,
    watchIntervalMs: config.watchIntervalMs,
    log,
    streamLimiter: createStreamLimiter({ maxPerCaller: config.eventsOfCaller, maxTotal: config.eventsInAll }),
  };

  const health = createHealth();
  health.add('ready', 'released-store', async () => {
    await releasedReader.ping();
    return { ok: true };
  });
  health.add('ready', 'database', async () => {
    approvals.current();
    return { ok: true };
  });
  const grpc = createGrpcServer({
    name: 'gRPC of insights',
    host: config.host,
    port: config.grpcPort,
    tls,
    log,
    health,
    metrics,
    descriptorSet: descriptorSet(),
    authorizer,
    reauthorization: { reauthorize: authorizer.reauthorize, onChange: registry.onChange },
    transientOf,
    now,
  });
  grpc.addService(InsightsServiceService, insightsHandlers(context));
  const chainHeads = createChainHeads({
    ...{ config, audit, eventLog: overrides.eventLog, metrics, log },
    onReady: (read) =>
      grpc.addService(AuditServiceService, auditHandlers(audit.endpoint(authorizer.authorize, read))),
  });
  const http = createHttpServer({
    name: 'HTTP of insights',
    host: config.host,
    port: config.httpPort,
    isBehindTlsProxy: config.publicUrl?.startsWith('https:'),
    trustedProxies: config.trustedProxies,
    connectSources: config.nodeDoors.map(({ origin }) => origin),
    log,
    transientOf,
    routes: (app) => insightsRoutes(app, context, createHttpAccounts(context, signIn, log), health),
  });
  const ops = createOpsServer({
    name: 'health and metrics of insights',
    authorizer: opsAuthorizer,
    host: config.host,
    port: config.opsPort,
    log,
    health,
    metrics,
  });

  const store = { name: 'released store', start: async () => ({ stop: () => releasedReader.close() }) };
  let running: Awaited<ReturnType<typeof startInOrder>> | undefined;
  return {
    async start(signal) {
      running = await startInOrder(
        // What becomes of the registry stands in the audit.
        [
          audit.component,
          registry,
          tls,
          certificate,
          store,
          approvals,
          savedViews,
          notes,
          bulletins,
          createPurge([savedViews, notes, bulletins], now, log),
          ...createSessionComponents(signIn, registry, now, log),
          chainHeads,
          grpc,
          http,
          ops,
        ],
        { log, signal, stopTimeoutMs: 10_000 },
      );
    },
    async stop() {
      health.markStopping();
      await running?.stop();
    },
    ready: async () => running !== undefined && (await health.checkReadiness()).ok,
    ports: () => ({ http: http.port(), grpc: grpc.port() }),
  };
}

/** The broom that goes through what is kept for a time, of people who may never come back. */
function createPurge(
  records: readonly { readonly purge: (nowMs: number) => void }[],
  now: () => number,
  log: Logger,
): Component {
  return repeatUntilStopped({
    name: 'sweep of what readers keep',
    work: async () => {
      for (const { purge } of records) purge(now());
      return undefined;
    },
    onError: (error) => log.warn('what readers keep no longer could not be taken away', { error }),
    everyMs: PURGE_INTERVAL_MS,
  });
}

/** Those of a region where people sign in, and the broom that goes through them. */
function createSessionComponents(
  signIn: SignIn | undefined,
  registry: LiveRegistry,
  now: () => number,
  log: Logger,
): readonly Component[] {
  if (signIn === undefined) return [];
  const { sessions } = signIn;
  const purge = repeatUntilStopped({
    name: 'sweep of sessions',
    work: async () => {
      const inForce = registry.current();
      sessions.purge(now(), (session) => resolveCaller(session, inForce) !== undefined);
      return undefined;
    },
    onError: (error) => log.warn('sessions that are over could not be taken away', { error }),
    everyMs: PURGE_INTERVAL_MS,
    // Who is suspended or taken out is out for good, also where nobody asks before the reinstatement.
    wake: { subscribe: registry.onChange, coalesceMs: 0 },
  });
  return [sessions, purge];
}
