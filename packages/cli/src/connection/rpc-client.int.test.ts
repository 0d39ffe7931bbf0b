import { setTimeout as wait } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import {
  IntakeServiceService,
  Receipt,
  ReceiptState,
  SubmitReportsRequest,
  SubmitReportsResponse,
} from '@waylight/contracts/intake';
import {
  createGrpcServer,
  createLogger,
  RpcError,
  type Running,
  type ServiceHandlers,
} from '@waylight/service-kit';
import { afterEach, expect, test } from 'vitest';
import { createRpcClient } from './rpc-client.ts';
import { RpcFailure } from './rpc-failure.ts';

const METHODS = {
  getReceipt: IntakeServiceService.getReceipt,
  watchReceipts: IntakeServiceService.watchReceipts,
  submitReports: IntakeServiceService.submitReports,
};
type Handlers = ServiceHandlers<typeof METHODS>;

const receipt = Receipt.fromPartial({ reportId: 'a', revision: 1, state: ReceiptState.LOGGED });
const HANDLERS: Handlers = {
  getReceipt: async () => ({ receipt }),
  async *watchReceipts() {
    yield { receipt, resumeToken: '1' };
  },
  async *submitReports(requests) {
    for await (const { ordinal } of requests) yield SubmitReportsResponse.fromPartial({ ordinal });
  },
};

const open: Running[] = [];
afterEach(async () => {
  for (const { stop } of open.splice(0).toReversed()) await stop();
});

async function connect(
  handlers: Partial<Handlers> = {},
  timeoutMs = 5000,
  signal = AbortSignal.timeout(20_000),
) {
  const log = createLogger({ service: 'test', level: 'silent' });
  const server = createGrpcServer({
    name: 'test',
    host: '127.0.0.1',
    port: 0,
    tls: 'none',
    log,
    stopTimeoutMs: 500,
  });
  server.addService(METHODS, { ...HANDLERS, ...handlers });
  open.push(await server.start(signal));
  const address = `127.0.0.1:${server.port()}`;
  const client = new Client(address, credentials.createInsecure());
  open.push({ stop: async () => client.close() });
  return createRpcClient(client, METHODS, { address, timeoutMs, signal });
}

async function failureOf(work: Promise<unknown>): Promise<RpcFailure> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (error instanceof RpcFailure) return error;
  throw new Error('it was answered, or failed otherwise', { cause: error });
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function* requests(count: number) {
  for (let i = 0; i < count; i += 1) yield SubmitReportsRequest.fromPartial({ ordinal: BigInt(i) });
}

test('a call is a promise, a stream an async iterable', async () => {
  const calls = await connect();
  expect(await calls.getReceipt({ reportId: 'a' })).toMatchObject({ receipt: { reportId: 'a' } });
  expect(await all(calls.watchReceipts({ resumeToken: '', reportIds: [] }))).toHaveLength(1);
  expect((await all(calls.submitReports(requests(3)))).map(({ ordinal }) => ordinal)).toEqual([0n, 1n, 2n]);
});

test('an error has its code, its violations and where the call went', async () => {
  const violations = [{ field: 'report_id', description: 'is too long' }];
  const calls = await connect({
    getReceipt: async () => {
      throw new RpcError('INVALID_ARGUMENT', 'see the violations', [{ type: 'badRequest', violations }]);
    },
  });
  const failure = await failureOf(calls.getReceipt({ reportId: 'a' }));
  expect(failure).toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: 'see the violations',
    method: 'GetReceipt',
    violations: [expect.objectContaining(violations[0])],
  });
  expect(failure.address).toMatch(/^127\.0\.0\.1:\d+$/);
});

test('a service that is too busy is asked again after the time that it names', async () => {
  let asked = 0;
  const busy = async () => {
    asked += 1;
    if (asked < 3)
      throw new RpcError('RESOURCE_EXHAUSTED', 'busy', [{ type: 'retryInfo', retryAfterMs: 10 }]);
    return { receipt };
  };
  const calls = await connect({ getReceipt: busy });
  expect(await calls.getReceipt({ reportId: 'a' })).toMatchObject({ receipt: { reportId: 'a' } });
  expect(asked).toBe(3);
});

test('a wait that would outlast the deadline is not begun', async () => {
  const calls = await connect({
    getReceipt: async () => {
      throw new RpcError('RESOURCE_EXHAUSTED', 'busy', [{ type: 'retryInfo', retryAfterMs: 60_000 }]);
    },
  });
  expect(await failureOf(calls.getReceipt({ reportId: 'a' }))).toMatchObject({
    code: 'RESOURCE_EXHAUSTED',
    retryAfterMs: 60_000,
  });
});

test('a call without an answer ends at its deadline, a stream after its silence', async () => {
  const calls = await connect(
    {
      getReceipt: (_, { signal }) => wait(10_000, { receipt }, { signal }),
      async *watchReceipts(_, { signal }) {
        yield { receipt, resumeToken: '1' };
        await wait(10_000, undefined, { signal });
      },
    },
    100,
  );
  expect((await failureOf(calls.getReceipt({ reportId: 'a' }))).code).toBe('DEADLINE_EXCEEDED');
  const silence = await failureOf(all(calls.watchReceipts({ resumeToken: '', reportIds: [] })));
  expect(silence).toMatchObject({ code: 'DEADLINE_EXCEEDED', message: 'no answer for 100 ms' });
});

test('Ctrl-C ends whatever runs', async () => {
  const interrupted = new AbortController();
  const calls = await connect(
    { getReceipt: (_, { signal }) => wait(10_000, { receipt }, { signal }) },
    5000,
    interrupted.signal,
  );
  const running = failureOf(calls.getReceipt({ reportId: 'a' }));
  interrupted.abort();
  expect((await running).code).toBe('CANCELLED');
  expect((await failureOf(all(calls.submitReports(requests(1))))).code).toBe('CANCELLED');
});

test('leaving the loop hangs up', async () => {
  const hungUp = Promise.withResolvers<void>();
  const calls = await connect({
    async *watchReceipts(_, { signal }) {
      signal.addEventListener('abort', () => hungUp.resolve());
      yield { receipt, resumeToken: '1' };
      await wait(10_000, undefined, { signal });
    },
  });
  for await (const _ of calls.watchReceipts({ resumeToken: '', reportIds: [] })) break;
  await hungUp.promise;
});

test('requests are made no faster than the service reads them', async () => {
  const gate = Promise.withResolvers<void>();
  let made = 0;
  async function* endless() {
    for (let i = 0; i < 50_000; i += 1) {
      made += 1;
      yield SubmitReportsRequest.fromPartial({
        ordinal: BigInt(i),
        operation: {
          $case: 'submit',
          value: { report: { reportId: 'x'.repeat(64), place: 'p'.repeat(1000) } },
        },
      });
    }
  }
  const calls = await connect({
    async *submitReports(all) {
      await gate.promise;
      for await (const { ordinal } of all) {
        yield SubmitReportsResponse.fromPartial({ ordinal });
        if (ordinal === 10n) return;
      }
    },
  });
  const answers = all(calls.submitReports(endless()));
  let before = -1;
  while (made === 0 || made !== before) {
    before = made;
    await wait(100);
  }
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(5000);
  gate.resolve();
  expect(await answers).toHaveLength(11);
});

test('what makes the requests fail is what the caller hears', async () => {
  const calls = await connect();
  async function* broken() {
    yield SubmitReportsRequest.fromPartial({ ordinal: 0n });
    throw new RangeError('the file ends');
  }
  await expect(all(calls.submitReports(broken()))).rejects.toThrow(RangeError);
});
