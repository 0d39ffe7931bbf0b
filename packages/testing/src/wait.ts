import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';

export type WaitOptions = {
  readonly signal?: AbortSignal;
  readonly deadlineMs?: number;
  readonly everyMs?: number;
};

/** Waits until a condition is true. At the deadline (30 s by default) it throws an error that contains the description. */
export async function waitFor(
  what: string,
  isFulfilled: () => boolean | Promise<boolean>,
  options: WaitOptions = {},
): Promise<void> {
  const deadline = Date.now() + (options.deadlineMs ?? 30_000);
  while (!(await isFulfilled())) {
    if (Date.now() > deadline) throw new Error(`waited too long for: ${what}`);
    await delay(options.everyMs ?? 20, undefined, { signal: options.signal });
  }
}

/** Sends bytes, over TLS if TLS options are given. Returns true if `accept` accepts the response. */
export function isServerResponding(
  host: string,
  port: number,
  hello: Uint8Array,
  accept: (answer: Buffer) => boolean,
  tls?: ConnectionOptions,
): Promise<boolean> {
  return new Promise((resolve) => {
    const to = { host, port, timeout: 2_000 };
    const socket = tls === undefined ? connect(to) : connectTls({ ...tls, ...to });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on(tls === undefined ? 'connect' : 'secureConnect', () => socket.write(hello));
    socket.on('data', (data: Buffer) => end(accept(data)));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
    socket.on('close', () => end(false));
  });
}
