import { parseArgs } from 'node:util';

export type SoakArguments = {
  readonly minutes: number;
  readonly perSecond: number;
  readonly seed: number;
  readonly everySeconds: number;
  readonly out: string;
};

export const USAGE = `npm run soak [-- --minutes N] [--rate R] [--seed S] [--every S] [--out FOLDER]

Runs a region of its own (real processes, a Kafka and a Redis of its own, loopback only) under steady load, with a fault
every two to four minutes, and prints what it holds and how late it is. Checks the history at the end, and says what grew.
Writes soak.json and soak.svg, and each sample as it
comes to samples.jsonl. Ends with 1 where a promise was broken or something grew.

  --minutes N   how long (default 60)
  --rate R      operations a second over all clients (default 30)
  --seed S      replays the faults of another run (default: drawn, and printed)
  --every S     seconds between samples (default 10)
  --out FOLDER  where the two files are written (default .waylight/soak)
`;

const MOST_SEED = 2 ** 32 - 1;

/** The history is held to the end, some 500 bytes for each: this many are about a gigabyte. */
const MOST_OPERATIONS = 2_000_000;

/** Reads the arguments, or says in one line what is wrong with them. */
export function parseArguments(
  args: readonly string[],
): SoakArguments | 'help' | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        minutes: { type: 'string', default: '60' },
        rate: { type: 'string', default: '30' },
        seed: { type: 'string', default: String(Math.floor(Math.random() * MOST_SEED)) },
        every: { type: 'string', default: '10' },
        out: { type: 'string', default: '.waylight/soak' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const [minutes, perSecond, seed, everySeconds] = [
      values.minutes,
      values.rate,
      values.seed,
      values.every,
    ].map(Number) as [number, number, number, number];
    if (!(minutes > 0)) return { problem: '--minutes wants a number above 0' };
    if (!(perSecond > 0 && perSecond <= 1_000)) return { problem: '--rate wants a number up to 1000' };
    if (!Number.isInteger(seed) || seed < 0 || seed > MOST_SEED)
      return { problem: `--seed wants a whole number up to ${MOST_SEED}` };
    if (!(everySeconds >= 0.5)) return { problem: '--every wants at least 0.5 seconds' };
    if (minutes * 60 * perSecond > MOST_OPERATIONS)
      return { problem: `--minutes and --rate come to more than ${MOST_OPERATIONS} operations` };
    return { minutes, perSecond, seed, everySeconds, out: values.out };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'the arguments cannot be read' };
  }
}
