import { once } from 'node:events';
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { setImmediate as turn } from 'node:timers/promises';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { expect, onTestFinished, test } from 'vitest';
import { MAX_CONNECTIONS } from '../limit-connections.ts';
import { bind } from './bind.ts';
import { serve } from './echo-server.fixture.ts';

/** Sends a call that a gRPC library would not send. */
function rawCall(
  to: number | ClientHttp2Session,
  method: string,
  headers: OutgoingHttpHeaders = {},
): ClientHttp2Stream {
  const session = typeof to === 'number' ? connect(`http://localhost:${to}`) : to;
  if (typeof to === 'number') onTestFinished(() => session.destroy());
  return session.request({
    ':method': 'POST',
    ':path': `/waylight.test.v1.EchoService/${method}`,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  });
}

async function statusOf(call: ClientHttp2Stream): Promise<number> {
  call.resume();
  const end = ([headers]: unknown[]) => Number(Reflect.get(Object(headers), 'grpc-status'));
  const signal = AbortSignal.timeout(10_000);
  const trailers = once(call, 'trailers', { signal }).then(end);
  const response = end(await once(call, 'response', { signal }));
  if (Number.isNaN(response)) return trailers;
  trailers.catch(() => undefined);
  return response;
}

const frame = (message: string, flag = 0): Buffer => {
  const head = Buffer.alloc(5);
  head.writeUInt8(flag, 0);
  head.writeUInt32BE(Buffer.byteLength(message), 1);
  return Buffer.concat([head, Buffer.from(message)]);
};

const DEADLINE_EXCEEDED = 4;
const INVALID_ARGUMENT = 3;

test('a deadline that passes while responses are written ends the call for its caller', async () => {
  const { port } = await serve({
    chat: async function* () {
      for (;;) {
        yield 'again';
        yield 'and again';
        yield 'a third time';
        await turn();
      }
    },
  });
  for (let n = 0; n < 20; n++) {
    const call = rawCall(port, 'Chat', { 'grpc-timeout': '20m' });
    call.end(frame('hello'));
    expect(await statusOf(call)).toBe(DEADLINE_EXCEEDED);
  }
});

test('an invalid timeout, and bytes that do not decompress, become INVALID_ARGUMENT', async () => {
  const { port } = await serve();
  const never = rawCall(port, 'Once', { 'grpc-timeout': 'soon' });
  never.end(frame('hello'));
  expect(await statusOf(never)).toBe(INVALID_ARGUMENT);
  const broken = rawCall(port, 'Once', { 'grpc-encoding': 'gzip' });
  broken.end(frame('not gzip', 1));
  expect(await statusOf(broken)).toBe(INVALID_ARGUMENT);
});

test('a stream whose requests never end is reset after its status', async () => {
  const { port } = await serve({}, { closeGraceMs: 50 });
  const call = rawCall(port, 'Chat', { 'grpc-timeout': '20m' });
  call.write(frame('hello'));
  expect(await statusOf(call)).toBe(DEADLINE_EXCEEDED);
  if (!call.closed) await once(call, 'close', { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
  expect(call.rstCode).toBe(constants.NGHTTP2_CANCEL);
});

test('a connection still works after its caller reset streams without reading them', async () => {
  const { port } = await serve({
    repeat: async function* () {
      for (let n = 0; n < 8; n++) yield 'x'.repeat(32_000);
    },
  });
  const session = connect(`http://localhost:${port}`, { maxSessionMemory: 1_000_000 });
  onTestFinished(() => session.destroy());
  for (let n = 0; n < 700; n++) {
    const call = rawCall(session, 'Repeat');
    call.end(frame('hello'));
    call.pause();
    await once(call, 'response', { signal: AbortSignal.timeout(10_000) });
    await turn();
    call.close(constants.NGHTTP2_CANCEL);
  }
  const after = rawCall(session, 'Once');
  after.end(frame('hello'));
  expect(await statusOf(after)).toBe(0);
});

test('the limit of connections reaches the servers inside grpc-js', async () => {
  const kept = new Server();
  const bound = bind(
    kept,
    { name: 'gRPC of test', host: '127.0.0.1', port: 0 },
    ServerCredentials.createInsecure(),
  );
  onTestFinished(() => kept.forceShutdown());
  await bound;
  const servers: ReadonlyMap<object, unknown> = Reflect.get(kept, 'http2Servers');
  expect([...servers.keys()].map((one) => Reflect.get(one, 'maxConnections'))).toEqual([MAX_CONNECTIONS]);
});
