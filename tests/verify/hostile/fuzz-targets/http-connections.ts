import { connect, type Socket } from 'node:net';
import type { Random } from '../../random.ts';
import type { FuzzTarget } from '../fuzz-target.ts';
import { exchange } from '../http/raw-http.ts';

const MOST_HELD = 2_000;
const GOOD = Buffer.from('GET /v1/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');

type Hold = (socket: Socket, random: Random) => string;

/** Each leaves a connection open, in another state. */
const HOLDS: readonly Hold[] = [
  () => 'held idle',
  (socket) => {
    socket.write('GET /v1/status HTTP/1.1\r\nHost: localhost\r\n');
    return 'held without an end of headers';
  },
  (socket) => {
    socket.write('POST /v1/status HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx');
    return 'held with half a body';
  },
  (socket) => {
    socket.write('GET /v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n');
    return 'held after an answer';
  },
  (socket) => {
    socket.write('GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(50));
    socket.pause();
    return 'held without reading';
  },
  (socket, random) => {
    socket.write('GET /v1/status HTTP/1.1\r\n');
    const timer = setInterval(() => socket.write(`X-${random.between(0, 9)}: 1\r\n`), 200);
    timer.unref();
    socket.on('close', () => clearInterval(timer));
    return 'held trickling';
  },
];

/** Connections that are opened and kept: idle, unfinished, trickling, unread. */
export const httpConnections: FuzzTarget = {
  name: 'http-connections',
  about: 'idle, unfinished, trickling and unread connections over HTTP, thousands of them',
  inputs: { full: 10_000, short: 60 },
  concurrency: 8,
  timeoutMs: 60_000,
  open: async (site) => {
    const { region } = await site.region();
    const held: Socket[] = [];
    const ports = [region.ports.insightsHttp, region.ports.insightsOps];
    return {
      send: async (random) => {
        const socket = connect({ port: random.pick(ports), host: '127.0.0.1' });
        socket.on('error', () => undefined);
        held.push(socket);
        if (held.length > MOST_HELD) held.shift()?.destroy();
        const code = random.pick(HOLDS)(socket, random);
        if (!random.oneIn(4)) return { code };
        const { statuses } = await exchange(region.ports.insightsHttp, GOOD, 20_000);
        return {
          code,
          defects: statuses[0] === 200 ? [] : [`another client got ${statuses[0] ?? 'nothing'}`],
        };
      },
      close: () => {
        for (const socket of held) socket.destroy();
      },
    };
  },
};
