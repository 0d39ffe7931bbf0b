export { ConfigError, type ConfigProblem } from './config/config-error.ts';
export {
  type Credential,
  CredentialMissingError,
  type CredentialPaths,
  credentialPaths,
  KeyExposedError,
  readAuthority,
  readCredential,
  readKey,
  type TlsMaterial,
  writeCertificate,
  writeCredential,
} from './config/credential-files.ts';
export { configVariables, describeConfig } from './config/describe-config.ts';
export {
  durationMs,
  existingFile,
  field,
  flag,
  formatHostPort,
  type HostPort,
  hostPort,
  list,
  oneOf,
  port,
  type TextField,
  text,
  wholeNumber,
} from './config/fields.ts';
export { type Environment, loadConfig, requireVariable } from './config/load-config.ts';
export { localNetworkField, withLocalNetworkHint } from './config/local-network.ts';
export { origin, secureUrl } from './config/origin.ts';
export { readJsonFile } from './config/read-json-file.ts';
export { type RedisAddress, readRedisUrl, redisUrl } from './config/redis-address.ts';
export { serverFields } from './config/server-fields.ts';
export { type FileReplacement, ReplaceFileError, replaceFile } from './files/replace-file.ts';
export type { CallContext } from './grpc/call-context.ts';
export type { BeforeCall, CallAuthorizer } from './grpc/call-runner.ts';
export { clientCredentials, serverCredentials } from './grpc/credentials.ts';
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
export type { CallReauthorization } from './grpc/reauthorization.ts';
export { logInternalError, type RpcCode, RpcError } from './grpc/rpc-error.ts';
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
export {
  authorizeRoutes,
  type RouteAuthorizer,
  requestedEndpoint,
} from './http/authorize-routes.ts';
export { parseHost } from './http/host-check.ts';
export {
  createDisconnectSignal,
  identifyHttpCaller,
} from './http/http-caller.ts';
export { createHttpServer, type HttpServer, type HttpServerOptions } from './http/http-server.ts';
export { describeApi, PROBLEM_RESPONSES, problemResponse, problemSchema } from './http/openapi.ts';
export { addHealthRoutes, createOpsServer, type OpsServerOptions } from './http/ops-server.ts';
export { HttpProblemError, type Problem, problem, problemContentType } from './http/problem.ts';
export { type EventStreamOptions, type ServerEvent, sendEvents } from './http/send-events.ts';
export {
  type Component,
  type Running,
  type Starter,
  StopError,
  startComponents,
} from './lifecycle/components.ts';
export { createListeners } from './lifecycle/listeners.ts';
export { repeatUntilStopped, type WakeSource } from './lifecycle/repeat.ts';
export { type Runnable, type RunOptions, runMain } from './lifecycle/run-main.ts';
export { watchFiles } from './lifecycle/watch-files.ts';
export { logConnectionError } from './log/log-connection-error.ts';
export type { LogField, LogFields, LogValue } from './log/log-fields.ts';
export {
  createLogger,
  type LogDestination,
  type Logger,
  type LoggerOptions,
  type LogLevel,
} from './log/logger.ts';
export { createThrottle } from './log/throttle.ts';
export { measureDiskSpace } from './metrics/disk-space.ts';
export {
  type CounterMetric,
  createMetrics,
  type GaugeMetric,
  type HistogramMetric,
  type MetricLabel,
  type Metrics,
} from './metrics/metrics.ts';
export { monotonicMs } from './monotonic.ts';
export {
  type AuthorityOptions,
  type CertificateOptions,
  createAuthority,
  createCertificateRequest,
  issueCertificate,
  signCertificateRequest,
} from './pki/authority.ts';
export {
  createCallerExpiryWarning,
  createCertificateGauge,
  daysLeft,
  type SetCertificateExpiry,
  WARN_DAYS,
  watchCertificate,
} from './pki/expiry.ts';
export { type LiveTls, openTls, type TlsSource } from './pki/live-tls.ts';
export { type HostNames, refusedNames } from './pki/name-constraints.ts';
export {
  createTokenBuckets,
  type TakeResult,
  type TokenBuckets,
} from './rate-limit/token-buckets.ts';
export { safeToLog } from './safe-error.ts';
export { PortTakenError } from './server-errors.ts';
export type { ToTransientFailure, TransientFailure } from './transient.ts';
