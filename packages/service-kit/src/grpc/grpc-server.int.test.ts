import { once } from 'node:events';
import { type ServiceError, status } from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { createMetrics } from '../metrics/metrics.ts';
import { errorOf, serve } from './echo-server.fixture.ts';
import { RpcError } from './rpc-error.ts';
import { decodeStatusDetails } from './status-details.ts';

test('the four kinds of calls reach their async handlers', async () => {
  const { client } = await serve();
  expect(await client.once('hello')).toBe('hello');
  expect(await client.gather(['a', 'b', 'c'])).toBe('a+b+c');
  expect(await client.repeat('x').toArray()).toEqual(['x 0', 'x 1', 'x 2']);
  const chat = client.chat();
  for (const text of ['1', '2', '3']) chat.write(text);
  chat.end();
  expect(await chat.toArray()).toEqual(['1', '2', '3']);
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

test('an unexpected error becomes INTERNAL, with an id that is in the log and no content', async () => {
  const { client, lines } = await serve({
    once: async (request) => {
      throw new Error(`cannot store ${request}`);
    },
    // A handler may throw synchronously.
    chat: () => {
      throw new Error('at once');
    },
  });
  const error = await errorOf(client.once('Amina'));
  expect(error.code).toBe(status.INTERNAL);
  const faultId = /report ([0-9a-f-]{36}) to the operator$/.exec(error.details)?.[1];
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ level: 'error', faultId, error: { name: 'Error' } });
  expect(lines.join('') + error.message).not.toContain('Amina');
  expect((await errorOf(client.chat().toArray())).code).toBe(status.INTERNAL);
});

test('a transient error becomes UNAVAILABLE with RetryInfo, and is not logged as a fault', async () => {
  const { client, lines } = await serve(
    {
      once: async (request) => {
        throw request === 'ask' ? new RangeError('the store of Amina is away') : new Error('a fault');
      },
    },
    {
      toTransientFailure: (error) =>
        error instanceof RangeError
          ? { message: 'the store does not answer', retryAfterMs: 5_000 }
          : undefined,
    },
  );
  const error = await errorOf(client.once('ask'));
  expect(error).toMatchObject({ code: status.UNAVAILABLE, details: 'the store does not answer' });
  expect(decodeStatusDetails(error.metadata)).toEqual([{ type: 'retryInfo', retryAfterMs: 5_000 }]);
  expect(lines.join('')).not.toMatch(/"error"|Amina/);
  expect((await errorOf(client.once('break'))).code).toBe(status.INTERNAL);
});

test('bytes that cannot be decoded become INVALID_ARGUMENT, and the error does not quote them', async () => {
  const { client } = await serve();
  const error = await errorOf(client.once(Buffer.from([0xff, 0x41])));
  expect(error.code).toBe(status.INVALID_ARGUMENT);
  expect(error.details).not.toContain('41');
});

test('a request above the size limit is rejected', async () => {
  const { client } = await serve({}, { maxRequestBytes: 1_000 });
  expect((await errorOf(client.once('x'.repeat(1_001)))).code).toBe(status.RESOURCE_EXHAUSTED);
});

test('at the deadline, the caller gets a response and the handler’s signal aborts', async () => {
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
  expect(lines.join('')).not.toContain('RPC failed');
});

test('a call without a deadline has unlimited time', async () => {
  const { client } = await serve({
    repeat: async function* (_request, ctx) {
      yield String(ctx.deadlineMs);
    },
  });
  expect(await client.repeat('x').toArray()).toEqual(['Infinity']);
});

test('`before` can reject a call before its handler runs, also asynchronously', async () => {
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

test('a port that is in use is reported in one line', async () => {
  const { port } = await serve();
  await expect(serve({}, { port, name: 'gRPC of intake MK' })).rejects.toThrow(
    `port ${port} is taken (gRPC of intake MK): stop the process that uses it, or start with --port-offset N`,
  );
});

test('a stop lets running calls finish, and cancels those that take too long', async () => {
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
    { stopTimeoutMs: 2_000 },
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

test('a stop ends streams that wait for requests at once, with UNAVAILABLE, and keeps earlier responses', async () => {
  const { client, running } = await serve({}, { stopTimeoutMs: 60_000 });
  const chat = client.chat();
  const failed = Promise.withResolvers<ServiceError>();
  chat.on('error', (error: ServiceError) => failed.resolve(error));
  chat.write('x');
  expect(await once(chat, 'data')).toEqual(['x']);
  await running.stop();
  expect((await failed.promise).code).toBe(status.UNAVAILABLE);
});

test('a stop ends watching streams in the same way, and logs no fault', async () => {
  const { client, running, lines } = await serve(
    {
      repeat: async function* (_, call) {
        yield 'first';
        if (!call.stopping.aborted) await once(call.stopping, 'abort');
        throw call.stopping.reason;
      },
    },
    { stopTimeoutMs: 60_000 },
  );
  const news = client.repeat('x');
  const failed = Promise.withResolvers<ServiceError>();
  news.on('error', (error: ServiceError) => failed.resolve(error));
  expect(await once(news, 'data')).toEqual(['first']);
  await running.stop();
  expect((await failed.promise).code).toBe(status.UNAVAILABLE);
  expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

test('a caller at the limit of open calls can start another call when one ends', async () => {
  const { client } = await serve({}, { maxOpenCalls: 2 });
  const open = [client.chat(), client.chat()] as const;
  for (const chat of open) chat.write('hello');
  const answers = open.map((chat) => chat.toArray());
  await expect
    .poll(() =>
      errorOf(client.once('x')).then(
        ({ code }) => code,
        () => 'answered',
      ),
    )
    .toBe(status.RESOURCE_EXHAUSTED);
  for (const chat of open) chat.end();
  expect(await Promise.all(answers)).toEqual([['hello'], ['hello']]);
  expect(await client.once('x')).toBe('x');
});
