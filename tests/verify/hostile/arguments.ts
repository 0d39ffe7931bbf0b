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

export const USAGE = `npm run verify -- hostile [TARGET…] [--inputs N] [--seed N] [--first N] [--minutes N]

Sends hostile input to a region of its own (real processes, Kafka and Redis, loopback only) while another organisation
sends good reports. Exits with 1 if something crashed, hung, leaked or was lost. Without names it uses all targets but
http-openapi, which is slow. TARGET is a name or its first part ("grpc"):

${FUZZ_TARGETS.map(({ name, about, inputs }) => `  ${name.padEnd(18)} ${about} (${amount(inputs)})`).join('\n')}

  --inputs N    inputs for each target (default: the number after its name; "400 × 1,000": 400 steps of 1,000 each)
  --seed N      sends the same inputs as another run with this seed (default: drawn, and printed)
  --first N     starts with the N-th input; with --inputs 1 it is the only one
  --minutes N   time limit of the run (default 60)
`;

const MAX_SEED = 2 ** 32 - 1;
const MAX_INPUTS = 10_000_000;

/** Parses the arguments, or returns the first problem in one line. */
export function parseArguments(args: readonly string[]): Arguments | 'help' | { readonly problem: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        inputs: { type: 'string' },
        seed: { type: 'string', default: String(Math.floor(Math.random() * MAX_SEED)) },
        first: { type: 'string', default: '0' },
        minutes: { type: 'string', default: '60' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const numbers = { seed: MAX_SEED, first: MAX_INPUTS, inputs: MAX_INPUTS } as const;
    for (const [name, most] of Object.entries(numbers)) {
      const value = values[name as keyof typeof numbers];
      if (
        value !== undefined &&
        !(Number.isInteger(Number(value)) && Number(value) >= 0 && Number(value) <= most)
      )
        return { problem: `--${name} must be a whole number up to ${most}` };
    }
    const minutes = Number(values.minutes);
    if (!(minutes > 0 && minutes <= 24 * 60)) return { problem: '--minutes must be a number up to 1440' };
    const matchesName = (target: FuzzTarget, name: string) =>
      target.name === name || target.name.startsWith(`${name}-`);
    const unknown = positionals.find((name) => !FUZZ_TARGETS.some((target) => matchesName(target, name)));
    if (unknown !== undefined)
      return { problem: `there is no target ${unknown}: ${FUZZ_TARGETS.map(({ name }) => name).join(', ')}` };
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
