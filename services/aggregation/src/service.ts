import { randomUUID } from 'node:crypto';
import { createDoorkeeper, type Knock, openRegistry, opsGate } from '@waylight/access';
import { auditHandlers, readHeads, refusalOf, retentionHandlers } from '@waylight/audit';
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
    rememberedIn: `${config.auditFile}.registry.json`,
    log,
    metrics: metrics.metrics,
  });
  const audit = createAggregationAudit(config, registry, now, log);
  const authorizerOptions = {
    registry: registry.current,
    now,
    refused: (request: Knock) => audit.note(refusalOf(request, registry.current())),
  };
  const authorizer = createDoorkeeper({ server: 'aggregation', ...authorizerOptions });
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
    gate: authorizer,
    before: (call) => recordCall(authorizer.admit(call), call.method),
    standing: { check: authorizer.check, onChange: registry.onChange },
    passing: transientOf,
    now,
  });
  const ops = createOpsServer({
    name: 'health and metrics of aggregation',
    gate: opsGate,
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
          passing: transientOf,
          // What is due is attacked before it is shown, which takes minutes where much is due.
          connectionTimeoutMs: DUE_WITHIN_MS,
          routes: (app) =>
            operationsRoutes(
              app,
              requireContext(),
              createDoorkeeper({ server: 'aggregation-http', ...authorizerOptions }),
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
      const auditEndpoint = audit.door(
        authorizer.admit,
        (chain) => (signal) =>
          readHeads(
            made.eventLog,
            { topic: REGION_AUDIT_HEADS_TOPIC, chain, beside: config.auditsBeside },
            signal,
          ),
      );
      grpc.addService(AuditServiceService, auditHandlers(auditEndpoint));
      const looked: typeof auditEndpoint.looked = (by) => audit.count({ kind: AuditKind.RETENTION_READ, by });
      grpc.addService(
        RetentionServiceService,
        retentionHandlers({ ...auditEndpoint, looked, kept: () => [] }),
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
      health.stopping();
      await running?.stop();
    },
    ready: async () => running !== undefined && (await health.ready()).ok,
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
