import { Server as HttpsServer } from 'node:https';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { serverTls, type TlsMaterial } from '../grpc/credentials.ts';
import type { Component } from '../lifecycle/components.ts';
import type { Logger } from '../log/logger.ts';
import { MAX_CONNECTIONS } from '../max-connections.ts';
import { type TlsSource, toTlsSource } from '../pki/live-tls.ts';
import { PortTakenError } from '../port-taken-error.ts';
import type { TransientOf } from '../transient.ts';
import { handleClientError, handleErrors, sendProblem } from './error-handlers.ts';
import { HttpProblemError, problem } from './problem.ts';
import { logRequests } from './request-log.ts';

export type HttpServerOptions = {
  /** Whose server it is, as in "http of insights": named when the port is taken. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Mutual TLS; without it whoever reaches the port is answered. */
  readonly tls?: TlsMaterial | TlsSource;
  readonly log: Logger;
  /** Adds routes and plugins. */
  readonly routes: (app: FastifyInstance) => void | Promise<void>;
  /** Answered with 503 and when to try again, instead of as a fault. */
  readonly transientOf?: TransientOf;
  readonly bodyLimitBytes?: number;
  readonly requestTimeoutMs?: number;
  /** How long a connection may be silent, also while an answer is being made. */
  readonly connectionTimeoutMs?: number;
  /** How long connections may finish what they do at a stop. */
  readonly stopTimeoutMs?: number;
  /** Browsers reach it over TLS that a proxy before it ends. */
  readonly isBehindTlsProxy?: boolean;
  /** Origins that pages of this server may speak to besides their own; none unless they are named. */
  readonly connectSources?: readonly string[];
  /** Addresses or networks of proxies whose X-Forwarded-For says who asks; nobody else's is believed. */
  readonly trustedProxies?: readonly string[];
};

export type HttpServer = Component & {
  /** The port in use, once started: another than asked for if that was 0. */
  readonly port: () => number;
};

/** An HTTP server with strict headers for browsers, problem+json errors, and a request log of method, route, status and duration. */
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

/** Numbers of one reader are in no cache that another one reads, and no page here needs anything of a device. */
const RESPONSE_HEADERS = {
  'cache-control': 'no-store',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
} as const;

/** The same, where an answer is made before any hook runs: it holds nothing that a browser would load or run. */
const EARLY_ERROR_HEADERS = {
  ...RESPONSE_HEADERS,
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  // Otherwise a foreign page could tell this answer from none, and so whether a browser has a certificate to show.
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** What a page may load and do: files of the same origin, and no code that stands in the page itself. */
const CONTENT_SECURITY_POLICY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  // `blob:` is what a page has made itself: it draws an exported figure from one. Nobody else can make one of our origin.
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
    // Idle connections go at once at a stop; busy ones get until the timeout.
    forceCloseConnections: 'idle' as const,
    return503OnClosing: true,
    // No request id from outside: it would be a field that the caller writes.
    requestIdHeader: false as const,
    trustProxy: options.trustedProxies === undefined ? false : [...options.trustedProxies],
    clientErrorHandler: handleClientError,
    // An address that isn't one never reaches the error handler.
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) =>
      sendProblem(reply.headers(EARLY_ERROR_HEADERS), problem(400)),
  };
  // Node.js would answer with 400 and nothing else; the same is answered below.
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
  // An expectation that nobody here knows of may be left unmet (RFC 9110, 10.1.1); Node.js would answer 417 by itself.
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

async function close(app: FastifyInstance, timeoutMs: number): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), timeoutMs);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}
