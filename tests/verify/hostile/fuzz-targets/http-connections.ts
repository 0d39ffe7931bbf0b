import { connect, type Socket } from 'node:net';
import type { Random } from '../../random.ts';
import type { FuzzTarget } from '../fuzz-target.ts';
import { exchange } from '../http/raw-http.ts';

const MAX_OPEN = 2_000;
/** Another client at another address, which must be served during the attack. */
const BYSTANDER_ADDRESS = '127.0.0.2';
const GOOD = Buffer.from('GET /v1/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');

type Opening = (socket: Socket, random: Random) => string;

/** Each leaves a connection open, in another state. */
const OPENINGS: readonly Opening[] = [
  () => 'kept open idle',
  (socket) => {
    socket.write('GET /v1/status HTTP/1.1\r\nHost: localhost\r\n');
    return 'kept open without an end of headers';
  },
  (socket) => {
    socket.write('POST /v1/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx');
    return 'kept open with half a body';
  },
  (socket) => {
    socket.write('GET /v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n');
    return 'kept open after an answer';
  },
  (socket) => {
    socket.write('GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(50));
    socket.pause();
    return 'kept open without reading';
  },
  (socket, random) => {
    socket.write('GET /v1/status HTTP/1.1\r\n');
    const timer = setInterval(() => socket.write(`X-${random.between(0, 9)}: 1\r\n`), 200);
    timer.unref();
    socket.on('close', () => clearInterval(timer));
    return 'kept open trickling';
  },
];

/** Connections that are opened and kept: idle, unfinished, trickling, unread. */
export const httpConnections: FuzzTarget = {
  name: 'http-connections',
  about: 'idle, unfinished, trickling and unread connections over HTTP, thousands of them',
  inputs: { full: 10_000, short: 60 },
  concurrency: 8,
  timeoutMs: 60_000,
  open: async (context) => {
    const { region } = await context.region();
    const sockets: Socket[] = [];
    const ports = [region.ports.insightsHttp, region.ports.insightsOps];
    return {
      send: async (random) => {
        const socket = connect({ port: random.pick(ports), host: '127.0.0.1' });
        socket.on('error', () => undefined);
        sockets.push(socket);
        if (sockets.length > MAX_OPEN) sockets.shift()?.destroy();
        const code = random.pick(OPENINGS)(socket, random);
        if (!random.oneIn(4)) return { code };
        const { statuses } = await exchange(region.ports.insightsHttp, GOOD, {
          patienceMs: 20_000,
          localAddress: BYSTANDER_ADDRESS,
        });
        return {
          code,
          defects: statuses[0] === 200 ? [] : [`another client got ${statuses[0] ?? 'nothing'}`],
        };
      },
      close: () => {
        for (const socket of sockets) socket.destroy();
      },
    };
  },
};
