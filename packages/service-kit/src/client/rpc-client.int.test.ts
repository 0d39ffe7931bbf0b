import { setTimeout as wait } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { expect, onTestFinished, test } from 'vitest';
import { EchoService } from '../grpc/echo.fixture.ts';
import { collectAll, serve } from '../grpc/echo-server.fixture.ts';
import { RpcError } from '../grpc/rpc-error.ts';
import { createRpcClient } from './rpc-client.ts';
import { RpcFailure } from './rpc-failure.ts';

async function connect(
  handlers: Parameters<typeof serve>[0] = {},
  timeoutMs = 5000,
  signal = AbortSignal.timeout(20_000),
) {
  const { port } = await serve(handlers);
  const address = `127.0.0.1:${port}`;
  const client = new Client(address, credentials.createInsecure());
  onTestFinished(() => client.close());
  return createRpcClient(client, EchoService, { address, timeoutMs, signal });
}

async function failureOf(work: Promise<unknown>): Promise<RpcFailure> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (error instanceof RpcFailure) return error;
  throw new Error('the call succeeded, or failed with another error', { cause: error });
}

async function* requests(count: number) {
  for (let i = 0; i < count; i += 1) yield String(i);
}

test('a unary call returns a promise, and a stream returns an async iterable', async () => {
  const calls = await connect();
  expect(await calls.once('a')).toBe('a');
  expect(await collectAll(calls.repeat('a'))).toEqual(['a 0', 'a 1', 'a 2']);
  expect(await collectAll(calls.chat(requests(3)))).toEqual(['0', '1', '2']);
});

test('a failure has code, violations, method and address', async () => {
  const violations = [{ field: 'report_id', description: 'is too long' }];
  const calls = await connect({
    once: async () => {
      throw new RpcError('INVALID_ARGUMENT', 'see the violations', [{ type: 'badRequest', violations }]);
    },
  });
  const failure = await failureOf(calls.once('a'));
  expect(failure).toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: 'see the violations',
    method: 'Once',
    violations: [expect.objectContaining(violations[0])],
  });
  expect(failure.address).toMatch(/^127\.0\.0\.1:\d+$/);
});

test('a service that is too busy is called again after the delay that it returns', async () => {
  let attempts = 0;
  const calls = await connect({
    once: async (request) => {
      attempts += 1;
      if (attempts < 3)
        throw new RpcError('RESOURCE_EXHAUSTED', 'busy', [{ type: 'retryInfo', retryAfterMs: 10 }]);
      return request;
    },
  });
  expect(await calls.once('a')).toBe('a');
  expect(attempts).toBe(3);
});

test('a delay that ends after the deadline is not waited for', async () => {
  const calls = await connect({
    once: async () => {
      throw new RpcError('RESOURCE_EXHAUSTED', 'busy', [{ type: 'retryInfo', retryAfterMs: 60_000 }]);
    },
  });
  expect(await failureOf(calls.once('a'))).toMatchObject({
    code: 'RESOURCE_EXHAUSTED',
    retryAfterMs: 60_000,
  });
});

test('a unary call ends at its deadline; a stream ends if a response takes longer than the timeout', async () => {
  const calls = await connect(
    {
      once: (_, { signal }) => wait(10_000, '', { signal }),
      async *repeat(request, { signal }) {
        yield request;
        await wait(10_000, undefined, { signal });
      },
    },
    100,
  );
  expect((await failureOf(calls.once('a'))).code).toBe('DEADLINE_EXCEEDED');
  const silence = await failureOf(collectAll(calls.repeat('a')));
  expect(silence).toMatchObject({ code: 'DEADLINE_EXCEEDED', message: 'no answer for 100 ms' });
});

test('the signal cancels running and later calls', async () => {
  const interrupted = new AbortController();
  const calls = await connect(
    { once: (_, { signal }) => wait(10_000, '', { signal }) },
    5000,
    interrupted.signal,
  );
  const running = failureOf(calls.once('a'));
  interrupted.abort();
  expect((await running).code).toBe('CANCELLED');
  expect((await failureOf(collectAll(calls.chat(requests(1))))).code).toBe('CANCELLED');
});

test('leaving the loop cancels the call', async () => {
  const cancelled = Promise.withResolvers<void>();
  const calls = await connect({
    async *repeat(request, { signal }) {
      signal.addEventListener('abort', () => cancelled.resolve());
      yield request;
      await wait(10_000, undefined, { signal });
    },
  });
  for await (const _ of calls.repeat('a')) break;
  await cancelled.promise;
});

test('requests are created no faster than the service reads them', async () => {
  const gate = Promise.withResolvers<void>();
  let created = 0;
  async function* endless() {
    for (; created < 50_000; created += 1) yield `${created}`.padEnd(1000, ' ');
  }
  const calls = await connect({
    async *chat(all) {
      await gate.promise;
      for await (const request of all) {
        yield request.trim();
        if (request.trim() === '10') return;
      }
    },
  });
  const answers = collectAll(calls.chat(endless()));
  let before = -1;
  while (created === 0 || created !== before) {
    before = created;
    await wait(100);
  }
  expect(created).toBeGreaterThan(0);
  expect(created).toBeLessThan(5000);
  gate.resolve();
  expect(await answers).toHaveLength(11);
});

test('an error that the requests throw is thrown to the caller', async () => {
  const calls = await connect();
  async function* broken() {
    yield '0';
    throw new RangeError('the file ends');
  }
  await expect(collectAll(calls.chat(broken()))).rejects.toThrow(RangeError);
});
