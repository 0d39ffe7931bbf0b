import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way through to a server that a test can cut, hold or drop answers on: what a network does to a client. */
export type TcpProxy = {
  readonly address: string;
  /** Ends every connection and refuses new ones until `mend`. */
  cut(): void;
  /** Takes what the client sends on to the server, and throws away what the server answers. */
  dropAnswers(): void;
  mend(): void;
  close(): Promise<void>;
};

export type ProxyOptions = {
  /** Rewrites what the server answers: a broker tells clients its own address, which leads past the proxy. */
  readonly rewriteAnswer?: (answer: Buffer, proxyPort: number) => Buffer;
};

export async function startTcpProxy(target: string, options: ProxyOptions = {}): Promise<TcpProxy> {
  const [host, port] = target.split(':');
  if (host === undefined || port === undefined) throw new Error(`not host:port: ${target}`);
  const pairs = new Set<[Socket, Socket]>();
  let mode: 'through' | 'cut' | 'drop-answers' = 'through';
  let proxyPort = 0;
  const server = createServer((client) => {
    if (mode === 'cut') {
      client.destroy();
      return;
    }
    const upstream = connect({ host, port: Number(port) });
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    client.on('data', (data) => upstream.write(data));
    upstream.on('data', (data) => {
      if (mode === 'through') client.write(options.rewriteAnswer?.(data, proxyPort) ?? data);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const listening = server.address();
  if (listening === null || typeof listening === 'string') throw new Error('no port was given');
  proxyPort = listening.port;
  const endAll = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    address: `127.0.0.1:${proxyPort}`,
    cut: () => {
      mode = 'cut';
      endAll();
    },
    dropAnswers: () => {
      mode = 'drop-answers';
    },
    mend: () => {
      mode = 'through';
    },
    close: async () => {
      endAll();
      server.close();
      await once(server, 'close');
    },
  };
}
