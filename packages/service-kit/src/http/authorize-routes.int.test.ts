import { afterEach, expect, test } from 'vitest';
import { RpcError } from '../grpc/rpc-error.ts';
import type { Running } from '../lifecycle/components.ts';
import { createLogger } from '../log/logger.ts';
import { authorizeRoutes, type RouteAuthorizer } from './authorize-routes.ts';
import { createHttpServer, type HttpServerOptions } from './http-server.ts';

const log = createLogger({ service: 'kit', level: 'silent' });
const KNOWN = ['GET /things/:id', 'POST /things', 'any other'];
let running: Running | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

async function serve(
  authorize: RouteAuthorizer['authorize'],
  routes: HttpServerOptions['routes'],
): Promise<string> {
  const server = createHttpServer({
    name: 'http of test',
    host: '127.0.0.1',
    port: 0,
    log,
    routes: async (app) => {
      authorizeRoutes(app, {
        hasRule: (door) => KNOWN.includes(door),
        noRoute: 'any other',
        authorize,
      });
      await routes(app);
    },
  });
  running = await server.start(AbortSignal.timeout(5_000));
  return `http://127.0.0.1:${server.port()}`;
}

test('a route without a rule makes the start fail, also if a nested plugin registers it', async () => {
  await expect(
    serve(
      () => undefined,
      (app) => void app.get('/other', async () => ''),
    ),
  ).rejects.toThrow('no access rule for GET /other');
  const nested: HttpServerOptions['routes'] = (app) =>
    void app.register(async (inner) => void inner.delete('/things/:id', async () => ''));
  await expect(serve(() => undefined, nested)).rejects.toThrow('no access rule for DELETE /things/:id');
});

test('the authorizer runs first and gets the pattern of the route, also for a request without a route', async () => {
  const requests: string[] = [];
  let handled = 0;
  const handle = async () => {
    handled += 1;
    return '';
  };
  const base = await serve(
    (_request, door) => {
      requests.push(door);
      throw new RpcError('PERMISSION_DENIED', 'no');
    },
    (app) => {
      app.get('/things/:id', handle);
      app.post('/things', handle);
    },
  );
  const answers = [
    await fetch(`${base}/things/7`),
    await fetch(`${base}/things/7`, { method: 'HEAD' }),
    await fetch(`${base}/things`, {
      method: 'POST',
      body: '{',
      headers: { 'content-type': 'application/json' },
    }),
    await fetch(`${base}/nothing`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  expect(requests).toEqual(['GET /things/:id', 'GET /things/:id', 'POST /things', 'any other']);
  expect(handled).toBe(0);
});
