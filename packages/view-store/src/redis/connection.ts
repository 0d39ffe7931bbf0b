import { Buffer } from 'node:buffer';
import { createClient, createCluster, ErrorReply, RESP_TYPES } from 'redis';
import { ViewStoreRefusedError, ViewStoreUnavailableError } from '../errors.ts';
import type { RedisScript } from './scripts.ts';

export type RedisOptions = {
  /** `redis://` or `rediss://`. Several addresses are the seeds of one Redis Cluster. */
  readonly url: string | readonly string[];
  readonly username?: string;
  readonly password?: string;
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly connectTimeoutMs?: number;
  readonly commandTimeoutMs?: number;
  /** Called for every lost connection. The client reconnects by itself. */
  readonly onError?: (error: unknown) => void;
};

type Arguments = (string | Buffer)[];

/** Returns bulk strings as Buffer, integers as number, nil as null, arrays as arrays. */
export type RedisConnection = {
  call(key: string, args: Arguments): Promise<unknown>;
  /** Like `call`, but returns bulk strings as text, because thousands of small buffers would each need a view. */
  callForText(key: string, args: Arguments): Promise<unknown>;
  run(script: RedisScript, keys: readonly string[], args: Arguments): Promise<unknown>;
  close(): Promise<void>;
};

type TypeMapping = { readonly [RESP_TYPES.BLOB_STRING]?: typeof Buffer };
type Send = (key: string, args: Arguments, typeMapping?: TypeMapping) => Promise<unknown>;

const asBytes: TypeMapping = { [RESP_TYPES.BLOB_STRING]: Buffer };
const asText: TypeMapping = {};

// Replies that mean a transient error. All other errors are permanent.
const TRANSIENT_REPLY = /^(LOADING|BUSY|TRYAGAIN|CLUSTERDOWN|MASTERDOWN|READONLY|NOREPLICAS|UNBLOCKED)/;
/** Limits how often the client reconnects because the server is a replica. */
const MIN_RECONNECT_INTERVAL_MS = 1_000;

export async function connectRedis(options: RedisOptions): Promise<RedisConnection> {
  const { connectTimeoutMs = 10_000, commandTimeoutMs = 10_000 } = options;
  let lastError: unknown = null;
  const open = (): Client => {
    const created = makeClient(options, connectTimeoutMs);
    created.on('error', (error: unknown) => {
      lastError = error;
      options.onError?.(error);
    });
    return created;
  };
  let client = open();
  let reconnectedAtMs = Number.NEGATIVE_INFINITY;
  let silentSinceMs: number | undefined;
  /** Connects to the address again. The address may now lead to another server. */
  const reconnect = (): void => {
    if (performance.now() - reconnectedAtMs < MIN_RECONNECT_INTERVAL_MS || typeof options.url !== 'string')
      return;
    reconnectedAtMs = performance.now();
    const previous = client;
    client = open();
    client.connect().catch(() => undefined);
    previous.destroy();
  };
  try {
    // A proxy may accept the connection while the server is down, so only a reply proves that the server is up.
    await withDeadline(
      connectTimeoutMs,
      client.connect().then(() => client.send('', ['PING'])),
    );
  } catch (error) {
    client.destroy();
    throw new ViewStoreUnavailableError(lastError ?? error);
  }
  /**
   * Reconnects if the server sends no replies. A machine that lost its power sends nothing. The client's own timeout counts writes
   * as activity, so it would wait a quarter of an hour for the operating system. One command without a reply is not enough,
   * because this process itself may have been suspended.
   */
  const onSilence = (): void => {
    silentSinceMs ??= performance.now();
    if (performance.now() - silentSinceMs < commandTimeoutMs) return;
    silentSinceMs = undefined;
    reconnect();
  };
  const send: Send = async (key, args, typeMapping) => {
    try {
      const answer = await withDeadline(commandTimeoutMs, client.send(key, args, typeMapping));
      silentSinceMs = undefined;
      return answer;
    } catch (error) {
      if (!(error instanceof ErrorReply)) onSilence();
      else if (error.message.startsWith('READONLY')) reconnect();
      throw translateRedisError(error);
    }
  };
  return {
    call: (key, args) => send(key, args),
    callForText: (key, args) => send(key, args, asText),
    async run(script, keys, args) {
      const rest: Arguments = [String(keys.length), ...keys, ...args];
      const key = keys[0] ?? '';
      try {
        return await send(key, ['EVALSHA', script.sha1, ...rest]);
      } catch (error) {
        if (!isUnknownScript(error)) throw error;
        return await send(key, ['EVAL', script.lua, ...rest]);
      }
    },
    async close() {
      await withDeadline(commandTimeoutMs, client.close()).catch(() => client.destroy());
    },
  };
}

type Client = {
  on(event: 'error', listener: (error: unknown) => void): unknown;
  connect(): Promise<unknown>;
  send: Send;
  close(): Promise<unknown>;
  destroy(): void;
};

function makeClient(options: RedisOptions, connectTimeoutMs: number): Client {
  const shared = {
    RESP: 2 as const,
    username: options.username,
    password: options.password,
    disableOfflineQueue: true, // a command that cannot be sent fails at once: the worker claims again
    disableClientInfo: true,
    maintNotifications: 'disabled' as const,
    pingInterval: 5_000, // with `socketTimeout`, detects a silent peer within 15 s
    commandOptions: { typeMapping: asBytes, timeout: 0 },
    socket: {
      connectTimeout: connectTimeoutMs,
      socketTimeout: 15_000,
      reconnectStrategy: (retries: number) =>
        Math.min(2_000, 50 * 2 ** Math.min(retries, 6)) + Math.random() * 100,
      ...(options.tls ? { tls: true as const, ...options.tls } : {}),
    },
  };
  if (typeof options.url !== 'string') {
    const rootNodes = options.url.map((url) => ({ url }));
    const cluster = createCluster({ RESP: 2, rootNodes, defaults: shared });
    return {
      on: (event, listener) => cluster.on(event, listener),
      connect: () => cluster.connect(),
      send: (key, args, typeMapping = asBytes) =>
        cluster.sendCommand(key, false, args, { typeMapping, timeout: 0 }),
      close: () => cluster.close(),
      destroy: () => cluster.destroy(),
    };
  }
  const client = createClient({ url: options.url, ...shared });
  return {
    on: (event, listener) => client.on(event, listener),
    connect: () => client.connect(),
    send: (_key, args, typeMapping = asBytes) => client.sendCommand(args, { typeMapping, timeout: 0 }),
    close: async () => client.close(),
    destroy: () => client.destroy(),
  };
}

/** The client's own timeout applies only until a command is sent, so this function adds a deadline. */
async function withDeadline<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no reply within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

function translateRedisError(error: unknown): Error {
  if (!(error instanceof ErrorReply) || TRANSIENT_REPLY.test(error.message))
    return new ViewStoreUnavailableError(error);
  const [reply = ''] = error.message.split(' ', 1);
  return new ViewStoreRefusedError(`the view store rejected a command: ${error.message}`, error, reply);
}

function isUnknownScript(error: unknown): boolean {
  return (
    error instanceof ViewStoreRefusedError &&
    error.cause instanceof ErrorReply &&
    error.cause.message.startsWith('NOSCRIPT')
  );
}

const PROBE_KEPT_MS = 60_000;

/**
 * Returns a write command that does not change the content. A server may respond but accept no writes, because memory or disk is
 * full.
 */
export function probeCommand(key: string): string[] {
  return ['SET', key, '1', 'PX', String(PROBE_KEPT_MS)];
}

/** Deletes keys that share one hash tag. */
export async function unlinkKeys(redis: RedisConnection, keys: readonly string[]): Promise<void> {
  for (let at = 0; at < keys.length; at += 500) {
    const part = keys.slice(at, at + 500);
    await redis.call(part[0] ?? '', ['UNLINK', ...part]);
  }
}
