import { type ServiceError, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Running } from '../lifecycle/components.ts';
import { createLogger } from '../log/logger.ts';
import { createTestPki, EchoService, echoClient, type TestPki } from './echo.fixture.ts';
import { createGrpcServer, type GrpcServer } from './grpc-server.ts';
import { RpcError } from './rpc-error.ts';

const listeners = new Set<() => void>();
const suspended = new Set<string>();
const ended: string[] = [];
let nowMs = Date.now();
let region: TestPki;
let server: GrpcServer;
let running: Running;

beforeAll(async () => {
  region = await createTestPki();
  server = createGrpcServer({
    name: 'gRPC of test',
    host: '127.0.0.1',
    port: 0,
    tls: region.server,
    stopTimeoutMs: 500,
    log: createLogger({ service: 'kit', level: 'silent' }),
    now: () => nowMs,
    reauthorization: {
      reauthorize: ({ caller }) => {
        if (suspended.has(caller?.id ?? '')) throw new RpcError('PERMISSION_DENIED', 'suspended');
        if (nowMs >= (caller?.validToMs ?? 0)) throw new RpcError('PERMISSION_DENIED', 'expired');
      },
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  server.addService(EchoService, {
    once: async (request) => request,
    // Ends only when its signal aborts.
    repeat: async function* (_request, ctx) {
      yield ctx.caller?.id ?? '';
      await new Promise((_, reject) =>
        ctx.signal.addEventListener('abort', () => {
          ended.push((ctx.signal.reason as RpcError).code);
          reject(ctx.signal.reason);
        }),
      );
    },
    gather: async () => '',
    // Ignores even its signal.
    chat: async function* (_requests, ctx) {
      yield ctx.caller?.id ?? '';
      await new Promise(() => {});
    },
  });
  running = await server.start(AbortSignal.timeout(5_000));
});
afterAll(() => running.stop());

test('an expired certificate ends its open calls and no others, also without a change of the access rules', async () => {
  const begun = Date.now();
  // Long enough for both calls to begin, and short enough to expire within the test.
  const client = async (id: string, days: number) =>
    echoClient(server.port(), await region.client(`waylight://organisation/${id}`, days));
  const [short, long] = [await client('SHORT', 1), await client('LONG', 2)];
  nowMs = begun + 86_400_000 - 1_500;
  const streams = [short.repeat('x'), short.chat(), long.repeat('x')];
  const ends = streams.map((stream) => new Promise<ServiceError>((resolve) => stream.on('error', resolve)));
  await Promise.all(streams.map((stream) => new Promise((resolve) => stream.once('data', resolve))));
  let hasLeft = false;
  void ends[2]?.then(() => {
    hasLeft = true;
  });
  // The other certificate is valid for another day.
  nowMs = begun + 86_400_000 + 60_000;
  for (const { code, details } of await Promise.all(ends.slice(0, 2)))
    expect([code, details]).toEqual([status.PERMISSION_DENIED, 'expired']);
  expect(await long.once('still here')).toBe('still here');
  expect(hasLeft).toBe(false);
  short.close();
  long.close();
  nowMs = Date.now();
  ended.length = 0;
});

test('a change ends open calls without permission, also if a handler does not notice', async () => {
  const open = async (id: string) => {
    const client = echoClient(server.port(), await region.client(`waylight://organisation/${id}`));
    const streams = [client.repeat('x'), client.chat()];
    const ends = streams.map((stream) => new Promise<ServiceError>((resolve) => stream.on('error', resolve)));
    await Promise.all(streams.map((stream) => new Promise((resolve) => stream.once('data', resolve))));
    return { client, ends };
  };
  const [revoked, stays] = [await open('GONE'), await open('STAYS')];
  let hasLeft = false;
  for (const end of stays.ends)
    void end.then(() => {
      hasLeft = true;
    });
  suspended.add('GONE');
  for (const listener of listeners) listener();
  for (const { code, details } of await Promise.all(revoked.ends))
    expect([code, details]).toEqual([status.PERMISSION_DENIED, 'suspended']);
  expect(ended).toEqual(['PERMISSION_DENIED']);
  expect(await stays.client.once('still here')).toBe('still here');
  expect(hasLeft).toBe(false);
  revoked.client.close();
  stays.client.close();
});

test('a stopped server has no subscription left', async () => {
  await running.stop();
  expect(listeners.size).toBe(0);
});
