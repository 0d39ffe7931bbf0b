import type { Random } from '../../random.ts';
import type { Answer, FuzzTarget } from '../fuzz-target.ts';
import { generate } from '../grpc/generate.ts';
import { mutate } from '../grpc/mutate.ts';
import { type GrpcTarget, grpcTargets } from '../grpc/targets.ts';
import { grpcFrame, type WireAnswer } from '../grpc/wire-client.ts';

/** A watch never ends by itself: this deadline ends it. */
const PATIENCE = { 'grpc-timeout': '300m' };

/** Codes of an error at the server, which no input of a caller may cause. */
const SERVER_FAULT_CODES: ReadonlySet<string> = new Set([
  'INTERNAL',
  'UNKNOWN',
  'DATA_LOSS',
  'UNAVAILABLE',
  'closed',
]);

/** Messages of every RPC, generated from the contracts' descriptors and then corrupted. */
export const grpcMessages: FuzzTarget = {
  name: 'grpc-messages',
  about: 'protobuf of every RPC of intake, insights and operations, corrupted in fields and bytes',
  inputs: { full: 200_000, short: 1_000 },
  concurrency: 64,
  timeoutMs: 30_000,
  open: async (context) => {
    const { targets, close } = grpcTargets(await context.region());
    // Rebuild is excluded: an accepted one occupies the whole region for minutes.
    const called = targets.filter(({ method }) => method.name !== 'Rebuild');
    return { send: (random) => sendOne(random.pick(called), random), close };
  },
};

async function sendOne({ method, path, client }: GrpcTarget, random: Random): Promise<Answer> {
  const isStream = method.methodKind === 'bidi_streaming' || method.methodKind === 'client_streaming';
  const times = isStream ? random.between(1, 8) : 1;
  const messages = Array.from({ length: times }, () =>
    grpcFrame(mutate(generate(method.input, random), random)),
  );
  const answer = await client.call(path, Buffer.concat(messages), PATIENCE);
  return toAnswer(`${method.name}`, answer);
}

export function toAnswer(what: string, { code, words }: WireAnswer): Answer {
  const defects = SERVER_FAULT_CODES.has(code) ? [`${what} answered ${code}: ${words}`] : [];
  return { code, text: words, defects };
}
