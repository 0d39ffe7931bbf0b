import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy in front of a server, with which a test causes network faults. */
export type TcpProxy = {
  readonly address: string;
  /** Ends every connection, and rejects new ones until `mend`. */
  cut(): void;
  /** Forwards requests to the server, and discards its responses. */
  dropAnswers(): void;
  /** Resets every connection once; new ones work. */
  reset(): void;
  /** Forwards half of the next response of each connection, then resets the connection. */
  truncateAnswers(): void;
  /** Forwards nothing in this direction, without closing: a half-open connection, or with `both` a dead network. */
  stall(direction: Direction | 'both'): void;
  /** Delays each chunk, in order. */
  delay(ms: number): void;
  /** Limits the bytes per second in each direction of each connection. */
  throttle(bytesPerSecond: number): void;
  /** Ends all faults: forwards delayed data in order, and accepts connections. */
  restore(): void;
  /** Forwards new connections to another server, like an address that moves to another machine. Existing connections are kept. */
  retarget(target: string): void;
  /** Number of bytes forwarded to the server and back. */
  transferredBytes(): { readonly toServer: number; readonly toClient: number };
  close(): Promise<void>;
};

export type Direction = 'to-server' | 'to-client';

export type ProxyOptions = {
  /** Rewrites responses, because a broker announces its own address, which would bypass the proxy. */
  readonly rewriteAnswer?: (answer: Buffer, proxyPort: number) => Buffer;
};

type NetworkConditions = {
  readonly cut: boolean;
  readonly dropAnswers: boolean;
  readonly stalled: ReadonlySet<Direction>;
  readonly delayMs: number;
  readonly bytesPerSecond: number;
};

const NORMAL_CONDITIONS: NetworkConditions = {
  cut: false,
  dropAnswers: false,
  stalled: new Set(),
  delayMs: 0,
  bytesPerSecond: Number.POSITIVE_INFINITY,
};

export async function startTcpProxy(target: string, options: ProxyOptions = {}): Promise<TcpProxy> {
  let { host, port } = hostAndPort(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  const channels = new Set<Channel>();
  const truncations = new Map<readonly [Socket, Socket], 'tears' | 'torn'>();
  const passed = { toServer: 0, toClient: 0 };
  let conditions = NORMAL_CONDITIONS;
  let proxyPort = 0;
  const server = createServer((client) => {
    if (conditions.cut) {
      client.destroy();
      return;
    }
    const upstream = connect({ host, port });
    const pair = [client, upstream] as const;
    const now = () => conditions;
    const there = createChannel('to-server', client, upstream, now, (data) => {
      passed.toServer += data.length;
      return data;
    });
    const back = createChannel('to-client', upstream, client, now, (data) => {
      passed.toClient += data.length;
      if (conditions.dropAnswers) return undefined;
      const answer = options.rewriteAnswer?.(data, proxyPort) ?? data;
      const tear = truncations.get(pair);
      if (tear === undefined) return answer;
      if (tear === 'tears') {
        truncations.set(pair, 'torn');
        // Data in the system's send buffer goes out before the reset.
        client.write(answer.subarray(0, Math.ceil(answer.length / 2)), () => client.resetAndDestroy());
      }
      return undefined;
    });
    pairs.add(pair);
    for (const channel of [there, back]) channels.add(channel);
    const end = () => {
      pairs.delete(pair);
      truncations.delete(pair);
      for (const channel of [there, back]) {
        channels.delete(channel);
        channel.end();
      }
      client.destroy();
      upstream.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const listening = server.address();
  if (listening === null || typeof listening === 'string') throw new Error('the proxy has no port');
  proxyPort = listening.port;
  const change = (to: Partial<NetworkConditions>) => {
    conditions = { ...conditions, ...to };
    for (const channel of channels) channel.flush();
  };
  const endAll = (how: 'destroy' | 'resetAndDestroy') => {
    for (const pair of pairs) for (const socket of pair) socket[how]();
  };
  return {
    address: `127.0.0.1:${proxyPort}`,
    cut: () => {
      change({ cut: true });
      endAll('destroy');
    },
    dropAnswers: () => change({ dropAnswers: true }),
    reset: () => endAll('resetAndDestroy'),
    truncateAnswers: () => {
      for (const pair of pairs) truncations.set(pair, 'tears');
    },
    stall: (direction) =>
      change({ stalled: new Set(direction === 'both' ? ['to-server', 'to-client'] : [direction]) }),
    delay: (delayMs) => change({ delayMs }),
    throttle: (bytesPerSecond) => change({ bytesPerSecond }),
    restore: () => change(NORMAL_CONDITIONS),
    retarget: (to) => {
      ({ host, port } = hostAndPort(to));
    },
    transferredBytes: () => ({ ...passed }),
    close: async () => {
      endAll('destroy');
      server.close();
      await once(server, 'close');
    },
  };
}

function hostAndPort(target: string): { host: string; port: number } {
  const [host, port] = target.split(':');
  if (host === undefined || port === undefined) throw new Error(`not host:port: ${target}`);
  return { host, port: Number(port) };
}

type Channel = {
  /** Called when faults change. Forwards waiting data if the faults allow it. */
  flush(): void;
  end(): void;
};

/** One direction of one connection: waiting data in order, and the earliest time to forward it. */
function createChannel(
  direction: Direction,
  from: Socket,
  to: Socket,
  conditions: () => NetworkConditions,
  pass: (data: Buffer) => Buffer | undefined,
): Channel {
  const waiting: { readonly data: Buffer; readonly at: number }[] = [];
  let freeAt = 0;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    for (;;) {
      const { stalled, delayMs, bytesPerSecond } = conditions();
      const [first] = waiting;
      if (first === undefined || stalled.has(direction)) break;
      const now = performance.now();
      const due = Math.max(delayMs === 0 ? 0 : first.at + delayMs, freeAt);
      if (due > now) {
        timer = setTimeout(flush, Math.ceil(due - now));
        break;
      }
      waiting.shift();
      freeAt = now + (first.data.length / bytesPerSecond) * 1_000;
      const data = pass(first.data);
      if (data !== undefined && !to.destroyed) to.write(data);
    }
    // Backpressure, so that an endless upload does not fill this process.
    if (waiting.length > MAX_WAITING) from.pause();
    else from.resume();
  };
  from.on('data', (data: Buffer) => {
    waiting.push({ data, at: performance.now() });
    flush();
  });
  return {
    flush,
    end: () => {
      clearTimeout(timer);
      waiting.length = 0;
    },
  };
}

const MAX_WAITING = 1_000;
