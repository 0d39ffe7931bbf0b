import { request } from 'node:http';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { createHealth } from '../health/health.ts';
import { createLogger } from '../log/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';
import { createOpsServer } from './ops-server.ts';

const log = createLogger({ service: 'kit', level: 'silent' });
const address = { name: 'http of test', host: '127.0.0.1', port: 0, log };
const PATHS = ['/metrics', '/health/ready', '/health/live', '/nothing'];

/** Status and headers for a request with this Host header. `fetch` cannot set it. */
function get(port: number, path: string, host: string) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, headers: { host }, agent: false }, (answer) => {
        let body = '';
        answer.on('data', (part) => {
          body += part;
        });
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      });
      sent.once('error', reject).end();
    },
  );
}

async function using(server: HttpServer, work: (port: number) => Promise<void>): Promise<void> {
  const { stop } = await server.start(AbortSignal.timeout(5_000));
  try {
    await work(server.port());
  } finally {
    await stop();
  }
}

function createOps(hosts: readonly string[]): HttpServer {
  const metrics = createMetrics({ service: 'kit' });
  metrics.counter({ name: 'seen_total', help: 'h' }).add(706);
  const health = createHealth();
  health.add('ready', 'store', () => ({ ok: true }));
  const authorizer = { hasRule: () => true, noRoute: '', authorize: () => undefined };
  return createOpsServer({ ...address, health, metrics, authorizer, hosts });
}

test('health and metrics answer to names of this machine, and to no page with another name', async () => {
  await using(createOps(['aggregation', 'Metrics.Example.Org']), async (port) => {
    const own = ['127.0.0.1', '127.0.0.1:9120', 'localhost', 'LOCALHOST:1', '[::1]:9120', '10.1.2.3:9100'];
    for (const host of [...own, hostname(), 'aggregation:9100', 'metrics.example.org'])
      expect([host, (await get(port, '/metrics', host)).status]).toEqual([host, 200]);
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'a b', '[::1'])
      for (const path of PATHS) {
        const { status, body } = await get(port, path, host);
        expect([host, path, status]).toEqual([host, path, 421]);
        expect(body).not.toContain('706');
      }
  });
});

test('a server without names answers to every name, because its certificate names it', async () => {
  await using(
    createHttpServer({ ...address, routes: (app) => void app.get('/', async () => '') }),
    async (port) => expect((await get(port, '/', 'evil.example')).status).toBe(200),
  );
});

test.each([
  [true, 'region.example.org', 'max-age=31536000; includeSubDomains'],
  [true, 'localhost:7101', undefined],
  [true, 'mk.localhost', undefined],
  [true, '127.0.0.1:7101', undefined],
  [false, 'region.example.org', undefined],
])('with TLS at the proxy (%s), HSTS for %s is %s', async (isBehindTlsProxy, host, expected) => {
  await using(createHttpServer({ ...address, isBehindTlsProxy, routes: () => undefined }), async (port) =>
    expect((await get(port, '/', host)).headers['strict-transport-security']).toBe(expected),
  );
});
