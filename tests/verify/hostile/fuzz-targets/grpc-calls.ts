import { deflateSync, gzipSync } from 'node:zlib';
import type { Random } from '../../random.ts';
import type { Answer, FuzzTarget } from '../fuzz-target.ts';
import { generate } from '../grpc/generate.ts';
import { type GrpcTarget, grpcTargets } from '../grpc/targets.ts';
import { encodeMessage } from '../grpc/tree.ts';
import { grpcFrame } from '../grpc/wire-client.ts';
import { toAnswer } from './grpc-messages.ts';

type Call = {
  readonly path?: string;
  readonly body?: Uint8Array;
  readonly headers?: Readonly<Record<string, string | string[]>>;
};
type Trick = (target: GrpcTarget, message: Uint8Array, random: Random) => Call;

const TIMEOUTS = [
  'soon',
  '',
  '-1S',
  '0n',
  '1',
  '99999999H',
  '999999999S',
  '1.5S',
  '1e9S',
  '١S',
  'Infinity',
  '1X',
  '1S1S',
];
const ENCODINGS = [
  'gzip',
  'deflate',
  'identity',
  'br',
  'zstd',
  'snappy',
  'gzip, deflate',
  '',
  'x'.repeat(2_000),
  '../../gzip',
];
const TYPES = [
  'application/grpc+proto',
  'application/grpc+json',
  'application/grpc-web',
  'application/json',
  'text/html',
  '',
  'application/grpc; charset=x',
  'APPLICATION/GRPC',
];
const PATHS = [
  '/',
  '',
  '//',
  '*',
  '/..',
  '/waylight.intake.v1.IntakeService',
  '/waylight.intake.v1.IntakeService/',
  '/%2e%2e/%00',
  '/__proto__/constructor',
  '/grpc.health.v1.Health/Check',
  '/grpc.channelz.v1.Channelz/GetServers',
  '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo',
  `/${'a'.repeat(8_000)}`,
];
const NAMES = [
  'grpc-status',
  'grpc-message',
  'grpc-status-details-bin',
  'x-any-bin',
  'authorization',
  'x-forwarded-client-cert',
  'grpc-previous-rpc-attempts',
  'cookie',
  '__proto__',
  'constructor',
  'te',
  'user-agent',
];
const VALUES = [
  '',
  '====',
  '!!!not-base64!!!',
  'AAA',
  '0',
  '-1',
  'x'.repeat(4_000),
  'waylight://organisation/DRC',
  '%',
  '%E0%A4%A',
  'a,b,,c',
];

/** Bombs: some KiB that inflate a thousandfold, beyond the limit of a request. */
const ZEROS = Buffer.alloc(16 * 1_024 * 1_024);
const BOMBS = { gzip: gzipSync(ZEROS), deflate: deflateSync(ZEROS) };
/** A hundred bytes that inflate to the limit of a request. It is accepted, so the number at the same time must be bounded. */
const SMALL_BOMBS = {
  gzip: gzipSync(ZEROS.subarray(0, 131_072)),
  deflate: deflateSync(ZEROS.subarray(0, 131_072)),
};

const TRICKS: readonly Trick[] = [
  (_, message, random) => ({ path: random.pick(PATHS), body: grpcFrame(message) }),
  ({ path }, message, random) => {
    const at = random.between(0, path.length - 1);
    return {
      path: path.slice(0, at) + random.pick(['', '/', '.', '%2F', '?', '#', 'x']) + path.slice(at + 1),
      body: grpcFrame(message),
    };
  },
  (_, message, random) => ({ body: grpcFrame(message), headers: { 'content-type': random.pick(TYPES) } }),
  (_, message, random) => ({ body: grpcFrame(message), headers: { 'grpc-timeout': random.pick(TIMEOUTS) } }),
  (_, message, random) => ({
    body: grpcFrame(message, random.between(0, 1)),
    headers: { 'grpc-encoding': random.pick(ENCODINGS) },
  }),
  (_, message, random) => ({
    body: grpcFrame(gzipSync(message), 1),
    headers: { 'grpc-encoding': random.pick(ENCODINGS) },
  }),
  (_, message, random) => ({
    body: grpcFrame(message),
    headers: { [random.pick(NAMES)]: random.pick(VALUES) },
  }),
  (_, message, random) => ({
    body: grpcFrame(message),
    headers: Object.fromEntries(
      Array.from({ length: random.pick([2, 50, 90]) }, (_none, n) => [
        `x-${n}`,
        random.pick(VALUES).slice(0, 60),
      ]),
    ),
  }),
  (_, message, random) => ({ body: grpcFrame(message, random.between(2, 255)) }),
  (_, message, random) => ({
    body: grpcFrame(message, 0, random.pick([0, 1, message.length + 1, 131_073, 2 ** 31, 2 ** 32 - 1])),
  }),
  (_, _message, random) => ({ body: random.bytes(random.between(0, 40)) }),
  (_, message, random) => ({
    body: Buffer.concat(new Array<Uint8Array>(random.between(2, 6)).fill(grpcFrame(message))),
  }),
];

/** Rare: each costs as much as thousands of others. */
const LARGE_TRICKS: readonly Trick[] = [
  (_, _message, random) => ({
    body: grpcFrame(Buffer.alloc(random.pick([131_072, 131_073, 1_048_577, 4_194_304]))),
  }),
  (_, _message, random) => {
    const kind = random.pick(['gzip', 'deflate'] as const);
    return { body: grpcFrame(BOMBS[kind], 1), headers: { 'grpc-encoding': kind } };
  },
  (_, _message, random) => {
    const kind = random.pick(['gzip', 'deflate'] as const);
    const many = new Array<Uint8Array>(random.pick([10, 100])).fill(grpcFrame(SMALL_BOMBS[kind], 1));
    return { body: Buffer.concat(many), headers: { 'grpc-encoding': kind } };
  },
];

/** All parts of a call except its message: path, type, metadata, timeout, compression and framing. */
export const grpcCalls: FuzzTarget = {
  name: 'grpc-calls',
  about:
    'wrong methods, metadata, timeouts, compression (bombs too), framing and oversize messages over gRPC',
  inputs: { full: 120_000, short: 500 },
  concurrency: 32,
  timeoutMs: 30_000,
  open: async (context) => {
    const { targets, close } = grpcTargets(await context.region());
    const called = targets.filter(({ method }) => method.name !== 'Rebuild');
    return { send: (random) => sendOne(random.pick(called), random), close };
  },
};

const LONG_MS = 1_000;
/** Methods that close or draw every due period, which takes half a minute or more. */
const LONG_METHODS = ['CloseDuePeriods', 'PreviewReleases'];

async function sendOne(target: GrpcTarget, random: Random): Promise<Answer> {
  const { method, path, client } = target;
  const message = encodeMessage(generate(method.input, random).fields);
  const trick = random.pick(random.oneIn(100) ? LARGE_TRICKS : TRICKS)(target, message, random);
  const headers = { 'grpc-timeout': '300m', ...trick.headers };
  // With a timeout of a thousand years a watch is a valid call.
  const isLong = method.methodKind === 'server_streaming' || LONG_METHODS.includes(method.name);
  const patienceMs = isLong ? LONG_MS : undefined;
  const answer = await client.call(trick.path ?? path, trick.body ?? grpcFrame(message), headers, patienceMs);
  return toAnswer(method.name, answer);
}
