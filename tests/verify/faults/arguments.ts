import { parseArgs } from 'node:util';
import { DEFECTS, type Defect } from '@waylight/tests-region';
import { NEMESES, QUICK_NEMESES } from './nemeses/index.ts';
import type { Nemesis } from './nemesis.ts';

export type Arguments = {
  readonly minutes: number;
  readonly seed: number;
  readonly nemeses: readonly Nemesis[];
  readonly only: string | undefined;
  readonly perSecond: number | undefined;
  /** The short run that the tests make, at its pace. */
  readonly cut: boolean;
  readonly defect: Defect | undefined;
};

export const USAGE = `npm run faults [-- --minutes N] [--seed N] [--rate N] [--only NAME,NAME…] [--cut] [--break NAME]

Disturbs a region of its own (real processes, a Kafka and a Redis of its own, loopback only) while clients write, and
checks the history afterwards. Ends with 1 where a promise was broken, and says where the history lies.

  --minutes N   how long faults come (default 30)
  --seed N      replays the schedule of another run (default: drawn, and printed)
  --rate N      operations a second over all clients (default 120)
  --only …      of ${NEMESES.map(({ name }) => name).join(', ')}
  --cut         the two minutes that the tests run, from this seed
  --break NAME  gives the region a defect, which the run must then find:
${Object.entries(DEFECTS)
  .map(([name, what]) => `                ${name}: ${what}`)
  .join('\n')}
`;

const MOST_SEED = 2 ** 32 - 1;

export const drawSeed = (): number => Math.floor(Math.random() * MOST_SEED);

/** Reads the arguments, or says in one line what is wrong with them. */
export function parseArguments(args: readonly string[]): Arguments | 'help' | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        minutes: { type: 'string', default: '30' },
        seed: { type: 'string', default: String(drawSeed()) },
        rate: { type: 'string' },
        only: { type: 'string' },
        cut: { type: 'boolean', default: false },
        break: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const { only, cut, break: defect } = values;
    const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
    const perSecond = values.rate === undefined ? undefined : Number(values.rate);
    if (!(minutes > 0 && minutes <= 24 * 60)) return { problem: '--minutes wants a number up to 1440' };
    if (!Number.isInteger(seed) || seed < 0 || seed > MOST_SEED)
      return { problem: `--seed wants a whole number up to ${MOST_SEED}` };
    if (perSecond !== undefined && !(perSecond > 0 && perSecond <= 1_000))
      return { problem: '--rate wants a number up to 1000' };
    if (defect !== undefined && !isDefect(defect))
      return { problem: `there is no ${defect}: ${Object.keys(DEFECTS).join(', ')}` };
    const names = only?.split(',') ?? (cut ? QUICK_NEMESES : NEMESES).map(({ name }) => name);
    const nemeses = NEMESES.filter(({ name }) => names.includes(name));
    const unknown = names.find((name) => !NEMESES.some((one) => one.name === name));
    if (unknown !== undefined)
      return { problem: `there is no ${unknown}: ${NEMESES.map(({ name }) => name).join(', ')}` };
    return { minutes, seed, perSecond, nemeses, only, cut, defect };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'the arguments cannot be read' };
  }
}

const isDefect = (name: string): name is Defect => name in DEFECTS;
