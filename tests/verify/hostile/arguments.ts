import { parseArgs } from 'node:util';
import type { FuzzTarget } from './fuzz-target.ts';
import { FUZZ_TARGETS } from './fuzz-targets/index.ts';

export type Arguments = {
  readonly targets: readonly { readonly target: FuzzTarget; readonly inputs: number }[];
  readonly seed: number;
  readonly first: number;
  readonly minutes: number;
};

const amount = ({ full, casesPerInput }: FuzzTarget['inputs']): string =>
  `${full.toLocaleString('en')}${casesPerInput === undefined ? '' : ` × ${casesPerInput.toLocaleString('en')}`}`;

export const USAGE = `npm run verify -- hostile [DOOR…] [--inputs N] [--seed N] [--first N] [--minutes N]

Sends hostile input to a region of its own (real processes over a Kafka and a Redis of its own, loopback only) while
somebody sends good reports. Ends with 1 where something crashed, hung, leaked or was lost. All doors by default but
http-openapi, which is slow; a door is named by its name or by the first part of it ("grpc"):

${FUZZ_TARGETS.map(({ name, about, inputs }) => `  ${name.padEnd(18)} ${about} (${amount(inputs)})`).join('\n')}

  --inputs N    inputs for each door (default: the number behind its name; "400 × 1,000": 400 steps of so many each)
  --seed N      sends the same inputs as another run with that seed (default: drawn, and printed)
  --first N     begins with the N-th input: with --inputs 1 one input alone
  --minutes N   ends by itself after that time (default 60)
`;

const MOST_SEED = 2 ** 32 - 1;
const MOST_INPUTS = 10_000_000;

/** Reads the arguments, or says in one line what is wrong with them. */
export function parseArguments(args: readonly string[]): Arguments | 'help' | { readonly problem: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        inputs: { type: 'string' },
        seed: { type: 'string', default: String(Math.floor(Math.random() * MOST_SEED)) },
        first: { type: 'string', default: '0' },
        minutes: { type: 'string', default: '60' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const numbers = { seed: MOST_SEED, first: MOST_INPUTS, inputs: MOST_INPUTS } as const;
    for (const [name, most] of Object.entries(numbers)) {
      const given = values[name as keyof typeof numbers];
      if (
        given !== undefined &&
        !(Number.isInteger(Number(given)) && Number(given) >= 0 && Number(given) <= most)
      )
        return { problem: `--${name} wants a whole number up to ${most}` };
    }
    const minutes = Number(values.minutes);
    if (!(minutes > 0 && minutes <= 24 * 60)) return { problem: '--minutes wants a number up to 1440' };
    const matchesName = (target: FuzzTarget, name: string) =>
      target.name === name || target.name.startsWith(`${name}-`);
    const unknown = positionals.find((name) => !FUZZ_TARGETS.some((target) => matchesName(target, name)));
    if (unknown !== undefined)
      return { problem: `there is no door ${unknown}: ${FUZZ_TARGETS.map(({ name }) => name).join(', ')}` };
    const chosen = FUZZ_TARGETS.filter(
      (target) =>
        (positionals.length === 0 && target.inputs.short > 0) ||
        positionals.some((name) => matchesName(target, name)),
    );
    const inputs = values.inputs === undefined ? undefined : Number(values.inputs);
    return {
      targets: chosen.map((target) => ({ target, inputs: inputs ?? target.inputs.full })),
      seed: Number(values.seed),
      first: Number(values.first),
      minutes,
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'the arguments cannot be read' };
  }
}
