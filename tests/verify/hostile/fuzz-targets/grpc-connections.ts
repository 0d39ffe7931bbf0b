import { constants } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { TlsMaterial } from '@waylight/service-kit';
import type { Random } from '../../random.ts';
import type { FuzzTarget } from '../fuzz-target.ts';
import { grpcFrame, wireClient, wireSession } from '../grpc/wire-client.ts';
import { HOSTILE_ORGANISATION } from '../hostile-region.ts';

/** Another organisation at another address, on a new connection each time: it must be served during every attack. */
const BYSTANDER = 'SIM-MK-2';
const BYSTANDER_ADDRESS = '127.0.0.2';
const SUBMIT_REPORTS = '/waylight.intake.v1.IntakeService/SubmitReports';
const GET_RECEIPT = '/waylight.intake.v1.IntakeService/GetReceipt';
/** Idle connections stay open until the target closes; beyond this number the oldest ones are closed. */
const MAX_OPEN = 2_000;
const HOLD_MS = 200;

type Closable = { destroy(): unknown };
type AttackContext = {
  readonly port: number;
  readonly tls: TlsMaterial;
  readonly server: TlsMaterial;
  keepOpen(one: Closable): void;
};
type Attack = (context: AttackContext, random: Random) => Promise<string>;

export const grpcConnections: FuzzTarget = {
  name: 'grpc-connections',
  about:
    'idle and half-open connections, floods, endless and trickling streams, wrong certificates over gRPC',
  inputs: { full: 6_000, short: 60 },
  concurrency: 8,
  timeoutMs: 60_000,
  open: async (context) => {
    const { region } = await context.region();
    const openConnections: Closable[] = [];
    const attackContext: AttackContext = {
      port: region.ports.intake('MK'),
      tls: region.certificates.organisation(HOSTILE_ORGANISATION),
      server: region.certificates.server,
      keepOpen: (one) => {
        openConnections.push(one);
        if (openConnections.length > MAX_OPEN) openConnections.shift()?.destroy();
      },
    };
    const bystander = region.certificates.organisation(BYSTANDER);
    return {
      send: async (random) => {
        const code = await random.pick(ATTACKS)(attackContext, random);
        return random.oneIn(4)
          ? { code, defects: await checkOthersAreServed(attackContext.port, bystander) }
          : { code };
      },
      close: () => {
        for (const one of openConnections) one.destroy();
      },
    };
  },
};

const ATTACKS: readonly Attack[] = [
  // A connection without TLS, or with random bytes in its place.
  async ({ port, keepOpen }, random) => {
    const socket = connectTcp(port, 'localhost');
    socket.on('error', () => undefined);
    keepOpen(socket);
    if (random.oneIn(2)) socket.write(random.bytes(random.between(1, 200)));
    return 'kept open without TLS';
  },
  // TLS without HTTP/2, or with its preface only.
  async ({ port, tls, keepOpen }, random) => {
    const socket = await openTlsSocket(port, tls);
    if (socket === undefined) return 'refused';
    keepOpen(socket);
    if (random.oneIn(2)) socket.write(PREFACE);
    return 'kept open with TLS';
  },
  async ({ port, server }, random) => {
    // A server's certificate in place of a client's, or no certificate.
    const socket = await openTlsSocket(
      port,
      random.oneIn(2) ? server : { ...server, certificate: '', key: '' },
    );
    if (socket === undefined) return 'refused';
    return writeAndWait(socket, PREFACE);
  },
  (context) => flood(context, new Array(2_000).fill(frame(FRAME.PING, 0, 0, Buffer.alloc(8)))),
  (context) => flood(context, new Array(2_000).fill(frame(FRAME.SETTINGS, 0, 0, Buffer.alloc(0)))),
  (context) =>
    flood(
      context,
      new Array(500).fill(frame(FRAME.WINDOW_UPDATE, 0, 0, Buffer.from([0x7f, 0xff, 0xff, 0xff]))),
    ),
  (context) => flood(context, new Array(500).fill(frame(FRAME.WINDOW_UPDATE, 0, 1, Buffer.alloc(4)))),
  // Headers that never end.
  (context) =>
    flood(context, [
      frame(FRAME.HEADERS, 0, 1, Buffer.from([0x82])),
      ...new Array(500).fill(frame(FRAME.CONTINUATION, 0, 1, Buffer.alloc(200, 0x82))),
    ]),
  (context, random) =>
    flood(
      context,
      Array.from({ length: 20 }, () =>
        frame(
          random.between(0, 20),
          random.between(0, 255),
          random.between(0, 9),
          random.bytes(random.between(0, 60)),
        ),
      ),
    ),
  rapidResets,
  neverReads,
  trickles,
];

/** Opens streams and cancels each at once. */
async function rapidResets({ port, tls }: AttackContext): Promise<string> {
  const session = wireSession(port, tls);
  const { promise, resolve } = Promise.withResolvers<string>();
  session.on('goaway', (code) => resolve(`goaway ${code}`));
  session.on('close', () => resolve('closed'));
  session.on('connect', () => {
    for (let n = 0; n < 1_500 && !session.closed && !session.destroyed; n++) {
      const stream = session.request({
        ':method': 'POST',
        ':path': SUBMIT_REPORTS,
        'content-type': 'application/grpc',
      });
      stream.on('error', () => undefined);
      stream.close(constants.NGHTTP2_CANCEL);
    }
    setTimeout(() => resolve('tolerated'), HOLD_MS);
  });
  const code = await promise;
  session.destroy();
  return code;
}

/** Sends requests continuously, and reads no answer. */
async function neverReads({ port, tls, keepOpen }: AttackContext, random: Random): Promise<string> {
  const session = wireSession(port, tls);
  keepOpen(session);
  for (let n = 0; n < random.between(1, 20); n++) {
    const stream = session.request({
      ':method': 'POST',
      ':path': SUBMIT_REPORTS,
      'content-type': 'application/grpc',
    });
    stream.on('error', () => undefined);
    stream.pause();
    for (let m = 0; m < 200; m++) stream.write(grpcFrame(new Uint8Array()));
  }
  return 'kept open without reading';
}

/** Sends single bytes slowly, which never form a complete message. */
async function trickles({ port, tls, keepOpen }: AttackContext): Promise<string> {
  const session = wireSession(port, tls);
  keepOpen(session);
  const stream = session.request({
    ':method': 'POST',
    ':path': SUBMIT_REPORTS,
    'content-type': 'application/grpc',
  });
  stream.on('error', () => undefined);
  const message = grpcFrame(Buffer.alloc(1_000));
  let at = 0;
  const timer = setInterval(() => {
    if (stream.destroyed) clearInterval(timer);
    else stream.write(message.subarray(at, ++at));
  }, 50);
  timer.unref();
  return 'kept open trickling';
}

async function flood({ port, tls }: AttackContext, frames: readonly Uint8Array[]): Promise<string> {
  const socket = await openTlsSocket(port, tls);
  if (socket === undefined) return 'refused';
  return writeAndWait(
    socket,
    Buffer.concat([PREFACE, frame(FRAME.SETTINGS, 0, 0, Buffer.alloc(0)), ...frames]),
  );
}

/** Writes, waits briefly for the server to close the connection, then closes it. */
function writeAndWait(socket: TLSSocket, bytes: Uint8Array): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.on('close', () => resolve('closed'));
  socket.resume();
  socket.write(bytes);
  const timer = setTimeout(() => resolve('tolerated'), HOLD_MS);
  return promise.finally(() => {
    clearTimeout(timer);
    socket.destroy();
  });
}

function openTlsSocket(port: number, { ca, certificate, key }: TlsMaterial): Promise<TLSSocket | undefined> {
  const { promise, resolve } = Promise.withResolvers<TLSSocket | undefined>();
  const own = certificate === '' ? {} : { cert: certificate, key };
  const socket = connectTls({ port, host: 'localhost', ca, ...own, ALPNProtocols: ['h2'] }, () =>
    resolve(socket),
  );
  const onEnd = (_error?: Error): void => resolve(undefined);
  socket.on('error', onEnd);
  socket.on('close', onEnd);
  return promise;
}

async function checkOthersAreServed(port: number, tls: TlsMaterial): Promise<readonly string[]> {
  const client = wireClient(port, tls, { localAddress: BYSTANDER_ADDRESS });
  try {
    // { report_id: "none" }
    const { code } = await client.call(GET_RECEIPT, grpcFrame(Buffer.from('0a046e6f6e65', 'hex')));
    return code === 'NOT_FOUND' ? [] : [`another organisation got ${code}`];
  } finally {
    client.close();
  }
}

/** HTTP/2 frames (RFC 9113), for input that no library would send. */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

const FRAME = { HEADERS: 1, SETTINGS: 4, PING: 6, WINDOW_UPDATE: 8, CONTINUATION: 9 } as const;

/** Section 4.1: length, type, flags, stream, payload. */
function frame(type: number, flags: number, stream: number, payload: Uint8Array): Uint8Array {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}
