import { Server as HttpsServer } from 'node:https';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { TlsMaterial } from '../config/credential-files.ts';
import { serverTls } from '../grpc/credentials.ts';
import type { Component } from '../lifecycle/components.ts';
import { type ConnectionLimits, limitConnections } from '../limit-connections.ts';
import type { Logger } from '../log/logger.ts';
import { type TlsSource, toTlsSource } from '../pki/live-tls.ts';
import { PortTakenError } from '../server-errors.ts';
import type { ToTransientFailure } from '../transient.ts';
import { handleClientError, handleErrors, sendProblem } from './error-handlers.ts';
import { createHostCheck, isLoopback, parseHost } from './host-check.ts';
import { HttpProblemError, problem } from './problem.ts';

export type HttpServerOptions = {
  /** Name of this server in the error message about a port that is in use, such as "http of insights". */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Mutual TLS; without it, callers have no identity. */
  readonly tls?: TlsMaterial | TlsSource;
  readonly log: Logger;
  /** Adds routes and plugins. */
  readonly routes: (app: FastifyInstance) => void | Promise<void>;
  /** Selects errors that are answered with 503 and Retry-After, not logged as a fault. */
  readonly toTransientFailure?: ToTransientFailure;
  readonly bodyLimitBytes?: number;
  readonly requestTimeoutMs?: number;
  /** Idle timeout of a connection. It also applies while the server computes a response. */
  readonly connectionTimeoutMs?: number;
  /** How long running requests may take to finish when the server stops. */
  readonly stopTimeoutMs?: number;
  /** TLS is terminated by a proxy in front of this server. */
  readonly isBehindTlsProxy?: boolean;
  /** Origins that pages of this server may connect to, besides their own; none by default. */
  readonly connectSources?: readonly string[];
  /** Addresses or networks of proxies whose X-Forwarded-For is trusted. */
  readonly trustedProxies?: readonly string[];
  /** Names of this server besides those of the machine; others get 421. By default, every name is accepted. */
  readonly hosts?: readonly string[];
  readonly connectionsPerAddress?: ConnectionLimits['perAddress'];
};

export type HttpServer = Component & {
  /** The port in use after the start; differs from the option if that is 0. */
  readonly port: () => number;
};

/** Creates an HTTP server with strict headers for browsers, problem+json errors and a request log. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  let boundPort = options.port;
  const { name, stopTimeoutMs = 5_000 } = options;
  return {
    name,
    port: () => boundPort,
    start: async (signal) => {
      const app = await buildApp(options);
      try {
        await app.listen({ host: options.host, port: options.port, signal });
      } catch (error) {
        await app.close();
        if (error instanceof Error && Reflect.get(error, 'code') === 'EADDRINUSE') {
          throw new PortTakenError(options.port, name, { cause: error });
        }
        throw error;
      }
      const [address] = app.addresses();
      if (typeof address === 'object') boundPort = address.port;
      return { stop: () => close(app, stopTimeoutMs) };
    },
  };
}

/** `no-store`: a cache must not serve one reader's numbers to another reader. Pages use no device features. */
const RESPONSE_HEADERS = {
  'cache-control': 'no-store',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
} as const;

const HSTS = 'max-age=31536000; includeSubDomains';

/** For responses that are sent before any hook runs. They contain nothing that a browser loads or runs. */
const EARLY_ERROR_HEADERS = {
  ...RESPONSE_HEADERS,
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  // Otherwise another site could detect that a response came, and so that the browser has a certificate.
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Pages load files only from the same origin, and run no inline code. */
const CONTENT_SECURITY_POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  // Pages draw exported figures from a `blob:` URL that they create. Other origins cannot create one for this origin.
  'img-src': ["'self'", 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

async function buildApp(options: HttpServerOptions): Promise<FastifyInstance> {
  const settings = {
    bodyLimit: options.bodyLimitBytes ?? 64 * 1024,
    requestTimeout: options.requestTimeoutMs ?? 30_000,
    connectionTimeout: options.connectionTimeoutMs ?? 60_000,
    // When the server stops, it closes idle connections at once, and busy ones at the timeout.
    forceCloseConnections: 'idle' as const,
    return503OnClosing: true,
    // A request id from a header would be a log field that the caller controls.
    requestIdHeader: false as const,
    trustProxy: options.trustedProxies === undefined ? false : [...options.trustedProxies],
    clientErrorHandler: handleClientError,
    // Fastify does not pass a malformed URL to the error handler.
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) =>
      sendProblem(reply.headers(EARLY_ERROR_HEADERS), problem(400)),
  };
  // For a missing Host header, Node.js would send 400 without a body. A hook below sends problem+json instead.
  const nodeOptions = { requireHostHeader: false };
  const tls = options.tls && toTlsSource(options.tls);
  const server =
    tls === undefined ? { http: nodeOptions } : { https: { ...nodeOptions, ...serverTls(tls.current()) } };
  const app = fastify({ ...settings, ...server });
  if (tls !== undefined && app.server instanceof HttpsServer) {
    const { server: secure } = app;
    const unsubscribe = tls.onChange(() => secure.setSecureContext(serverTls(tls.current())));
    app.addHook('onClose', async () => unsubscribe());
  }
  limitConnections(app.server, {
    perAddress: options.connectionsPerAddress,
    exempt: options.trustedProxies,
  });
  app.server.headersTimeout = 15_000;
  // A server may ignore an unknown `Expect` header (RFC 9110, section 10.1.1). Node.js would answer 417.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        ...CONTENT_SECURITY_POLICY,
        'connect-src': [...CONTENT_SECURITY_POLICY['connect-src'], ...(options.connectSources ?? [])],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
    hsts: false,
  });
  app.addHook('onRequest', async (_request, reply) => void reply.headers(RESPONSE_HEADERS));
  checkHosts(app, options);
  logRequests(app, options.log);
  handleErrors(app, options.log, options.toTransientFailure);
  await options.routes(app);
  return app;
}

/** Checks the Host header. Sends HSTS over TLS, but not to a loopback name: it would apply to all ports of the reader's machine. */
function checkHosts(app: FastifyInstance, { tls, isBehindTlsProxy, hosts }: HttpServerOptions): void {
  const isOwnHost = hosts === undefined ? () => true : createHostCheck(hosts);
  const isSecure = tls !== undefined || isBehindTlsProxy === true;
  app.addHook('onRequest', async ({ headers: { host }, raw }, reply) => {
    if (host === undefined) {
      // RFC 9112, section 3.2: an HTTP/1.1 request must have a Host header.
      if (raw.httpVersion !== '1.0') throw new HttpProblemError(400);
      return;
    }
    if (isSecure && !isLoopback(parseHost(host) ?? '')) reply.header('strict-transport-security', HSTS);
    if (!isOwnHost(host))
      throw new HttpProblemError(421, {
        detail: 'This server does not have this host name. Its operator adds names with WAYLIGHT_HTTP_HOSTS.',
      });
  });
}

/** Logs the route pattern, never the URL, because its query may contain data. */
function logRequests(app: FastifyInstance, log: Logger): void {
  app.addHook('onResponse', async (request, reply) => {
    log.debug('HTTP request', {
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    });
  });
}

async function close(app: FastifyInstance, timeoutMs: number): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), timeoutMs);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}
