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
import { openReleasedStore, openViewStore } from './connect.ts';
import type { AggregationContext } from './context.ts';
import { recordAsked } from './handlers/asked.ts';
import { operationsHandlers } from './handlers/index.ts';
import { operationsRoutes } from './http/routes.ts';
import { withLease } from './jobs/duty.ts';
import { RELEASE_LEASE } from './leases.ts';
import { createAggregationMetrics } from './metrics.ts';
import { passing } from './passing.ts';
import { aggregationPipeline, type Opened } from './pipeline.ts';
import { readPlan, readReleaseSecret, readSigningKey } from './read-files.ts';
import type { Closed } from './release/close-due-periods.ts';

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
  readonly letReleasesGo: () => void;
  /** Closes what is due now, as the operations call does; undefined where another process is at it. */
  readonly closeDuePeriods: (signal: AbortSignal) => Promise<Closed | undefined>;
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
  const counted = createAggregationMetrics(overrides.processMetrics);
  const certificate = watchCertificate({ tls, metrics: counted.metrics, log, now });
  const registry = await openRegistry({
    file: config.registryFile,
    rememberedIn: `${config.auditFile}.registry.json`,
    log,
    metrics: counted.metrics,
  });
  const audit = createAggregationAudit(config, registry, now, log);
  const doors = {
    registry: registry.current,
    now,
    refused: (knock: Knock) => audit.note(refusalOf(knock, registry.current())),
  };
  const door = createDoorkeeper({ server: 'aggregation', ...doors });
  const asked = recordAsked(audit);
  const grpc = createGrpcServer({
    name: 'gRPC for operators of aggregation',
    host: config.host,
    port: config.operationsPort,
    tls,
    log,
    health,
    metrics: counted.metrics,
    descriptorSet: descriptorSet(),
    gate: door,
    before: (call) => asked(door.admit(call), call.method),
    standing: { check: door.check, onChange: registry.onChange },
    passing,
    now,
  });
  const ops = createOpsServer({
    name: 'health and metrics of aggregation',
    gate: opsGate,
    host: config.host,
    port: config.opsPort,
    log,
    health,
    metrics: counted.metrics,
  });

  let context: AggregationContext | undefined;
  const started = (): AggregationContext => {
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
          passing,
          // What is due is attacked before it is shown, which takes minutes where much is due.
          connectionTimeoutMs: DUE_WITHIN_MS,
          routes: (app) =>
            operationsRoutes(
              app,
              started(),
              createDoorkeeper({ server: 'aggregation-http', ...doors }),
              asked,
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
    counted,
    holder: randomUUID(),
    registry: registry.current,
    audit,
    releasesHeld: () => releasesHeld,
    openEventLog: async () =>
      shared(overrides.eventLog) ??
      owned(await openEventLog(config, { service: 'AGGREGATION', clientId: 'waylight-aggregation', log })),
    openViewStore: async () => shared(overrides.viewStore) ?? owned(await openViewStore(config, log)),
    openReleasedStore: async () =>
      shared(overrides.releasedStore) ?? owned(await openReleasedStore(config, log)),
    onContext: (made) => {
      context = made;
      grpc.addService(OperationsServiceService, operationsHandlers(made));
      const auditDoor = audit.door(
        door.admit,
        (chain) => (signal) =>
          readHeads(
            made.eventLog,
            { topic: REGION_AUDIT_HEADS_TOPIC, chain, beside: config.auditsBeside },
            signal,
          ),
      );
      grpc.addService(AuditServiceService, auditHandlers(auditDoor));
      const looked: typeof auditDoor.looked = (by) => audit.count({ kind: AuditKind.RETENTION_READ, by });
      grpc.addService(RetentionServiceService, retentionHandlers({ ...auditDoor, looked, kept: () => [] }));
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
    letReleasesGo: () => {
      releasesHeld = false;
    },
    closeDuePeriods: async (signal) => {
      const { releaseDuty, ...lease } = started();
      return withLease({ ...lease, name: RELEASE_LEASE }, signal, (held) => releaseDuty.close(held));
    },
  };
}

function shared<T>(part: T | undefined): Opened<T> | undefined {
  return part === undefined ? undefined : { part, close: async () => {} };
}

function owned<T extends { close(): Promise<void> }>(part: T): Opened<T> {
  return { part, close: () => part.close() };
}
