import { Server as HttpsServer } from 'node:https';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { serverTls } from '../grpc/credentials.ts';
import type { Component } from '../lifecycle/components.ts';
import type { Logger } from '../log/logger.ts';
import { MAX_CONNECTIONS } from '../max-connections.ts';
import type { TlsMaterial } from '../pki/credential-files.ts';
import { type TlsSource, toTlsSource } from '../pki/live-tls.ts';
import { PortTakenError } from '../server-errors.ts';
import type { TransientOf } from '../transient.ts';
import { handleClientError, handleErrors, sendProblem } from './error-handlers.ts';
import { HttpProblemError, problem } from './problem.ts';

export type HttpServerOptions = {
  /** Name for the error of a taken port, such as "http of insights". */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Mutual TLS; without it, callers have no identity. */
  readonly tls?: TlsMaterial | TlsSource;
  readonly log: Logger;
  /** Adds routes and plugins. */
  readonly routes: (app: FastifyInstance) => void | Promise<void>;
  /** Selects errors that are answered with 503 and Retry-After, not logged as a fault. */
  readonly transientOf?: TransientOf;
  readonly bodyLimitBytes?: number;
  readonly requestTimeoutMs?: number;
  /** Maximum silence of a connection, also while an answer is computed. */
  readonly connectionTimeoutMs?: number;
  /** Time for requests to finish at a stop. */
  readonly stopTimeoutMs?: number;
  /** A proxy before this server terminates TLS. */
  readonly isBehindTlsProxy?: boolean;
  /** Origins that pages of this server may connect to, besides their own; none by default. */
  readonly connectSources?: readonly string[];
  /** Addresses or networks of proxies whose X-Forwarded-For is trusted. */
  readonly trustedProxies?: readonly string[];
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

/** `no-store`: no cache gives the numbers of one reader to another. Pages need no features of a device. */
const RESPONSE_HEADERS = {
  'cache-control': 'no-store',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
} as const;

/** For answers before any hook runs, which contain nothing for a browser to load or run. */
const EARLY_ERROR_HEADERS = {
  ...RESPONSE_HEADERS,
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  // Otherwise a foreign page could distinguish this answer from none, and learn that the browser has a certificate.
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Pages load files of the same origin alone, and run no inline code. */
const CONTENT_SECURITY_POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  // Pages draw exported figures from a `blob:` of their own; no other origin can create one.
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
    // A stop closes idle connections at once, and busy ones at the timeout.
    forceCloseConnections: 'idle' as const,
    return503OnClosing: true,
    // A request id from outside would be a log field that the caller controls.
    requestIdHeader: false as const,
    trustProxy: options.trustedProxies === undefined ? false : [...options.trustedProxies],
    clientErrorHandler: handleClientError,
    // An invalid address never reaches the error handler.
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) =>
      sendProblem(reply.headers(EARLY_ERROR_HEADERS), problem(400)),
  };
  // Node.js would answer 400 without a body; a hook below answers with a problem.
  const nodeOptions = { requireHostHeader: false };
  const tls = options.tls && toTlsSource(options.tls);
  const server =
    tls === undefined ? { http: nodeOptions } : { https: { ...nodeOptions, ...serverTls(tls.current()) } };
  const app = fastify({ ...settings, ...server });
  if (tls !== undefined && app.server instanceof HttpsServer) {
    const { server: secure } = app;
    const unfollow = tls.onChange(() => secure.setSecureContext(serverTls(tls.current())));
    app.addHook('onClose', async () => unfollow());
  }
  app.server.maxConnections = MAX_CONNECTIONS;
  app.server.headersTimeout = 15_000;
  // A server may ignore an unknown expectation (RFC 9110, 10.1.1); Node.js would answer 417.
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
    hsts: options.tls !== undefined || options.isBehindTlsProxy === true,
  });
  app.addHook('onRequest', async (_request, reply) => void reply.headers(RESPONSE_HEADERS));
  app.addHook('onRequest', async ({ headers, raw }) => {
    // RFC 9112, 3.2.
    if (headers.host === undefined && raw.httpVersion !== '1.0') throw new HttpProblemError(400);
  });
  logRequests(app, options.log);
  handleErrors(app, options.log, options.transientOf);
  await options.routes(app);
  return app;
}

/** Logs the route's pattern, never the requested address, which may contain a query. */
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
