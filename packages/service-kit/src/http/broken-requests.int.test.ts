import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { createHttpServer } from './http-server.ts';

async function answerTo(request: string): Promise<string> {
  const server = createHttpServer({
    name: 'http of test',
    host: '127.0.0.1',
    port: 0,
    log: createLogger({ service: 'kit', level: 'silent' }),
    routes: () => undefined,
  });
  const running = await server.start(AbortSignal.timeout(5_000));
  onTestFinished(() => running.stop());
  const socket = connect(server.port(), '127.0.0.1');
  socket.end(request);
  return text(socket);
}

test('bytes that are not HTTP are answered with problem+json', async () => {
  const answer = await answerTo('G T / HTTP/1.1\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/problem\+json\r\n/);
  expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toEqual({
    type: 'about:blank',
    title: 'The request is not valid',
    status: 400,
  });
});

test('a request without a Host header is answered with problem+json', async () => {
  const answer = await answerTo('GET / HTTP/1.1\r\nConnection: close\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('content-type: application/problem+json');
});

test('an unknown Expect header is ignored', async () => {
  const answer = await answerTo('GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nConnection: close\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  expect(answer).toContain('content-type: application/problem+json');
});

test('headers that are too large are answered with 431', async () => {
  const answer = await answerTo(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  expect(answer).toContain('The headers are too large');
  // A page of another site that requests this URL must not learn whether a response came.
  expect(answer).toContain('\r\ncross-origin-resource-policy: same-origin\r\n');
  expect(answer).toContain('\r\ncache-control: no-store\r\n');
});
