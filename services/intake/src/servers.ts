import { type Authorizer, createAuthorizer, opsAuthorizer, type ServerName } from '@waylight/access';
import { accessRefusedEvent, auditHandlers, readChainHeads, retentionHandlers } from '@waylight/audit';
import { auditHeadsTopic, descriptorSet } from '@waylight/contracts';
import { AuditServiceService, RetentionServiceService } from '@waylight/contracts/audit';
import { IntakeServiceService } from '@waylight/contracts/intake';
import { contentDigest, createPseudonymiser } from '@waylight/pseudonymisation';
import {
  createCallerExpiryWarning,
  createGrpcServer,
  createHttpServer,
  createOpsServer,
  type GrpcServer,
  type HttpServer,
} from '@waylight/service-kit';
import { createNodeAccess, type NodeAccess } from './access/node-access.ts';
import { createWriteLimit } from './access/write-limit.ts';
import { createAuditEndpoint, createRetentionEndpoint } from './audit.ts';
import type { NodeContext } from './context.ts';
import { intakeHandlers } from './handlers/index.ts';
import { registerOwnTrendsRoutes } from './http/routes.ts';
import type { LiveKeys } from './keys/live-keys.ts';
import { createReferences } from './keys/references.ts';
import type { NodeInputs, NodeParts } from './node-parts.ts';
import type { Pseudonymisation } from './steps/pseudonymise.ts';

type NodeServers = {
  readonly grpc: GrpcServer;
  readonly http: HttpServer | undefined;
  readonly ops: HttpServer | undefined;
};

/** Creates the servers and the context of their handlers. Starts nothing. */
export function createServers(inputs: NodeInputs, parts: NodeParts, stopTimeoutMs: number): NodeServers {
  const { config, overrides, tls, httpTls, registry, metrics, log, now, elapsed } = inputs;
  const { country, httpPort, httpOrigin, opsPort, connectionsPerAddress } = config;
  const { audit, health } = parts;
  const onAuthorized = createCallerExpiryWarning({ log, now, elapsed });
  const createNodeAuthorizer = (server: ServerName): Authorizer =>
    createAuthorizer({
      server,
      country,
      registry: registry.current,
      now,
      onAuthorized,
      onDenied: (request) =>
        audit.recordAggregatedInBackground(accessRefusedEvent(request, registry.current())),
    });
  const grpcAuthorizer = createNodeAuthorizer('node');
  const context = createContext(inputs, parts, createAccess(inputs, grpcAuthorizer));
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
    authorizer: grpcAuthorizer,
    before: overrides.beforeCall,
    reauthorization: { reauthorize: grpcAuthorizer.reauthorize, onChange: registry.onChange },
    now,
  });
  grpc.addService(IntakeServiceService, intakeHandlers(context));
  grpc.addService(AuditServiceService, auditHandlers(context.auditEndpoint));
  grpc.addService(RetentionServiceService, retentionHandlers(context.retentionEndpoint));
  const http =
    httpPort === undefined || httpOrigin === undefined || httpTls === undefined
      ? undefined
      : createHttpServer({
          name: `HTTP of intake ${country}`,
          host: config.httpHost,
          port: httpPort,
          tls: httpTls,
          connectionsPerAddress,
          log,
          stopTimeoutMs,
          routes: (app) => {
            const authorizer = createNodeAuthorizer('node-http');
            const ctx = { ...context, access: createAccess(inputs, authorizer) };
            const options = { authorizer, dashboardOrigin: httpOrigin, tls: httpTls, now, log };
            return registerOwnTrendsRoutes(app, ctx, options);
          },
        });
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
  return { grpc, http, ops };
}

function createAccess({ config, registry, keys }: NodeInputs, authorizer: Authorizer): NodeAccess {
  return createNodeAccess({
    registry: registry.current,
    country: config.country,
    authorizer,
    hasReferenceKey: createReferences(keys.current).has,
  });
}

function createContext(inputs: NodeInputs, parts: NodeParts, access: NodeAccess): NodeContext {
  const { config, overrides, keys, log, elapsed } = inputs;
  const { country, ratePerSecond, rateBurst: burst, reportsKeptMonths } = config;
  const { ledger, ledgerHealth, audit, eventLog, restoreJournal, metrics, today } = parts;
  // It stays the same until the node stops, because a keys file that changes it is refused.
  const { contentKey } = keys.current();
  const references = createReferences(keys.current);
  const heads = { topic: auditHeadsTopic(country), chain: ledger.audit.chain.id, foreignChains: [] };
  return {
    country,
    ledger,
    access,
    audit,
    auditEndpoint: createAuditEndpoint(ledger, access, audit, (signal) =>
      readChainHeads(eventLog, heads, signal),
    ),
    retentionEndpoint: createRetentionEndpoint(ledger, access, audit, reportsKeptMonths, today),
    writeLimit: createWriteLimit({ ratePerSecond, burst, elapsed }),
    pseudonymisation: overrides.pseudonymisation ?? createNodePseudonymisation(keys),
    metrics,
    isReconciled: restoreJournal.isReconciled,
    onLedgerFailure: ledgerHealth.reportFailure,
    log,
    today,
    digest: (content) => Buffer.from(contentDigest(contentKey, content)).toString('base64'),
    reference: references.report,
    activityReference: references.activity,
  };
}

/** Uses the pepper from the moment at which the node has it. */
function createNodePseudonymisation(keys: LiveKeys): Pseudonymisation {
  return {
    matchKeys: (identity) => {
      const { pepper } = keys.current();
      return pepper === undefined ? [] : createPseudonymiser({ pepper }).matchKeys(identity);
    },
  };
}
