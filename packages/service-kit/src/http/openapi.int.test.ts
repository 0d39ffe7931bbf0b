import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { createHttpServer } from './http-server.ts';
import { describeApi } from './openapi.ts';

const DOCUMENT_BYTES = 200_000;
const [CONNECTIONS, REQUESTS] = [20, 50];
const MEBIBYTE = 1024 * 1024;

test('keeps one copy of the document, however many responses wait to be read', async () => {
  let answers = 0;
  const server = createHttpServer({
    name: 'http of test',
    host: '127.0.0.1',
    port: 0,
    log: createLogger({ service: 'kit', level: 'silent' }),
    routes: async (app) => {
      app.addHook('onSend', async () => {
        answers += 1;
      });
      await describeApi(app, { title: 'test', description: 'x'.repeat(DOCUMENT_BYTES) });
    },
  });
  const running = await server.start(AbortSignal.timeout(5_000));
  const sockets: Socket[] = [];
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await running.stop();
  });
  const before = memory();
  for (let n = 0; n < CONNECTIONS; n += 1) {
    const socket = connect(server.port(), '127.0.0.1');
    socket.pause();
    socket.write('GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(REQUESTS));
    sockets.push(socket);
  }
  await expect.poll(() => answers).toBe(CONNECTIONS * REQUESTS);
  // A copy for each response would need 200 MB.
  expect((memory() - before) / MEBIBYTE).toBeLessThan(80);
});

function memory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
