import { join } from 'node:path';
import {
  type Authorizer,
  type CallRequest,
  createAuthorizer,
  openRegistry,
  opsAuthorizer,
} from '@waylight/access';
import { type AuditRecorder, accessRefusedEvent, auditHandlers, retentionHandlers } from '@waylight/audit';
import { descriptorSet, topicRegistry } from '@waylight/contracts';
import { AuditServiceService, RetentionServiceService } from '@waylight/contracts/audit';
import { IntakeServiceService } from '@waylight/contracts/intake';
import { type EventLog, openEventLog } from '@waylight/event-log';
import { contentDigest, createPseudonymiser, ledgerKey } from '@waylight/pseudonymisation';
import {
  type Component,
  createCallerExpiryWarning,
  createGrpcServer,
  createHealth,
  createHttpServer,
  createLogger,
  createMetrics,
  createOpsServer,
  type Logger,
  type Metrics,
  monotonicMs,
  openTls,
  type Runnable,
  type Running,
  startInOrder,
  watchCertificate,
} from '@waylight/service-kit';
import { createNodeAccess } from './access/node-access.ts';
import { type IntakeConfig, readNodeOptions } from './config.ts';
import type { NodeContext } from './context.ts';
import type { ProcessFacts } from './guards/dump-risks.ts';
import { guardProcess } from './guards/process-guard.ts';
import { intakeHandlers } from './handlers/index.ts';
import { registerOwnTrendsRoutes } from './http/routes.ts';
import { openLiveKeys } from './keys/live-keys.ts';
import { createReferences, findMissingKeys } from './keys/references.ts';
import { createNodeMetrics } from './metrics.ts';
import { createNode } from './node.ts';
import { createJournalCipher } from './restore/journal-cipher.ts';
import type { Pseudonymisation } from './steps/pseudonymise.ts';

/** For whoever runs several nodes in one process, and for tests. An event log that is given stays open at a stop. */
export type IntakeOverrides = {
  /** Memory, handles and CPU of the process beside the service's own metrics: for a process that is this service alone. */
  readonly processMetrics?: boolean;
  readonly eventLog?: EventLog;
  readonly pseudonymisation?: Pseudonymisation;
  readonly metrics?: Metrics;
  readonly log?: Logger;
  /** The time of day. */
  readonly now?: () => number;
  /** What waits and limits run on: a clock that nobody sets. */
  readonly elapsed?: () => number;
  /** What the guard against dumps of memory looks at. */
  readonly processFacts?: ProcessFacts;
};

export type IntakeService = Runnable & {
  /** Whether reports are taken. The event log may be away: then they wait in the ledger. */
  readonly ready: () => Promise<boolean>;
  /** The ports in use, once started; `http` and `ops` are undefined where the configuration has none. */
  readonly ports: () => {
    readonly grpc: number;
    readonly http: number | undefined;
    readonly ops: number | undefined;
  };
};

/** A country's node: takes reports, keeps them in its ledger, and puts on the log what they are shared as. */
export async function createIntakeService(
  config: IntakeConfig,
  overrides: IntakeOverrides = {},
): Promise<IntakeService> {
  guardProcess(readNodeOptions(), overrides.processFacts);
  const { country } = config;
  const now = overrides.now ?? Date.now;
  const elapsed = overrides.elapsed ?? monotonicMs;
  const log = (overrides.log ?? createLogger({ service: 'intake', level: config.logLevel })).with({
    node: country,
  });
  const liveKeys = await openLiveKeys({ file: config.keysFile, country, log });
  const keys = liveKeys.current();
  const tls = await openTls(config, { log });
  const health = createHealth({ elapsed });
  const metrics =
    overrides.metrics ?? createMetrics({ service: 'intake', processMetrics: overrides.processMetrics });
  const certificate = watchCertificate({ tls, metrics, log, now, elapsed });
  const registry = await openRegistry({
    file: config.registryFile,
    cacheFile: join(config.dataDir, 'registry-in-force.json'),
    log,
    metrics,
  });
  const missing = findMissingKeys(keys, registry.current(), country);
  if (missing !== undefined) throw missing;
  registry.onChange(() => {
    const error = findMissingKeys(liveKeys.current(), registry.current(), country);
    if (error !== undefined) log.error('an organisation was added that cannot report here yet', { error });
  });
  const references = createReferences(liveKeys.current);
  // Of the node, which is started before its server.
  let audit: Pick<AuditRecorder, 'countInBackground'> | undefined;
  const authorizerOptions = {
    country,
    registry: registry.current,
    now,
    onAuthorized: createCallerExpiryWarning({ log, now, elapsed }),
    onDenied: (request: CallRequest) =>
      audit?.countInBackground(accessRefusedEvent(request, registry.current())),
  };
  const createAccessFor = (authorizer: Authorizer) =>
    createNodeAccess({
      registry: registry.current,
      country,
      authorizer,
      hasReferenceKey: references.has,
    });
  const grpcAuthorizer = createAuthorizer({ server: 'node', ...authorizerOptions });
  const access = createAccessFor(grpcAuthorizer);
  const server = { host: config.host, log, health, metrics };
  const grpc = createGrpcServer({
    ...server,
    name: `gRPC of intake ${country}`,
    port: config.port,
    tls,
    descriptorSet: descriptorSet(),
    maxRequestBytes: config.maxRequestBytes,
    stopTimeoutMs: config.stopTimeoutMs,
    authorizer: grpcAuthorizer,
    reauthorization: { reauthorize: grpcAuthorizer.reauthorize, onChange: registry.onChange },
    now,
  });
  let nodeContext: NodeContext | undefined;
  const node = createNode({
    config,
    registry,
    access,
    keys: liveKeys,
    ledgerKey: ledgerKey(keys.contentKey, country),
    references,
    digest: (content) => Buffer.from(contentDigest(keys.contentKey, content)).toString('base64'),
    cipher: createJournalCipher(keys.contentKey, country),
    pseudonymisation: overrides.pseudonymisation ?? createPseudonymiser({ pepper: keys.pepper }),
    health,
    metrics: createNodeMetrics(metrics, country),
    log,
    now,
    elapsed,
    openEventLog: async () =>
      overrides.eventLog === undefined
        ? { eventLog: await openNodeLog(config, log), isOwn: true }
        : { eventLog: overrides.eventLog, isOwn: false },
    serve: (context) => {
      nodeContext = context;
      audit = context.audit;
      grpc.addService(IntakeServiceService, intakeHandlers(context));
      grpc.addService(AuditServiceService, auditHandlers(context.auditEndpoint));
      grpc.addService(RetentionServiceService, retentionHandlers(context.retentionEndpoint));
    },
  });
  const { httpPort, httpOrigin } = config;
  const http =
    httpPort === undefined || httpOrigin === undefined
      ? undefined
      : createHttpServer({
          name: `HTTP of intake ${country}`,
          host: config.httpHost,
          port: httpPort,
          tls,
          log,
          stopTimeoutMs: config.stopTimeoutMs,
          routes: (app) => {
            if (nodeContext === undefined) throw new TypeError('the node is started before its doors');
            const authorizer = createAuthorizer({ server: 'node-http', ...authorizerOptions });
            const ctx = { ...nodeContext, access: createAccessFor(authorizer) };
            return registerOwnTrendsRoutes(app, ctx, {
              authorizer,
              dashboardOrigin: httpOrigin,
              tls,
              now,
              log,
            });
          },
        });
  const ops =
    config.opsPort === undefined
      ? undefined
      : createOpsServer({
          ...server,
          name: `health and metrics of intake ${country}`,
          authorizer: opsAuthorizer,
          host: config.opsHost,
          port: config.opsPort,
        });
  // What becomes of keys and registry stands in the node's audit.
  const components: Component[] = [
    tls,
    certificate,
    node,
    liveKeys,
    registry,
    grpc,
    ...(http === undefined ? [] : [http]),
    ...(ops === undefined ? [] : [ops]),
  ];
  let running: Running | undefined;
  return {
    async start(signal) {
      running = await startInOrder(components, { log, signal, stopTimeoutMs: config.stopTimeoutMs + 5_000 });
    },
    async stop() {
      health.markStopping();
      await running?.stop();
    },
    ready: async () => running !== undefined && (await health.checkReadiness()).ok,
    ports: () => ({ grpc: grpc.port(), http: http?.port(), ops: ops?.port() }),
  };
}

/** A node with an embedded log has nobody else to make its topics. */
async function openNodeLog(config: IntakeConfig, log: Logger): Promise<EventLog> {
  const { country, dataDir, partitions, eventLogFile = join(dataDir, 'event-log.sqlite') } = config;
  const eventLog = await openEventLog(
    { ...config, eventLogFile },
    { service: 'INTAKE', clientId: `waylight-intake-${country}`, log },
  );
  if (config.eventLog === 'embedded') await eventLog.applyTopics(topicRegistry(partitions));
  return eventLog;
}
