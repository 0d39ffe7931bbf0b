import { once } from 'node:events';
import { connect, constants } from 'node:http2';
import { type ServiceError, status } from '@grpc/grpc-js';
import { afterEach, expect, test } from 'vitest';
import type { Running } from '../lifecycle/components.ts';
import { createLogger } from '../log/logger.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { type EchoClient, EchoService, echoClient } from './echo.fixture.ts';
import { createGrpcServer, type GrpcServerOptions } from './grpc-server.ts';
import type { ServiceHandlers } from './handlers.ts';
import { RpcError } from './rpc-error.ts';
import { decodeStatusDetails } from './status-details.ts';

type Handlers = ServiceHandlers<typeof EchoService>;
const echo: Handlers = {
  once: async (request) => request,
  repeat: async function* (request) {
    for (let index = 0; index < 3; index += 1) yield `${request} ${index}`;
  },
  gather: async (requests) => (await all(requests)).join('+'),
  chat: async function* (requests) {
    for await (const request of requests) yield request;
  },
};

const open: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const { stop } of open.splice(0).toReversed()) await stop();
});

async function serve(
  handlers: Partial<Handlers> = {},
  options: Partial<GrpcServerOptions> = {},
): Promise<{ client: EchoClient; running: Running; lines: string[]; port: number }> {
  const lines: string[] = [];
  const log = createLogger({
    service: 'kit',
    level: 'debug',
    destination: { write: (line: string) => void lines.push(line) },
  });
  const server = createGrpcServer({
    name: 'gRPC of test',
    host: '127.0.0.1',
    port: 0,
    tls: 'none',
    log,
    ...options,
  });
  server.addService(EchoService, { ...echo, ...handlers });
  const running = await server.start(AbortSignal.timeout(5_000));
  const client = echoClient(server.port());
  open.push(running, { stop: async () => client.close() });
  return { client, running, lines, port: server.port() };
}

const errorOf = (work: Promise<unknown>): Promise<ServiceError> =>
  work.then(
    () => {
      throw new Error('the call was answered');
    },
    (error: ServiceError) => error,
  );

test('the four kinds of call reach their async handlers', async () => {
  const { client } = await serve();
  expect(await client.once('hello')).toBe('hello');
  expect(await client.gather(['a', 'b', 'c'])).toBe('a+b+c');
  expect(await client.repeat('x').toArray()).toEqual(['x 0', 'x 1', 'x 2']);
  const chat = client.chat();
  for (const text of ['1', '2', '3']) chat.write(text);
  chat.end();
  expect(await all(chat)).toEqual(['1', '2', '3']);
});

test('an RpcError reaches the caller with its code, text and details', async () => {
  const violations = [{ field: 'incident.cause', description: 'is not a code' }];
  const refuse = () => new RpcError('INVALID_ARGUMENT', 'not valid', [{ type: 'badRequest', violations }]);
  const { client } = await serve({
    once: async () => {
      throw refuse();
    },
    repeat: async function* () {
      yield 'one';
      throw refuse();
    },
  });
  const error = await errorOf(client.once('x'));
  expect(error).toMatchObject({ code: status.INVALID_ARGUMENT, details: 'not valid' });
  expect(decodeStatusDetails(error.metadata)).toEqual([{ type: 'badRequest', violations }]);
  const streamed = await errorOf(client.repeat('x').toArray());
  expect(streamed.code).toBe(status.INVALID_ARGUMENT);
  expect(decodeStatusDetails(streamed.metadata)).toHaveLength(1);
});

test('an unexpected throw becomes INTERNAL with an id that is in the log, and quotes nothing', async () => {
  const { client, lines } = await serve({
    once: async (request) => {
      throw new Error(`cannot store ${request}`);
    },
    // A handler that throws before it returns anything is no different.
    chat: () => {
      throw new Error('at once');
    },
  });
  const error = await errorOf(client.once('Amina'));
  expect(error.code).toBe(status.INTERNAL);
  const faultId = /quote ([0-9a-f-]{36}) to the operator$/.exec(error.details)?.[1];
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ level: 'error', faultId, error: { name: 'Error' } });
  expect(lines.join('') + error.message).not.toContain('Amina');
  expect((await errorOf(client.chat().toArray())).code).toBe(status.INTERNAL);
});

test('bytes that are no message are the caller’s mistake, told without quoting them', async () => {
  const { client } = await serve();
  const error = await errorOf(client.once(Buffer.from([0xff, 0x41])));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(error.details).not.toContain('41');
});

test('a request over the size limit is refused', async () => {
  const { client } = await serve({}, { maxRequestBytes: 1_000 });
  expect((await errorOf(client.once('x'.repeat(1_001)))).code).toBe(status.RESOURCE_EXHAUSTED);
});

test('at the deadline the caller is answered and the handler’s signal aborts', async () => {
  const aborted = Promise.withResolvers<unknown>();
  const seen = Promise.withResolvers<number>();
  const { client, lines } = await serve({
    once: async (_request, ctx) => {
      seen.resolve(ctx.deadlineMs);
      ctx.signal.addEventListener('abort', () => aborted.resolve(ctx.signal.reason));
      await aborted.promise;
      throw new Error('a driver’s own abort error');
    },
  });
  const error = await errorOf(client.once('x', { deadlineMs: 100 }));
  expect(error.code).toBe(status.DEADLINE_EXCEEDED);
  expect(await aborted.promise).toMatchObject({ code: expect.stringMatching(/DEADLINE_EXCEEDED|CANCELLED/) });
  expect(await seen.promise).toBeLessThanOrEqual(100);
  expect(lines.join('')).not.toContain('rpc failed unexpectedly');
});

test('a call without a deadline has endless time', async () => {
  const { client } = await serve({
    repeat: async function* (_request, ctx) {
      yield String(ctx.deadlineMs);
    },
  });
  expect(await client.repeat('x').toArray()).toEqual(['Infinity']);
});

test('a caller that hangs up aborts the signal and ends the handler’s generator', async () => {
  const ended = Promise.withResolvers<string>();
  const { client } = await serve({
    chat: async function* (requests, ctx) {
      try {
        for await (const request of requests) yield request;
      } catch (error) {
        ended.resolve(`${(error as RpcError).code} ${ctx.signal.aborted}`);
        throw error;
      }
    },
  });
  const chat = client.chat();
  chat.on('error', () => undefined);
  chat.write('x');
  await once(chat, 'data');
  chat.cancel();
  expect(await ended.promise).toBe('CANCELLED true');
});

test.each(['cancels', 'loses its connection'])(
  'half an upload, of a client that %s, is never taken for a whole one',
  async (how) => {
    const outcome = Promise.withResolvers<string>();
    const reading = Promise.withResolvers<void>();
    const { port } = await serve({
      gather: async (requests) => {
        try {
          for await (const _ of requests) reading.resolve();
          outcome.resolve('whole');
        } catch (error) {
          outcome.resolve((error as RpcError).code);
        }
        return '';
      },
    });
    const session = connect(`http://127.0.0.1:${port}`).on('error', () => undefined);
    const path = EchoService.gather.path;
    const headers = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' };
    const call = session.request(headers).on('error', () => undefined);
    call.write(Buffer.from([0, 0, 0, 0, 1, 65]));
    await reading.promise;
    if (how === 'cancels') call.close(constants.NGHTTP2_CANCEL);
    else session.socket.destroy();
    expect(await outcome.promise).toBe('CANCELLED');
    session.destroy();
  },
);

test('a caller that does not read stops the handler from producing', async () => {
  let produced = 0;
  const big = 'x'.repeat(16 * 1024);
  const { port } = await serve({
    repeat: async function* () {
      for (; produced < 5_000; produced += 1) yield big;
    },
  });
  // A client of grpc-js that has read nothing yet buffers without end, so this one speaks HTTP/2 itself.
  const session = connect(`http://127.0.0.1:${port}`);
  const call = session.request({
    ':method': 'POST',
    ':path': EchoService.repeat.path,
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  call.end(Buffer.from([0, 0, 0, 0, 1, 65]));
  await settled(() => produced);
  // The windows of HTTP/2 and the stream's buffer hold some messages; 80 MB they don't.
  expect(produced).toBeGreaterThan(0);
  expect(produced).toBeLessThan(100);
  let received = 0;
  for await (const chunk of call) received += chunk.length;
  expect(received).toBe(5_000 * (big.length + 5));
  session.close();
});

test('a handler that does not read stops its caller from sending', async () => {
  const go = Promise.withResolvers<void>();
  let read = 0;
  const { client } = await serve({
    chat: async function* (requests) {
      yield 'ready';
      await go.promise;
      for await (const _ of requests) read += 1;
      yield String(read);
    },
  });
  const chat = client.chat();
  const answers = all(chat);
  let taken = 0;
  const big = 'x'.repeat(16 * 1024);
  for (let index = 0; index < 5_000; index += 1) chat.write(big, () => (taken += 1));
  chat.end();
  await settled(() => taken);
  expect(taken).toBeLessThan(1_000);
  go.resolve();
  expect(await answers).toEqual(['ready', '5000']);
});

test('a handler that stops reading early can still answer', async () => {
  const { client } = await serve({
    chat: async function* (requests) {
      for await (const request of requests) {
        yield `first was ${request}`;
        break;
      }
      yield 'enough';
    },
  });
  const chat = client.chat();
  chat.write('a');
  chat.write('b');
  expect(await all(chat)).toEqual(['first was a', 'enough']);
});

test('before decides about a call ahead of its handler, also when it takes its time', async () => {
  let handled = 0;
  const { client } = await serve(
    {
      once: async (request) => {
        handled += 1;
        return request;
      },
    },
    {
      before: async (ctx) => {
        expect(ctx.method).toBe('/waylight.test.v1.EchoService/Once');
        await Promise.resolve();
        throw new RpcError('RESOURCE_EXHAUSTED', 'too many', [{ type: 'retryInfo', retryAfterMs: 1_500 }]);
      },
    },
  );
  const error = await errorOf(client.once('x'));
  expect(error.code).toBe(status.RESOURCE_EXHAUSTED);
  expect(decodeStatusDetails(error.metadata)).toEqual([{ type: 'retryInfo', retryAfterMs: 1_500 }]);
  expect(handled).toBe(0);
});

test('calls are counted by method and code', async () => {
  const metrics = createMetrics({ service: 'kit' });
  const { client } = await serve(
    {
      repeat: () => {
        throw new RpcError('NOT_FOUND', 'no');
      },
    },
    { metrics },
  );
  await client.once('x');
  await errorOf(client.repeat('x').toArray());
  const { body } = await metrics.expose();
  expect(body).toContain('{method="waylight.test.v1.EchoService/Once",code="OK",service="kit"} 1');
  expect(body).toContain('{method="waylight.test.v1.EchoService/Repeat",code="NOT_FOUND",service="kit"} 1');
});

test('a taken port is one clear line', async () => {
  const { port } = await serve();
  await expect(serve({}, { port, name: 'gRPC of intake MK' })).rejects.toThrow(
    `port ${port} is taken (gRPC of intake MK): stop what uses it or start with --port-offset N`,
  );
});

test('a stop lets running calls finish and cuts off those that do not', async () => {
  const go = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<void>();
  const { client, running } = await serve(
    {
      once: async () => {
        entered.resolve();
        await go.promise;
        return 'finished';
      },
      repeat: async function* () {
        yield 'one';
        await new Promise(() => undefined);
      },
    },
    { stopTimeoutMs: 300 },
  );
  const finishing = client.once('x');
  await entered.promise;
  const endless = errorOf(client.repeat('x').toArray());
  const stopping = running.stop();
  go.resolve();
  expect(await finishing).toBe('finished');
  await Promise.all([stopping, running.stop()]);
  expect((await endless).code).not.toBe(status.OK);
});

test('a stop ends streams that wait for more at once, with UNAVAILABLE, and keeps what was answered', async () => {
  const { client, running } = await serve({}, { stopTimeoutMs: 60_000 });
  const chat = client.chat();
  const failed = Promise.withResolvers<ServiceError>();
  chat.on('error', (error: ServiceError) => failed.resolve(error));
  chat.write('x');
  expect(await once(chat, 'data')).toEqual(['x']);
  await running.stop();
  expect((await failed.promise).code).toBe(status.UNAVAILABLE);
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** The value once it has not changed for ten looks. */
async function settled(value: () => number): Promise<void> {
  let last = -1;
  for (let same = 0; same < 10; same += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (value() !== last) same = 0;
    last = value();
  }
}
