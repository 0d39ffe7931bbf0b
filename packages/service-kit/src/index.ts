export { ConfigError, type ConfigProblem } from './config/config-error.ts';
export { describeConfig } from './config/describe-config.ts';
export {
  durationMs,
  existingFile,
  field,
  flag,
  type HostPort,
  hostPort,
  list,
  oneOf,
  port,
  showHostPort,
  type TextField,
  text,
  url,
  wholeNumber,
} from './config/fields.ts';
export { type Environment, loadConfig } from './config/load-config.ts';
export { localNetworkField, unlessLocal, withOwnUser } from './config/local-network.ts';
export { needed } from './config/needed.ts';
export { origin, secureUrl } from './config/origin.ts';
export { DataExposedError, privateFile } from './config/private-file.ts';
export { readJsonFile } from './config/read-json-file.ts';
export type { CallContext } from './grpc/call-context.ts';
export type { BeforeCall } from './grpc/call-runner.ts';
export { clientCredentials, serverCredentials, type TlsMaterial } from './grpc/credentials.ts';
export type { Gate } from './grpc/gate.ts';
export { createGrpcServer, type GrpcServer, type GrpcServerOptions } from './grpc/grpc-server.ts';
export type {
  BidiHandler,
  ClientStreamHandler,
  HandlerOf,
  ServerStreamHandler,
  ServiceHandlers,
  ServiceMethods,
  UnaryHandler,
} from './grpc/handlers.ts';
export type { PeerIdentity } from './grpc/peer-identity.ts';
export { type RpcCode, RpcError } from './grpc/rpc-error.ts';
export type { Standing } from './grpc/standing.ts';
export { decodeStatusDetails, type FieldViolation, type StatusDetail } from './grpc/status-details.ts';
export {
  type Check,
  type CheckKind,
  type CheckOutcome,
  type CheckResult,
  createHealth,
  type Health,
  type HealthReport,
  type Heartbeat,
} from './health/health.ts';
export { describeApi, PROBLEM_RESPONSES, problemResponse, problemSchema } from './http/described-api.ts';
export { guardRoutes, type HttpGate, requestedDoor } from './http/guard-routes.ts';
export { createHttpServer, type HttpServer, type HttpServerOptions } from './http/http-server.ts';
export { addHealthRoutes, createOpsServer, type OpsServerOptions } from './http/ops-server.ts';
export { HttpProblemError, type Problem, problem, problemContentType } from './http/problem.ts';
export { requestCaller, untilHungUp } from './http/request-caller.ts';
export { type EventStreamOptions, type ServerEvent, sendEvents } from './http/send-events.ts';
export { sendParts } from './http/send-parts.ts';
export { type Component, type Running, StopError, startInOrder } from './lifecycle/components.ts';
export { followFiles } from './lifecycle/follow-files.ts';
export { repeatUntilStopped } from './lifecycle/repeat.ts';
export { type Runnable, type RunOptions, runMain } from './lifecycle/run-main.ts';
export { sayBroken } from './log/broken-connection.ts';
export type { LogField, LogFields, LogValue } from './log/log-fields.ts';
export {
  createLogger,
  type LogDestination,
  type Logger,
  type LoggerOptions,
  type LogLevel,
} from './log/logger.ts';
export { createSparing } from './log/sparing.ts';
export {
  type CounterMetric,
  createMetrics,
  type GaugeMetric,
  type HistogramMetric,
  type MetricLabel,
  type Metrics,
} from './metrics/metrics.ts';
export { monotonicMs } from './monotonic.ts';
export type { Passing, PassingOf } from './passing.ts';
export {
  type AuthorityOptions,
  type CertificateOptions,
  type Credential,
  certifyRequest,
  createAuthority,
  issueCertificate,
} from './pki/authority.ts';
export {
  CredentialMissingError,
  type CredentialPaths,
  credentialPaths,
  KeyExposedError,
  readAuthority,
  readCredential,
  readKey,
  writeCertificate,
  writeCredential,
} from './pki/credential-files.ts';
export { daysLeft, WARN_DAYS, warnOfCallers, watchCertificate } from './pki/expiry.ts';
export { type FollowedTls, type LiveTls, openTls } from './pki/live-tls.ts';
export { PortTakenError } from './port-taken-error.ts';
export { createTokenBuckets, type Taken, type TokenBuckets } from './rate-limit/token-buckets.ts';
export { safeToLog } from './safe-error.ts';
