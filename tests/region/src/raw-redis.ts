import { once } from 'node:events';
import { connect } from 'node:net';

export type RedisReply = Buffer | number | null | RedisReply[];

/** An error reply of the server. */
export class RedisError extends Error {
  override readonly name = 'RedisError';
}

export type RawRedis = {
  command(...args: (string | Buffer)[]): Promise<RedisReply>;
  close(): void;
};

/** A client of the Redis wire protocol, because tests must not check a store through the adapter under test. */
export async function openRawRedis(url: string): Promise<RawRedis> {
  const { hostname, port, username, password } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, 'connect', { signal: AbortSignal.timeout(5_000) });
  const waiting: { resolve: (reply: RedisReply) => void; reject: (error: Error) => void }[] = [];
  let received = Buffer.alloc(0);
  const fail = (error: Error) => {
    for (const one of waiting.splice(0)) one.reject(error);
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('Redis closed the connection')));
  socket.on('data', (data: Buffer) => {
    received = Buffer.concat([received, data]);
    for (;;) {
      const parsed = parseReply(received, 0);
      if (parsed === undefined) return;
      received = received.subarray(parsed.next);
      const one = waiting.shift();
      if (parsed.reply instanceof RedisError) one?.reject(parsed.reply);
      else one?.resolve(parsed.reply);
    }
  });
  const raw: RawRedis = {
    command: (...args) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) throw new Error('Redis closed the connection');
        waiting.push({ resolve, reject });
        socket.write(encode(args));
      }),
    close: () => socket.destroy(),
  };
  if (password !== '') await raw.command('AUTH', username === '' ? 'default' : username, password);
  return raw;
}

function encode(args: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from(`*${args.length}\r\n`)];
  for (const arg of args) {
    const bytes = Buffer.from(arg as Buffer);
    parts.push(Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n'));
  }
  return Buffer.concat(parts);
}

type Parsed = { readonly reply: RedisReply | RedisError; readonly next: number };

/** Parses one reply of RESP 2 from `at`; undefined while it is incomplete. */
function parseReply(bytes: Buffer, at: number): Parsed | undefined {
  const end = bytes.indexOf('\r\n', at);
  if (end < 0) return undefined;
  const line = bytes.toString('utf8', at + 1, end);
  const next = end + 2;
  switch (String.fromCharCode(bytes[at] ?? 0)) {
    case '+':
      return { reply: Buffer.from(line), next };
    case '-':
      return { reply: new RedisError(line), next };
    case ':':
      return { reply: Number(line), next };
    case '$': {
      const length = Number(line);
      if (length < 0) return { reply: null, next };
      if (bytes.length < next + length + 2) return undefined;
      return { reply: bytes.subarray(next, next + length), next: next + length + 2 };
    }
    case '*': {
      const replies: RedisReply[] = [];
      let from = next;
      for (let i = 0; i < Number(line); i++) {
        const one = parseReply(bytes, from);
        if (one === undefined) return undefined;
        if (one.reply instanceof RedisError) throw one.reply;
        replies.push(one.reply);
        from = one.next;
      }
      return { reply: replies, next: from };
    }
    default:
      throw new Error(`not a RESP 2 reply: ${line}`);
  }
}

/** Dumps all keys below a prefix with their content, as bytes. */
export async function dumpKeys(redis: RawRedis, prefix: string): Promise<Map<string, Buffer>> {
  const dump = new Map<string, Buffer>();
  let cursor = '0';
  do {
    const reply = (await redis.command('SCAN', cursor, 'MATCH', `${prefix}*`, 'COUNT', '1000')) as [
      Buffer,
      Buffer[],
    ];
    cursor = reply[0].toString();
    for (const key of reply[1]) dump.set(key.toString(), await contentOf(redis, key));
  } while (cursor !== '0');
  return dump;
}

async function contentOf(redis: RawRedis, key: Buffer): Promise<Buffer> {
  const type = String(await redis.command('TYPE', key));
  switch (type) {
    case 'string':
      return flatten(await redis.command('GET', key));
    case 'hash':
      return flatten(await redis.command('HGETALL', key));
    case 'set':
      return flatten(await redis.command('SMEMBERS', key));
    case 'none':
      return Buffer.alloc(0);
    default:
      throw new Error(`dumpKeys cannot read keys of type ${type}`);
  }
}

function flatten(reply: RedisReply): Buffer {
  if (reply === null) return Buffer.alloc(0);
  if (typeof reply === 'number') return Buffer.from(String(reply));
  if (Buffer.isBuffer(reply)) return reply;
  return Buffer.concat(reply.flatMap((one) => [flatten(one), Buffer.from('\n')]));
}
