import { logVerbosity, Server, ServerCredentials, type ServerOptions, setLogVerbosity } from '@grpc/grpc-js';
import type { TlsMaterial } from '../config/credential-files.ts';
import type { Health } from '../health/health.ts';
import type { Component, Running } from '../lifecycle/components.ts';
import type { ConnectionLimits } from '../limit-connections.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { type TlsSource, toTlsSource } from '../pki/live-tls.ts';
import { NoRuleError } from '../server-errors.ts';
import type { ToTransientFailure } from '../transient.ts';
import { adaptMethod } from './adapt-method.ts';
import { bind } from './bind.ts';
import { type BeforeCall, type CallAuthorizer, type CallPolicy, observeCalls } from './call-runner.ts';
import { reloadingCredentials } from './credentials.ts';
import { HEALTH_DESCRIPTOR_SET, healthMethods } from './grpc-health.ts';
import type { ServiceHandlers, ServiceMethods } from './handlers.ts';
import { createOpenCallLimiter } from './open-call-limiter.ts';
import { type CallReauthorization, createCallReauthorizer } from './reauthorization.ts';
import { type BoundMethod, reflectionMethods } from './reflection.ts';
import { catchMalformed } from './requests.ts';
import { serverStoppingError } from './rpc-error.ts';
import { createSingleStatusInterceptor } from './single-status-interceptor.ts';

export type GrpcServerOptions = {
  /** Name of this server in the error message about a port that is in use, such as "gRPC of intake MK". */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** `'none'` is only for tests and loopback. Calls then have no caller identity. */
  readonly tls: TlsMaterial | TlsSource | 'none';
  readonly log: Logger;
  /** Serves grpc.health.v1. */
  readonly health?: Health;
  readonly metrics?: Metrics;
  /** Serves reflection from this serialised FileDescriptorSet with imports. */
  readonly descriptorSet?: Uint8Array;
  /** If absent (in tests only), every call is permitted. */
  readonly authorizer?: CallAuthorizer;
  /** Runs after the authorizer, before every call except health and reflection. */
  readonly before?: BeforeCall | undefined;
  /** Ends open calls whose callers lose their permission. */
  readonly reauthorization?: CallReauthorization;
  /** Selects errors that are answered with UNAVAILABLE and RetryInfo, not logged as a fault. */
  readonly toTransientFailure?: ToTransientFailure;
  readonly maxRequestBytes?: number;
  readonly maxConcurrentStreams?: number;
  /** Limit of open calls for each caller. */
  readonly maxOpenCalls?: number;
  readonly connectionsPerAddress?: ConnectionLimits['perAddress'];
  readonly keepaliveMs?: number;
  /** How long a response waits for a caller that reads nothing, before the call ends. */
  readonly unreadLimitMs?: number;
  /** How long a caller has to read the end of a call, before its stream is reset. */
  readonly closeGraceMs?: number;
  /** How long running calls may take to finish when the server stops, before they are cancelled. */
  readonly stopTimeoutMs?: number;
  readonly now?: () => number;
};

/** A handler may hold a resource while it waits, such as the audit, which is not pruned while somebody reads it. */
const UNREAD_LIMIT_MS = 60_000;

export type GrpcServer = Component & {
  /** Adds a service before the start. */
  readonly addService: <Methods extends ServiceMethods>(
    methods: Methods,
    handlers: ServiceHandlers<Methods>,
  ) => void;
  /** The port in use after the start; differs from the option if that is 0. */
  readonly port: () => number;
};

/** A gRPC server whose handlers are async functions and generators. */
export function createGrpcServer(options: GrpcServerOptions): GrpcServer {
  const {
    name,
    log,
    health,
    metrics,
    descriptorSet,
    authorizer,
    stopTimeoutMs = 5_000,
    unreadLimitMs = UNREAD_LIMIT_MS,
    now = Date.now,
  } = options;
  // grpc-js would log to standard error: not as JSON, and with the content of errors.
  setLogVerbosity(logVerbosity.NONE);
  const server = new Server(serverOptions(options));
  const observe = metrics === undefined ? undefined : observeCalls(metrics);
  const names = new Set<string>();
  const stopping = new AbortController();
  const openCalls = createOpenCallLimiter(options.maxOpenCalls);
  const reauthorizer =
    options.reauthorization === undefined ? undefined : createCallReauthorizer(options.reauthorization, now);
  /** Policy of health and reflection, and part of that of every service. */
  const open: CallPolicy = { log, now, stopping: stopping.signal, authorizer, openCalls, unreadLimitMs };
  let boundPort = options.port;

  const add = (bound: readonly BoundMethod[], policy: CallPolicy): void => {
    for (const { method, handler } of bound) {
      if (authorizer?.hasRule(method.path) === false) throw new NoRuleError(method.path);
      const definition = { ...method, requestDeserialize: catchMalformed(method.requestDeserialize) };
      server.addService(
        { [method.path]: definition },
        { [method.path]: adaptMethod(method, handler, policy) },
      );
    }
  };

  return {
    name,
    port: () => boundPort,
    addService: (methods, handlers) => {
      const bound = Object.entries(methods).map(([key, method]) => ({ method, handler: handlers[key] }));
      for (const { method } of bound) names.add(serviceName(method.path));
      const { before, toTransientFailure } = options;
      add(bound, { ...open, before, toTransientFailure, observe, reauthorizer });
    },
    start: async () => {
      const services = [...names];
      if (health !== undefined) {
        add(healthMethods(health, services), open);
        services.push('grpc.health.v1.Health');
      }
      if (descriptorSet !== undefined) {
        const described = health === undefined ? [descriptorSet] : [descriptorSet, HEALTH_DESCRIPTOR_SET];
        add(reflectionMethods({ descriptorSet: Buffer.concat(described), services }), open);
      }
      const { credentials, unsubscribe: stopReloading } =
        options.tls === 'none'
          ? { credentials: ServerCredentials.createInsecure(), unsubscribe: () => undefined }
          : reloadingCredentials(toTlsSource(options.tls));
      boundPort = await bind(server, options, credentials);
      const unsubscribe = reauthorizer?.watch();
      return createRunning(server, stopping, stopTimeoutMs, () => {
        unsubscribe?.();
        stopReloading();
      });
    },
  };
}

function serverOptions(options: GrpcServerOptions): ServerOptions {
  const { maxRequestBytes = 1024 * 1024, maxConcurrentStreams = 256, keepaliveMs = 60_000 } = options;
  return {
    'grpc.max_receive_message_length': maxRequestBytes,
    'grpc.max_concurrent_streams': maxConcurrentStreams,
    'grpc.keepalive_time_ms': keepaliveMs,
    'grpc.keepalive_timeout_ms': 20_000,
    // An idle connection costs memory. Clients reconnect by themselves.
    'grpc.max_connection_idle_ms': 10 * 60_000,
    // Channelz records every call for a debugging service that we do not serve.
    'grpc.enable_channelz': 0,
    interceptors: [createSingleStatusInterceptor(options.closeGraceMs)],
  };
}

function serviceName(path: string): string {
  return path.slice(1, path.lastIndexOf('/'));
}

/** A stop rejects new calls at once. Running calls may finish until the timeout, and are then cancelled. */
function createRunning(
  server: Server,
  begin: AbortController,
  stopTimeoutMs: number,
  stopped: () => void,
): Running {
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      server.forceShutdown();
      resolve();
    }, stopTimeoutMs);
    server.tryShutdown(() => resolve());
    begin.abort(serverStoppingError());
    await promise;
    clearTimeout(timer);
    stopped();
  };
  return {
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}
