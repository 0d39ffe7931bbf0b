import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { createHttpServer } from './http-server.ts';
import { type EventStreamOptions, type ServerEvent, sendEvents } from './send-events.ts';

type Events = (hungUp: AbortSignal) => AsyncIterable<ServerEvent>;

async function serve(events: Events, options?: EventStreamOptions): Promise<number> {
  const server = createHttpServer({
    name: 'http of test',
    host: '127.0.0.1',
    port: 0,
    log: createLogger({ service: 'kit', level: 'silent' }),
    routes: (app) =>
      void app.get('/', (_request, reply) => sendEvents(reply, events, options).catch(() => undefined)),
  });
  const running = await server.start(AbortSignal.timeout(10_000));
  onTestFinished(() => running.stop());
  return server.port();
}

test('events have the standard form, also with several lines of data', async () => {
  const port = await serve(async function* () {
    yield { retryMs: 5_000, id: '7' };
    yield { id: '8', data: 'one\ntwo\r\nthree\rfour' };
  });
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  // The stream has the same strict headers as every other response.
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await answer.text()).toBe(
    'retry: 5000\nid: 7\n\nid: 8\ndata: one\ndata: two\ndata: three\ndata: four\n\n',
  );
});

test('an idle stream sends heartbeats, and its source ends when the caller disconnects', async () => {
  let isOver = false;
  const port = await serve(
    async function* (hungUp) {
      yield { id: '1' };
      await new Promise((resolve) => hungUp.addEventListener('abort', resolve));
      isOver = true;
    },
    { heartbeatMs: 20 },
  );
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('utf8').on('data', (text) => {
    received += text;
  });
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(() => received.split(':\n\n').length).toBeGreaterThan(2);
  expect(isOver).toBe(false);
  socket.destroy();
  await expect.poll(() => isOver).toBe(true);
});

test('a failing source ends the stream, not the server', async () => {
  const port = await serve(async function* () {
    yield { data: 'first' };
    throw new Error('the store of Amina is away');
  });
  for (const _ of [1, 2])
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('data: first\n\n');
});
