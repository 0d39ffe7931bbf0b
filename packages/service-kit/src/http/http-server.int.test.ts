import { expect, test } from 'vitest';
import { RpcError } from '../grpc/rpc-error.ts';
import { createHealth } from '../health/health.ts';
import { createLogger } from '../log/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { createDisconnectSignal } from './http-caller.ts';
import { createHttpServer, type HttpServer, type HttpServerOptions } from './http-server.ts';
import { createOpsServer } from './ops-server.ts';
import { HttpProblemError } from './problem.ts';

const silent = createLogger({ service: 'kit', level: 'silent' });

async function using(server: HttpServer, work: (base: string) => Promise<void>): Promise<void> {
  const { stop } = await server.start(AbortSignal.timeout(5_000));
  try {
    await work(`http://127.0.0.1:${server.port()}`);
  } finally {
    await stop();
  }
}

const server = (routes: HttpServerOptions['routes'], more: Partial<HttpServerOptions> = {}): HttpServer =>
  createHttpServer({ name: 'http of test', host: '127.0.0.1', port: 0, log: silent, routes, ...more });

/** Every written log line. */
function keptLog() {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { log: createLogger({ service: 'kit', level: 'debug', destination }), lines };
}

test('health and metrics are served from the current state', async () => {
  const health = createHealth();
  const metrics = createMetrics({ service: 'kit' });
  metrics.counter({ name: 'seen_total', help: 'h' }).add(3);
  const ops = createOpsServer({
    name: 'ops',
    host: '127.0.0.1',
    port: 0,
    health,
    metrics,
    log: silent,
    hosts: [],
    authorizer: { hasRule: () => true, noRoute: '', authorize: () => undefined },
  });
  await using(ops, async (base) => {
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
    const notReady = await fetch(`${base}/health/ready`);
    expect(notReady.status).toBe(503);
    expect(await notReady.json()).toEqual({
      status: 'failing',
      checks: [{ name: 'service', ok: false, code: 'NOT_STARTED' }],
    });
    health.add('ready', 'store', () => ({ ok: true }));
    expect((await fetch(`${base}/health/ready`)).status).toBe(200);
    expect(await (await fetch(`${base}/metrics`)).text()).toContain('seen_total{service="kit"} 3');
  });
});

const STRICT = {
  'content-security-policy':
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' blob:;font-src 'self';connect-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

test('every response, also an error, has strict browser headers and does not name the server software', async () => {
  const routes: HttpServerOptions['routes'] = (app) => {
    app.get('/', async () => 'hello');
    app.get('/breaks', async () => {
      throw new Error('it breaks');
    });
  };
  await using(server(routes), async (base) => {
    for (const path of ['/', '/breaks', '/nothing-here']) {
      const { headers } = await fetch(`${base}${path}`);
      expect([path, Object.fromEntries(headers)]).toEqual([path, expect.objectContaining(STRICT)]);
      expect(headers.get('permissions-policy')).toContain('geolocation=()');
      expect(headers.get('x-powered-by')).toBeNull();
    }
    const { status, headers } = await fetch(`${base}/%`);
    expect([status, headers.get('content-security-policy'), headers.get('cache-control')]).toEqual([
      400,
      "default-src 'none';frame-ancestors 'none'",
      'no-store',
    ]);
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });
});

test('pages may connect to configured origins, and to no others', async () => {
  await using(
    server(() => undefined, { connectSources: ['https://a.example', 'https://b.example:1'] }),
    async (base) => {
      const policy = (await fetch(base)).headers.get('content-security-policy');
      expect(policy).toBe(
        STRICT['content-security-policy'].replace(
          "connect-src 'self'",
          "connect-src 'self' https://a.example https://b.example:1",
        ),
      );
    },
  );
});

test('the caller’s address is that of the connection, or of a header from a trusted proxy', async () => {
  const routes: HttpServerOptions['routes'] = (app) => void app.get('/', async (request) => request.ip);
  for (const [trustedProxies, address] of [
    [undefined, '127.0.0.1'],
    [['10.0.0.0/8'], '127.0.0.1'],
    [['127.0.0.1'], '192.0.2.7'],
  ] as const)
    await using(server(routes, trustedProxies && { trustedProxies }), async (base) => {
      const answer = await fetch(base, { headers: { 'x-forwarded-for': '192.0.2.7' } });
      expect(await answer.text()).toBe(address);
    });
});

test('errors are problem details without internals, and an unexpected one has an id that is in the log', async () => {
  const { log, lines } = keptLog();
  const routes: HttpServerOptions['routes'] = (app) => {
    app.get('/breaks', async () => {
      throw new Error('password is hunter2');
    });
    app.get('/refuses', async () => {
      throw new HttpProblemError(409, { detail: 'there is one already' });
    });
    app.get('/checks', { schema: { querystring: { type: 'object', required: ['by'] } } }, async () => 'ok');
    app.post('/takes', async () => 'ok');
  };
  await using(server(routes, { log, bodyLimitBytes: 100 }), async (base) => {
    const broken = await fetch(`${base}/breaks?name=Amina`);
    const body = (await broken.json()) as { faultId: string };
    expect(broken.headers.get('content-type')).toContain('application/problem+json');
    expect(body).toEqual({
      type: 'about:blank',
      title: 'Something went wrong here',
      status: 500,
      faultId: body.faultId,
    });
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ level: 'error', faultId: body.faultId, route: '/breaks' }),
    );
    expect(await (await fetch(`${base}/refuses`)).json()).toMatchObject({
      status: 409,
      detail: 'there is one already',
    });
    expect(await (await fetch(`${base}/nowhere/Amina`)).json()).toMatchObject({ status: 404 });
    expect(await (await fetch(`${base}/checks`)).json()).toMatchObject({
      status: 400,
      errors: [{ path: 'querystring', message: expect.stringContaining('by') }],
    });
    expect(await (await fetch(`${base}/%Amina`)).json()).toEqual({
      type: 'about:blank',
      title: 'The request is not valid',
      status: 400,
    });
    const large = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify('x'.repeat(101)),
    };
    expect((await fetch(`${base}/takes`, large)).status).toBe(413);
  });
  expect(lines.join('')).not.toMatch(/Amina|hunter2/);
});

test('a transient error is answered with 503 and Retry-After, and is not logged as a fault', async () => {
  const { log, lines } = keptLog();
  const routes: HttpServerOptions['routes'] = (app) => {
    app.get('/asks', async () => {
      throw new RangeError('the store of Amina is away');
    });
  };
  const toTransientFailure = (error: unknown) =>
    error instanceof RangeError ? { message: 'The store does not answer.', retryAfterMs: 4_100 } : undefined;
  await using(server(routes, { log, toTransientFailure }), async (base) => {
    const answer = await fetch(`${base}/asks`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await answer.json()).toEqual({
      type: 'about:blank',
      title: 'Not ready',
      status: 503,
      detail: 'The store does not answer.',
    });
  });
  expect(lines.join('')).not.toMatch(/"error"|Amina/);
});

test('a gRPC error becomes the corresponding HTTP problem, and a code that means a fault is handled as a fault', async () => {
  const { log, lines } = keptLog();
  const routes: HttpServerOptions['routes'] = (app) => {
    app.get('/wrong', async () => {
      throw new RpcError('INVALID_ARGUMENT', 'this is no period', [
        { type: 'badRequest', violations: [{ field: 'period', description: 'must be such as 2025-03' }] },
      ]);
    });
    app.get('/behind', async () => {
      throw new RpcError('UNAVAILABLE', 'not counted yet', [{ type: 'retryInfo', retryAfterMs: 4_100 }]);
    });
    app.get('/lost', async () => {
      throw new RpcError('DATA_LOSS', 'the ledger of Amina is gone');
    });
  };
  await using(server(routes, { log }), async (base) => {
    const wrong = await fetch(`${base}/wrong`);
    expect(await wrong.json()).toEqual({
      type: 'about:blank',
      title: 'The request is not valid',
      status: 400,
      detail: 'this is no period',
      errors: [{ path: 'period', message: 'must be such as 2025-03' }],
    });
    const behind = await fetch(`${base}/behind`);
    expect([behind.status, behind.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await behind.json()).toMatchObject({ detail: 'not counted yet' });
    expect(lines.join('')).not.toContain('"faultId"');
    const lost = await fetch(`${base}/lost`);
    expect([lost.status, await lost.text()]).toEqual([500, expect.not.stringContaining('Amina')]);
  });
  expect(lines.join('')).toContain('"faultId"');
});

test('an error after the caller disconnected is not logged as a fault', async () => {
  const { log, lines } = keptLog();
  const left = Promise.withResolvers<void>();
  const routes: HttpServerOptions['routes'] = (app) => {
    app.addHook('onSend', async () => left.resolve());
    app.get('/', async (request, reply) => {
      const gone = createDisconnectSignal(reply);
      request.raw.socket.destroy();
      await new Promise((resolve) => gone.addEventListener('abort', resolve));
      gone.throwIfAborted();
    });
  };
  await using(server(routes, { log }), async (base) => {
    await expect(fetch(base)).rejects.toThrow();
    await left.promise;
  });
  expect(lines.join('')).not.toContain('"faultId"');
});

test('a port that is in use is reported in one line', async () => {
  await using(
    server(() => undefined),
    async (base) => {
      const port = Number(new URL(base).port);
      const second = server(() => undefined, { port, name: 'http of insights' });
      await expect(second.start(AbortSignal.timeout(5_000))).rejects.toThrow(
        `port ${port} is taken (http of insights): stop the process that uses it, or start with --port-offset N`,
      );
    },
  );
});
