import { once } from 'node:events';
import { connect, constants } from 'node:http2';
import { status } from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { EchoService } from './echo.fixture.ts';
import { collectAll, serve } from './echo-server.fixture.ts';
import { RpcError } from './rpc-error.ts';

test('a caller that cancels aborts the signal and ends the handler’s generator', async () => {
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
  'an incomplete upload of a client that %s is never treated as complete',
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

test('a caller that does not read blocks the handler', async () => {
  let produced = 0;
  const big = 'x'.repeat(16 * 1024);
  const { port } = await serve({
    repeat: async function* () {
      for (; produced < 5_000; produced += 1) yield big;
    },
  });
  // A grpc-js client buffers without limit before its first read, so this one uses HTTP/2 itself.
  const { call, session } = callRepeat(port);
  await settled(() => produced);
  // The HTTP/2 windows and the stream's buffer contain some messages, but not 80 MB.
  expect(produced).toBeGreaterThan(0);
  expect(produced).toBeLessThan(100);
  let received = 0;
  for await (const chunk of call) received += chunk.length;
  expect(received).toBe(5_000 * (big.length + 5));
  session.close();
});

test('a caller that reads nothing ends its call after the limit, and the handler with it', async () => {
  const ended = Promise.withResolvers<void>();
  const { port } = await serve(
    {
      repeat: async function* () {
        try {
          for (;;) yield 'x'.repeat(16 * 1024);
        } finally {
          ended.resolve();
        }
      },
    },
    { unreadLimitMs: 50 },
  );
  const { call, session } = callRepeat(port);
  await ended.promise;
  call.resume();
  const [trailers] = await once(call, 'trailers');
  expect([trailers['grpc-status'], decodeURIComponent(String(trailers['grpc-message']))]).toEqual([
    String(status.UNAVAILABLE),
    'you read nothing for too long: call again, and read responses as they arrive',
  ]);
  session.destroy();
});

test('a handler that does not read blocks its caller', async () => {
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
  const answers = collectAll(chat);
  let written = 0;
  const big = 'x'.repeat(16 * 1024);
  for (let index = 0; index < 5_000; index += 1) chat.write(big, () => (written += 1));
  chat.end();
  await settled(() => written);
  expect(written).toBeLessThan(1_000);
  go.resolve();
  expect(await answers).toEqual(['ready', '5000']);
});

test('a handler that stops reading early can still respond', async () => {
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
  expect(await collectAll(chat)).toEqual(['first was a', 'enough']);
});

/** Returns the value when it has grown and then stayed the same for ten reads. No event marks that nothing more happens. */
async function settled(value: () => number): Promise<void> {
  let last = 0;
  for (let same = 0; same < 10; same += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (value() === 0 || value() !== last) same = 0;
    last = value();
  }
}

test('responses of one turn of the event loop are written together', async () => {
  const sizes: number[] = [];
  const arrived = Promise.withResolvers<void>();
  const { port } = await serve({
    repeat: async function* () {
      for (let i = 0; i < 50; i++) yield 'x';
      // Otherwise both requests could be read together.
      await arrived.promise;
      yield 'y';
    },
  });
  const { call, session } = callRepeat(port);
  call.on('data', (chunk: Buffer) => {
    sizes.push(chunk.length);
    arrived.resolve();
  });
  await once(call, 'end');
  session.destroy();
  // If they were written one by one, each response would be a frame of its own.
  expect(sizes).toEqual([50 * 6, 6]);
});

test('responses before an error precede it', async () => {
  const { client } = await serve({
    repeat: async function* () {
      yield 'a';
      yield 'b';
      throw new RpcError('ABORTED', 'no more');
    },
  });
  const received: string[] = [];
  const answers = client.repeat('x').on('data', (answer: string) => received.push(answer));
  const [error] = await once(answers, 'error');
  expect([received, error.details]).toEqual([['a', 'b'], 'no more']);
});

/** Uses HTTP/2 itself, to see the frames and to control how fast it reads. */
function callRepeat(port: number) {
  const session = connect(`http://127.0.0.1:${port}`);
  const call = session.request({
    ':method': 'POST',
    ':path': EchoService.repeat.path,
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  call.end(Buffer.from([0, 0, 0, 0, 1, 65]));
  return { call, session };
}
