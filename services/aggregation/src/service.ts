import { randomUUID } from 'node:crypto';
import { type CallRequest, createAuthorizer, openRegistry, opsAuthorizer } from '@waylight/access';
import { accessRefusedEvent, auditHandlers, readChainHeads, retentionHandlers } from '@waylight/audit';
import { descriptorSet, REGION_AUDIT_HEADS_TOPIC } from '@waylight/contracts';
import { AuditKind, AuditServiceService, RetentionServiceService } from '@waylight/contracts/audit';
import { OperationsServiceService } from '@waylight/contracts/operations';
import { type EventLog, openEventLog } from '@waylight/event-log';
import {
  createGrpcServer,
  createHealth,
  createHttpServer,
  createLogger,
  createOpsServer,
  type Logger,
  openTls,
  type Runnable,
  type Running,
  startInOrder,
  watchCertificate,
} from '@waylight/service-kit';
import type { ReleasedStore, ViewStore } from '@waylight/view-store';
import { createAggregationAudit } from './audit.ts';
import type { AggregationConfig } from './config.ts';
import type { AggregationContext } from './context.ts';
import { operationsHandlers } from './handlers/index.ts';
import { createCallRecorder } from './handlers/record-calls.ts';
import { operationsRoutes } from './http/routes.ts';
import { createAggregationMetrics } from './metrics.ts';
import { openReleasedStore, openViewStore } from './open-stores.ts';
import { aggregationPipeline, type PartHandle } from './pipeline.ts';
import { readPlan, readReleaseSecret, readSigningKey } from './read-files.ts';
import type { ClosingResult } from './release/close-due-periods.ts';
import { withLease } from './tasks/leader-task.ts';
import { RELEASE_LEASE } from './tasks/leases.ts';
import { transientOf } from './transient-errors.ts';

/** For whoever runs several services in one process: parts that are shared stay open when this service stops. */
export type AggregationOverrides = {
  /** Memory, handles and CPU of the process beside the service's own metrics: for a process that is this service alone. */
  readonly processMetrics?: boolean;
  readonly eventLog?: EventLog;
  readonly viewStore?: ViewStore;
  readonly releasedStore?: ReleasedStore;
  readonly now?: () => number;
  readonly log?: Logger;
};

export type AggregationService = Runnable & {
  readonly ready: () => Promise<boolean>;
  /** The ports in use, once started. */
  readonly ports: () => {
    readonly operations: number;
    readonly operationsHttp: number | undefined;
    readonly ops: number;
  };
  /** From now on periods close by themselves, if the configuration held them back. */
  readonly resumeReleases: () => void;
  /** Closes what is due now, as the operations call does; undefined where another process is at it. */
  readonly closeDuePeriods: (signal: AbortSignal) => Promise<ClosingResult | undefined>;
};

const DUE_WITHIN_MS = 15 * 60_000;

/** Counts the log into raw cells, and lets out what the release plan says. */
export async function createAggregationService(
  config: AggregationConfig,
  overrides: AggregationOverrides = {},
): Promise<AggregationService> {
  const now = overrides.now ?? Date.now;
  const log = overrides.log ?? createLogger({ service: 'aggregation', level: config.logLevel });
  const [plan, secret, sign, tls] = await Promise.all([
    readPlan(config.planFile),
    readReleaseSecret(config.releaseSecretFile),
    readSigningKey(config.signingKeyFile),
    openTls(config, { log }),
  ]);
  const health = createHealth();
  const metrics = createAggregationMetrics(overrides.processMetrics);
  const certificate = watchCertificate({ tls, metrics: metrics.metrics, log, now });
  const registry = await openRegistry({
    file: config.registryFile,
    cacheFile: `${config.auditFile}.registry.json`,
    log,
    metrics: metrics.metrics,
  });
  const audit = createAggregationAudit(config, registry, now, log);
  const authorizerOptions = {
    registry: registry.current,
    now,
    onDenied: (request: CallRequest) =>
      audit.countInBackground(accessRefusedEvent(request, registry.current())),
  };
  const authorizer = createAuthorizer({ server: 'aggregation', ...authorizerOptions });
  const recordCall = createCallRecorder(audit);
  const grpc = createGrpcServer({
    name: 'gRPC for operators of aggregation',
    host: config.host,
    port: config.operationsPort,
    tls,
    log,
    health,
    metrics: metrics.metrics,
    descriptorSet: descriptorSet(),
    authorizer,
    before: (call) => recordCall(authorizer.authorize(call), call.method),
    reauthorization: { reauthorize: authorizer.reauthorize, onChange: registry.onChange },
    transientOf,
    now,
  });
  const ops = createOpsServer({
    name: 'health and metrics of aggregation',
    authorizer: opsAuthorizer,
    host: config.host,
    port: config.opsPort,
    log,
    health,
    metrics: metrics.metrics,
  });

  let context: AggregationContext | undefined;
  const requireContext = (): AggregationContext => {
    if (context === undefined) throw new TypeError('aggregation is not started');
    return context;
  };
  const http =
    config.operationsHttpPort === undefined
      ? undefined
      : createHttpServer({
          name: 'HTTP for operators of aggregation',
          host: config.host,
          port: config.operationsHttpPort,
          tls,
          log,
          transientOf,
          // What is due is attacked before it is shown, which takes minutes where much is due.
          connectionTimeoutMs: DUE_WITHIN_MS,
          routes: (app) =>
            operationsRoutes(
              app,
              requireContext(),
              createAuthorizer({ server: 'aggregation-http', ...authorizerOptions }),
              recordCall,
            ),
        });
  let releasesHeld = config.holdReleases;
  const pipeline = aggregationPipeline({
    config,
    plan,
    secret,
    sign,
    now,
    log,
    health,
    metrics,
    holder: randomUUID(),
    registry: registry.current,
    audit,
    areReleasesHeld: () => releasesHeld,
    openEventLog: async () =>
      sharedPart(overrides.eventLog) ??
      ownedPart(
        await openEventLog(config, { service: 'AGGREGATION', clientId: 'waylight-aggregation', log }),
      ),
    openViewStore: async () => sharedPart(overrides.viewStore) ?? ownedPart(await openViewStore(config, log)),
    openReleasedStore: async () =>
      sharedPart(overrides.releasedStore) ?? ownedPart(await openReleasedStore(config, log)),
    onContext: (made) => {
      context = made;
      grpc.addService(OperationsServiceService, operationsHandlers(made));
      const auditEndpoint = audit.endpoint(
        authorizer.authorize,
        (chain) => (signal) =>
          readChainHeads(
            made.eventLog,
            { topic: REGION_AUDIT_HEADS_TOPIC, chain, foreignChains: config.auditsBeside },
            signal,
          ),
      );
      grpc.addService(AuditServiceService, auditHandlers(auditEndpoint));
      const recordRead: typeof auditEndpoint.recordRead = (actor) =>
        audit.count({ kind: AuditKind.RETENTION_READ, actor });
      grpc.addService(
        RetentionServiceService,
        retentionHandlers({ ...auditEndpoint, recordRead, listRetained: () => [] }),
      );
    },
  });
  let running: Running | undefined;
  return {
    async start(signal) {
      running = await startInOrder(
        // What becomes of the registry stands in the audit.
        [
          audit.component,
          registry,
          tls,
          certificate,
          pipeline,
          grpc,
          ...(http === undefined ? [] : [http]),
          ops,
        ],
        {
          log,
          signal,
          stopTimeoutMs: 15_000,
        },
      );
    },
    async stop() {
      health.markStopping();
      await running?.stop();
    },
    ready: async () => running !== undefined && (await health.checkReadiness()).ok,
    ports: () => ({ operations: grpc.port(), operationsHttp: http?.port(), ops: ops.port() }),
    resumeReleases: () => {
      releasesHeld = false;
    },
    closeDuePeriods: async (signal) => {
      const { releaseTask, ...lease } = requireContext();
      return withLease({ ...lease, name: RELEASE_LEASE }, signal, (leaseSignal) =>
        releaseTask.close(leaseSignal),
      );
    },
  };
}

function sharedPart<T>(part: T | undefined): PartHandle<T> | undefined {
  return part === undefined ? undefined : { part, close: async () => {} };
}

function ownedPart<T extends { close(): Promise<void> }>(part: T): PartHandle<T> {
  return { part, close: () => part.close() };
}
