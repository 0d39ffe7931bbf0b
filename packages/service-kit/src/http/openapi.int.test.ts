import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createLogger } from '../log/logger.ts';
import { createHttpServer } from './http-server.ts';
import { describeApi } from './openapi.ts';

const DOCUMENT_BYTES = 200_000;
const [CONNECTIONS, REQUESTS] = [20, 50];
const MEBIBYTE = 1024 * 1024;

test('keeps one copy of the document, however many responses wait to be read', async () => {
  let answers = 0;
  const server = createHttpServer({
    name: 'http of test',
    host: '127.0.0.1',
    port: 0,
    log: createLogger({ service: 'kit', level: 'silent' }),
    routes: async (app) => {
      app.addHook('onSend', async () => {
        answers += 1;
      });
      await describeApi(app, {
        title: 'test',
        description: 'x'.repeat(DOCUMENT_BYTES),
        suggestNames: () => [],
      });
    },
  });
  const running = await server.start(AbortSignal.timeout(5_000));
  const sockets: Socket[] = [];
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await running.stop();
  });
  const before = memory();
  for (let n = 0; n < CONNECTIONS; n += 1) {
    const socket = connect(server.port(), '127.0.0.1');
    socket.pause();
    socket.write('GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(REQUESTS));
    sockets.push(socket);
  }
  await expect.poll(() => answers).toBe(CONNECTIONS * REQUESTS);
  // A copy for each response would need 200 MB.
  expect((memory() - before) / MEBIBYTE).toBeLessThan(80);
});

test('refuses a query parameter that the route does not have, and suggests the nearest name', async () => {
  const server = createHttpServer({
    name: 'http of test',
    host: '127.0.0.1',
    port: 0,
    log: createLogger({ service: 'kit', level: 'silent' }),
    routes: async (app) => {
      const suggestNames = (_name: string, names: readonly string[]) =>
        names.slice(0, 1).map((name) => `Did you mean ${name}?`);
      await describeApi(app, { title: 'test', description: 'test', suggestNames });
      app.register(async (routes) => {
        const querystring = z.object({ country: z.string().optional(), type: z.string().optional() });
        routes.get('/filtered', { schema: { querystring } }, async () => ({}));
        routes.get('/hidden', { schema: { hide: true, querystring } }, async () => ({}));
        routes.get('/plain', { schema: { summary: 'has no parameters' } }, async () => ({}));
        routes.post('/plain', { schema: { body: z.object({}) } }, async () => ({}));
        routes.get('/page', { schema: { hide: true } }, async () => ({}));
      });
    },
  });
  const running = await server.start(AbortSignal.timeout(5_000));
  onTestFinished(() => running.stop());
  const send = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`http://127.0.0.1:${server.port()}${path}`, init);
    return [response.status, JSON.parse((await response.text()) || '{}').errors] as const;
  };
  const unknown = (name: string, message: string) => [400, [{ path: `querystring/${name}`, message }]];
  const suggested =
    'is not a parameter of this endpoint. It has the parameters: country, type. Did you mean country?';
  expect(await send('/filtered?contry=RS&type=death')).toEqual(unknown('contry', suggested));
  expect(await send('/hidden?contry=RS')).toEqual(unknown('contry', suggested));
  expect(await send('/filtered?__proto__=RS')).toEqual(unknown('__proto__', suggested));
  const none = 'is not a parameter of this endpoint. It has no parameters';
  expect(await send('/plain?limit=5')).toEqual(unknown('limit', none));
  const body = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
  expect(await send('/plain?limit=5', body)).toEqual(unknown('limit', none));
  expect((await send('/filtered?contry=RS', { method: 'HEAD' }))[0]).toBe(400);
  for (const path of ['/filtered?country=RS&type=', '/plain', '/page?view=1', '/openapi.json'])
    expect([path, ...(await send(path))]).toEqual([path, 200, undefined]);
});

function memory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
