import { type Authorizer, createAuthorizer, opsAuthorizer, type ServerName } from '@waylight/access';
import { accessRefusedEvent, auditHandlers, retentionHandlers } from '@waylight/audit';
import { descriptorSet } from '@waylight/contracts';
import { AuditServiceService, RetentionServiceService } from '@waylight/contracts/audit';
import { IntakeServiceService } from '@waylight/contracts/intake';
import {
  createCallerExpiryWarning,
  createGrpcServer,
  createHttpServer,
  createOpsServer,
  type GrpcServer,
  type HttpServer,
} from '@waylight/service-kit';
import { createAuditEndpoint, createRetentionEndpoint } from './audit.ts';
import type { NodeContext } from './context.ts';
import { intakeHandlers } from './handlers/index.ts';
import { registerOwnTrendsRoutes } from './http/routes.ts';

type NodeServers = {
  readonly grpc: GrpcServer;
  readonly http: HttpServer | undefined;
  readonly ops: HttpServer | undefined;
};

/** Creates the servers. Starts nothing. */
export function createServers(ctx: NodeContext, stopTimeoutMs: number): NodeServers {
  const { country, config, overrides, tls, registry, authorizer, health, log, now } = ctx;
  const { opsPort, connectionsPerAddress } = config;
  const metrics = ctx.metricRegistry;
  const grpc = createGrpcServer({
    name: `gRPC of intake ${country}`,
    host: config.host,
    port: config.port,
    tls,
    log,
    health,
    metrics,
    descriptorSet: descriptorSet(),
    maxRequestBytes: config.maxRequestBytes,
    connectionsPerAddress,
    stopTimeoutMs,
    authorizer,
    before: overrides.beforeCall,
    reauthorization: { reauthorize: authorizer.reauthorize, onChange: registry.onChange },
    now,
  });
  grpc.addService(IntakeServiceService, intakeHandlers(ctx));
  grpc.addService(AuditServiceService, auditHandlers(createAuditEndpoint(ctx)));
  grpc.addService(RetentionServiceService, retentionHandlers(createRetentionEndpoint(ctx)));
  const ops =
    opsPort === undefined
      ? undefined
      : createOpsServer({
          name: `health and metrics of intake ${country}`,
          host: config.opsHost,
          port: opsPort,
          hosts: config.httpHosts,
          log,
          health,
          metrics,
          authorizer: opsAuthorizer,
        });
  return { grpc, http: createBrowserServer(ctx, stopTimeoutMs), ops };
}

function createBrowserServer(ctx: NodeContext, stopTimeoutMs: number): HttpServer | undefined {
  const { country, config, httpTls: tls, log, now } = ctx;
  const { httpHost, httpPort, httpOrigin: dashboardOrigin, connectionsPerAddress } = config;
  if (httpPort === undefined || dashboardOrigin === undefined || tls === undefined) return undefined;
  const authorizer = createNodeAuthorizer('node-http', ctx);
  return createHttpServer({
    name: `HTTP of intake ${country}`,
    host: httpHost,
    port: httpPort,
    tls,
    connectionsPerAddress,
    log,
    stopTimeoutMs,
    routes: (app) => registerOwnTrendsRoutes(app, ctx, { authorizer, dashboardOrigin, tls, now, log }),
  });
}

/** Authorises calls by the registry in force. Refused calls are audited. */
export function createNodeAuthorizer(
  server: ServerName,
  parts: Pick<NodeContext, 'country' | 'registry' | 'audit' | 'log' | 'now' | 'elapsed'>,
): Authorizer {
  const { country, registry, audit, log, now, elapsed } = parts;
  return createAuthorizer({
    server,
    country,
    registry: registry.current,
    now,
    onAuthorized: createCallerExpiryWarning({ log, now, elapsed }),
    onDenied: (request) =>
      audit.recordAggregatedInBackground(accessRefusedEvent(request, registry.current())),
  });
}
