import { dirname } from 'node:path';
import {
  type CallRequest,
  createAuthorizer,
  openRegistry,
  opsAuthorizer,
  principalOf,
} from '@waylight/access';
import {
  accessRefusedEvent,
  auditHandlers,
  createServiceAudit,
  readChainHeads,
  retentionHandlers,
} from '@waylight/audit';
import { descriptorSet, REGION_AUDIT_HEADS_TOPIC } from '@waylight/contracts';
import { AuditKind, AuditServiceService, RetentionServiceService } from '@waylight/contracts/audit';
import { OperationsServiceService } from '@waylight/contracts/operations';
import { AppendError, LogError } from '@waylight/event-log';
import {
  createGrpcServer,
  createHealth,
  createHttpServer,
  createLogger,
  createOpsServer,
  type GrpcServer,
  type Health,
  type HttpServer,
  measureDiskSpace,
  openTls,
  type Runnable,
  type Running,
  type Starter,
  startComponents,
  type ToTransientFailure,
  watchCertificate,
} from '@waylight/service-kit';
import { ViewStoreUnavailableError } from '@waylight/view-store';
import type { AggregationConfig } from './config.ts';
import {
  type AggregationContext,
  type AggregationInputs,
  type AggregationOverrides,
  DEFAULT_TUNING,
} from './context.ts';
import { operationsHandlers } from './handlers/index.ts';
import { createCallRecorder } from './handlers/record-calls.ts';
import { operationsRoutes } from './http/routes.ts';
import { createAggregationMetrics } from './metrics.ts';
import { createPipeline } from './pipeline.ts';
import { readPlan, readReleaseSecret, readSigningKey } from './read-files.ts';
import type { ClosingResult } from './release/close-due-periods.ts';
import { LeaseLostError, RELEASE_LEASE, withLease } from './tasks/leader-task.ts';

export type AggregationService = Runnable & {
  readonly ready: () => Promise<boolean>;
  /** @throws Error before the start. */
  readonly ports: () => AggregationPorts;
  /** Lets periods close automatically from now on, if the configuration has prevented it. */
  readonly resumeReleases: () => void;
  /** Closes all due periods, as the operations call does; undefined if another process is closing periods. */
  readonly closeDuePeriods: (signal: AbortSignal) => Promise<ClosingResult | undefined>;
  /** Freezes all due periods, so that later reports count in longer ones; undefined as for `closeDuePeriods`. */
  readonly freezeDuePeriods: (signal: AbortSignal) => Promise<Pick<ClosingResult, 'isBehind'> | undefined>;
};

/** Ports in use; `operationsHttp` is undefined if the configuration has none. */
export type AggregationPorts = {
  readonly operations: number;
  readonly operationsHttp: number | undefined;
  readonly ops: number;
};

const STOP_TIMEOUT_MS = 15_000;
/**
 * Deadline of a call. Due periods are audited before they are returned, which takes minutes if many are due.
 */
const PREVIEW_TIMEOUT_MS = 15 * 60_000;
const RETRY_AFTER_MS = 5_000;

/**
 * Counts the event log into raw cells and publishes the releases of the plan.
 * Reads all files that the configuration names; opens log and stores at the start.
 */
export async function createAggregationService(
  config: AggregationConfig,
  overrides: AggregationOverrides = {},
): Promise<AggregationService> {
  const inputs = await readInputs(config, overrides);
  let service: RunningService | undefined;
  const requireService = (): RunningService => {
    if (service === undefined) throw new Error('aggregation is not started');
    return service;
  };
  return {
    start: async (signal) => {
      const options = { log: inputs.log, signal, stopTimeoutMs: STOP_TIMEOUT_MS };
      service = await startComponents(options, (starter) => openService(inputs, starter));
    },
    stop: async () => service?.stop(),
    ready: async () => service !== undefined && (await service.isReady()),
    ports: () => requireService().ports,
    resumeReleases: () => requireService().resumeReleases(),
    closeDuePeriods: (signal) => requireService().closeDuePeriods(signal),
    freezeDuePeriods: (signal) => requireService().freezeDuePeriods(signal),
  };
}

async function readInputs(
  config: AggregationConfig,
  overrides: AggregationOverrides,
): Promise<AggregationInputs> {
  const { now = Date.now, processMetrics } = overrides;
  const log = overrides.log ?? createLogger({ service: 'aggregation', level: config.logLevel });
  const [plan, secret, sign, tls] = await Promise.all([
    readPlan(config.planFile),
    readReleaseSecret(config.releaseSecretFile),
    readSigningKey(config.signingKeyFile),
    openTls(config, { log }),
  ]);
  const metrics = createAggregationMetrics({ processMetrics, now });
  const registry = await openRegistry({
    file: config.registryFile,
    cacheFile: `${config.auditFile}.registry.json`,
    log,
    metrics: metrics.metrics,
  });
  const audit = createServiceAudit({
    file: config.auditFile,
    variable: 'WAYLIGHT_AGGREGATION_AUDIT_FILE',
    name: config.auditName,
    registry,
    nowMs: now,
    log,
    config,
  });
  const tuning = { ...DEFAULT_TUNING, ...overrides };
  return { config, tuning, overrides, plan, secret, sign, tls, registry, audit, metrics, now, log };
}

type RunningService = Running & {
  readonly ports: AggregationPorts;
  readonly isReady: () => Promise<boolean>;
  readonly resumeReleases: AggregationService['resumeReleases'];
  readonly closeDuePeriods: AggregationService['closeDuePeriods'];
  readonly freezeDuePeriods: AggregationService['freezeDuePeriods'];
};

/** Starts audit, pipeline and servers. */
async function openService(
  inputs: AggregationInputs,
  { start, adopt }: Starter,
): Promise<Omit<RunningService, 'stop'>> {
  const { config, tls, registry, audit, metrics, now, log } = inputs;
  const health = createHealth();
  measureDiskSpace(metrics.metrics, dirname(config.auditFile));
  let areReleasesHeld = config.holdReleases;
  // Starts before the registry, because the audit records changes of the registry.
  await start(audit.component);
  await start(registry);
  await start(tls);
  await start(watchCertificate({ tls, setExpiry: metrics.setExpiry, log, now }));
  const { context } = await start(createPipeline(inputs, { health, areReleasesHeld: () => areReleasesHeld }));
  const { grpc, http, ops } = createServers(inputs, context, health);
  await start(grpc);
  if (http !== undefined) await start(http);
  await start(ops);
  adopt('readiness', health, async () => health.markStopping());

  return {
    ports: { operations: grpc.port(), operationsHttp: http?.port(), ops: ops.port() },
    isReady: async () => (await health.checkReadiness()).ok,
    resumeReleases: () => {
      areReleasesHeld = false;
    },
    closeDuePeriods: (signal) =>
      withLease({ ...context, name: RELEASE_LEASE }, signal, (leaseSignal) =>
        context.releaseTask.close(leaseSignal),
      ),
    freezeDuePeriods: (signal) =>
      withLease({ ...context, name: RELEASE_LEASE }, signal, context.releaseTask.freeze),
  };
}

type Servers = { readonly grpc: GrpcServer; readonly http: HttpServer | undefined; readonly ops: HttpServer };

function createServers(inputs: AggregationInputs, context: AggregationContext, health: Health): Servers {
  const { config, tls, registry, audit, now, log } = inputs;
  const { host, operationsPort, operationsHttpPort, opsPort, connectionsPerAddress } = config;
  const { metrics } = inputs.metrics;
  const authorizerOptions = {
    registry: registry.current,
    now,
    onDenied: (request: CallRequest) =>
      audit.recordAggregatedInBackground(accessRefusedEvent(request, registry.current())),
  };
  const authorizer = createAuthorizer({ server: 'aggregation', ...authorizerOptions });
  const recordCall = createCallRecorder(audit);
  const grpc = createGrpcServer({
    name: 'gRPC for operators of aggregation',
    host,
    port: operationsPort,
    connectionsPerAddress,
    tls,
    log,
    health,
    metrics,
    descriptorSet: descriptorSet(),
    authorizer,
    before: (call) => recordCall(principalOf(call), call.method),
    reauthorization: { reauthorize: authorizer.reauthorize, onChange: registry.onChange },
    toTransientFailure,
    now,
  });
  addServices(grpc, inputs, context);
  const http =
    operationsHttpPort === undefined
      ? undefined
      : createHttpServer({
          name: 'HTTP for operators of aggregation',
          host,
          port: operationsHttpPort,
          connectionsPerAddress,
          tls,
          log,
          toTransientFailure,
          connectionTimeoutMs: PREVIEW_TIMEOUT_MS,
          routes: (app) =>
            operationsRoutes(
              app,
              context,
              createAuthorizer({ server: 'aggregation-http', ...authorizerOptions }),
              recordCall,
            ),
        });
  const ops = createOpsServer({
    name: 'health and metrics of aggregation',
    authorizer: opsAuthorizer,
    host,
    port: opsPort,
    hosts: config.httpHosts,
    log,
    health,
    metrics,
  });
  return { grpc, http, ops };
}

function addServices(
  grpc: GrpcServer,
  { config, audit }: AggregationInputs,
  context: AggregationContext,
): void {
  grpc.addService(OperationsServiceService, operationsHandlers(context));
  const auditEndpoint = audit.endpoint((chain) => (signal) => {
    const query = { topic: REGION_AUDIT_HEADS_TOPIC, chain, foreignChains: config.foreignChains };
    return readChainHeads(context.eventLog, query, signal);
  });
  grpc.addService(AuditServiceService, auditHandlers(auditEndpoint));
  const recordRead: typeof auditEndpoint.recordRead = (actor) =>
    audit.recordAggregated({ kind: AuditKind.RETENTION_READ, actor });
  grpc.addService(
    RetentionServiceService,
    retentionHandlers({ ...auditEndpoint, recordRead, listRetained: () => [] }),
  );
}

/**
 * Returns the message of a transient error. Every operation may be repeated, so operators only have to retry.
 */
const toTransientFailure: ToTransientFailure = (error) => {
  const message = transientMessage(error);
  return message === undefined ? undefined : { message, retryAfterMs: RETRY_AFTER_MS };
};

function transientMessage(error: unknown): string | undefined {
  if (error instanceof ViewStoreUnavailableError) return 'the view store does not respond';
  if (error instanceof AppendError || (error instanceof LogError && error.code === 'unavailable'))
    return 'the event log does not respond';
  if (error instanceof LeaseLostError) return 'another process has taken over';
  return undefined;
}
