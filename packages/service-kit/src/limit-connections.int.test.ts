import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createGrpcServer } from './grpc/grpc-server.ts';
import { createHttpServer } from './http/http-server.ts';
import { networkOf } from './limit-connections.ts';
import { createLogger } from './log/logger.ts';
import { createAuthority, issueCertificate } from './pki/authority.ts';

const log = createLogger({ service: 'kit', level: 'silent' });
const now = new Date();
const authority = await createAuthority({ commonName: 'a', days: 2, now });
const tls = {
  ca: authority.certificate,
  ...(await issueCertificate(authority, {
    commonName: 's',
    dns: ['localhost'],
    usage: 'server',
    days: 1,
    now,
  })),
};
const address = { name: 'test', host: '127.0.0.1', port: 0, log, connectionsPerAddress: 3 };
const routes = () => undefined;

function open(port: number): Socket {
  const socket = connect({ host: '127.0.0.1', port });
  return socket.on('error', () => undefined).resume();
}

const openSeveral = (port: number, count: number) => Array.from({ length: count }, () => open(port));
const countClosed = (sockets: readonly Socket[]) => sockets.filter(({ closed }) => closed).length;

/** Opens seven connections, and ends them. The server decides in their order: once it has closed the last, it decided about all. */
async function countKept(port: number): Promise<number> {
  const sockets = openSeveral(port, 6);
  await once(open(port), 'close');
  const kept = sockets.length - countClosed(sockets);
  for (const socket of sockets) socket.destroy();
  return kept;
}

test.each([
  ['HTTP', () => createHttpServer({ ...address, routes })],
  ['HTTPS', () => createHttpServer({ ...address, tls, routes })],
  ['gRPC', () => createGrpcServer({ ...address, tls })],
])(
  '%s keeps as many connections of one address as permitted, and again after they end',
  async (_name, create) => {
    const server = create();
    const { stop } = await server.start(AbortSignal.timeout(5_000));
    // The server notices a moment later that connections ended.
    for (const _round of [1, 2])
      await expect.poll(() => countKept(server.port()), { timeout: 5_000 }).toBe(3);
    await stop();
  },
);

test('a connection without a TLS handshake is closed, and does not count for ever', async () => {
  const server = createHttpServer({ ...address, tls, routes });
  const { stop } = await server.start(AbortSignal.timeout(5_000));
  const sockets = openSeveral(server.port(), 3);
  await expect.poll(() => countClosed(sockets), { timeout: 15_000 }).toBe(3);
  await stop();
});

test('a trusted proxy has no limit, because it connects for many', async () => {
  const server = createHttpServer({ ...address, routes, trustedProxies: ['192.0.2.1', '127.0.0.0/8'] });
  const { stop } = await server.start(AbortSignal.timeout(5_000));
  const sockets = openSeveral(server.port(), 6);
  for (const socket of sockets) {
    socket.write('GET / HTTP/1.0\r\n\r\n');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1.1 404/);
  }
  await stop();
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::6', '2001:db8:1:2'],
  ['2001:db8::6', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('%s belongs to %s', (one, network) => expect(networkOf(one)).toBe(network));
