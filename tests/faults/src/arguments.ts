import { parseArgs } from 'node:util';
import { NEMESES } from './nemeses/index.ts';
import type { Nemesis } from './nemesis.ts';

export type Arguments = {
  readonly minutes: number;
  readonly seed: number;
  readonly nemeses: readonly Nemesis[];
  readonly perSecond: number;
};

export const USAGE = `npm run faults [-- --minutes N] [--seed N] [--rate N] [--only NAME,NAME…]

Disturbs a region of its own (real processes, a Kafka and a Redis of its own, loopback only) while clients write, and
checks the history afterwards. Ends with 1 where a promise was broken, and says where the history lies.

  --minutes N   how long faults come (default 30)
  --seed N      replays the schedule of another run (default: drawn, and printed)
  --rate N      operations a second over all clients (default 120)
  --only …      of ${NEMESES.map(({ name }) => name).join(', ')}
`;

const MOST_SEED = 2 ** 32 - 1;

/** Reads the arguments, or says in one line what is wrong with them. */
export function parseArguments(args: readonly string[]): Arguments | 'help' | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        minutes: { type: 'string', default: '30' },
        seed: { type: 'string', default: String(Math.floor(Math.random() * MOST_SEED)) },
        rate: { type: 'string', default: '120' },
        only: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const [minutes, seed, perSecond] = [Number(values.minutes), Number(values.seed), Number(values.rate)];
    if (!(minutes > 0 && minutes <= 24 * 60)) return { problem: '--minutes wants a number up to 1440' };
    if (!Number.isInteger(seed) || seed < 0 || seed > MOST_SEED)
      return { problem: `--seed wants a whole number up to ${MOST_SEED}` };
    if (!(perSecond > 0 && perSecond <= 1_000)) return { problem: '--rate wants a number up to 1000' };
    const names = values.only?.split(',') ?? NEMESES.map(({ name }) => name);
    const nemeses = NEMESES.filter(({ name }) => names.includes(name));
    const unknown = names.find((name) => !NEMESES.some((one) => one.name === name));
    if (unknown !== undefined)
      return { problem: `there is no ${unknown}: ${NEMESES.map(({ name }) => name).join(', ')}` };
    return { minutes, seed, perSecond, nemeses };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'the arguments cannot be read' };
  }
}
