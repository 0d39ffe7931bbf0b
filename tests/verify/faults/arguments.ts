import { parseArgs } from 'node:util';
import { DEFECTS, type Defect } from '@waylight/tests-region';
import type { FaultKind } from './fault-kind.ts';
import { FAULT_KINDS, QUICK_FAULT_KINDS } from './fault-kinds/index.ts';

export type Arguments = {
  readonly minutes: number;
  readonly seed: number;
  readonly faultKinds: readonly FaultKind[];
  readonly only: string | undefined;
  readonly perSecond: number | undefined;
  /** 70 seconds of faults, at the pace of the tests. */
  readonly cut: boolean;
  readonly defect: Defect | undefined;
  readonly soak: SoakArguments | undefined;
};

export type SoakArguments = {
  readonly perSecond: number;
  readonly everySeconds: number;
  readonly out: string;
};

const MINUTES = { faults: 30, soak: 60 };
const SOAK_PER_SECOND = 30;

export const USAGE = `npm run verify -- faults [--minutes N] [--seed N] [--rate N] [--only NAME,NAME…] [--cut] [--break NAME]
npm run verify -- faults --soak [--minutes N] [--seed N] [--rate N] [--every N] [--out FOLDER]

Disturbs a region of its own (real processes, Kafka and Redis, loopback only) while clients write, and checks the
history afterwards. Exits with 1 if a promise was broken, and prints the folder of the history.

  --minutes N   duration of the faults (default ${MINUTES.faults}, soak ${MINUTES.soak})
  --seed N      replays the schedule of another run (default: drawn, and printed)
  --rate N      operations a second over all clients (default 120, soak ${SOAK_PER_SECOND})
  --only …      of ${FAULT_KINDS.map(({ name }) => name).join(', ')}
  --cut         70 seconds of faults that take effect within seconds
  --break NAME  gives the region a defect, which the run must then find:
${Object.entries(DEFECTS)
  .map(([name, what]) => `                ${name}: ${what}`)
  .join('\n')}

  --soak        steady load with a fault every two to four minutes. Measures the growth of the region's processes,
                and also exits with 1 if something grew. Writes soak.json, and each sample as it is taken to
                samples.jsonl
  --every N     seconds between samples (default 10)
  --out FOLDER  folder of the written files (default .waylight/soak)
`;

const MAX_SEED = 2 ** 32 - 1;

/** A soak keeps its history in memory, about 500 bytes an operation: this many are about a gigabyte. */
const MAX_OPERATIONS = 2_000_000;

export const drawSeed = (): number => Math.floor(Math.random() * MAX_SEED);

/** Parses the arguments, or returns the first problem in one line. */
export function parseArguments(args: readonly string[]): Arguments | 'help' | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        minutes: { type: 'string' },
        seed: { type: 'string', default: String(drawSeed()) },
        rate: { type: 'string' },
        only: { type: 'string' },
        cut: { type: 'boolean', default: false },
        break: { type: 'string' },
        soak: { type: 'boolean', default: false },
        every: { type: 'string', default: '10' },
        out: { type: 'string', default: '.waylight/soak' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const { only, cut, break: defect } = values;
    const soak = values.soak
      ? {
          perSecond: Number(values.rate ?? SOAK_PER_SECOND),
          everySeconds: Number(values.every),
          out: values.out,
        }
      : undefined;
    if (soak !== undefined && (cut || only !== undefined || defect !== undefined))
      return { problem: '--soak cannot be combined with --cut, --only and --break' };
    const minutes = Number(values.minutes ?? (soak === undefined ? MINUTES.faults : MINUTES.soak));
    const seed = Number(values.seed);
    const perSecond = values.rate === undefined ? undefined : Number(values.rate);
    if (!(minutes > 0 && minutes <= 24 * 60)) return { problem: '--minutes must be a number up to 1440' };
    if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED)
      return { problem: `--seed must be a whole number up to ${MAX_SEED}` };
    if (perSecond !== undefined && !(perSecond > 0 && perSecond <= 1_000))
      return { problem: '--rate must be a number up to 1000' };
    if (soak !== undefined && !(soak.everySeconds >= 0.5))
      return { problem: '--every must be at least 0.5 seconds' };
    if (soak !== undefined && minutes * 60 * soak.perSecond > MAX_OPERATIONS)
      return { problem: `--minutes and --rate amount to more than ${MAX_OPERATIONS} operations` };
    if (defect !== undefined && !isDefect(defect))
      return { problem: `there is no ${defect}: ${Object.keys(DEFECTS).join(', ')}` };
    const names = only?.split(',') ?? (cut ? QUICK_FAULT_KINDS : FAULT_KINDS).map(({ name }) => name);
    const faultKinds = FAULT_KINDS.filter(({ name }) => names.includes(name));
    const unknown = names.find((name) => !FAULT_KINDS.some((one) => one.name === name));
    if (unknown !== undefined)
      return { problem: `there is no ${unknown}: ${FAULT_KINDS.map(({ name }) => name).join(', ')}` };
    return { minutes, seed, perSecond, faultKinds, only, cut, defect, soak };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'the arguments cannot be read' };
  }
}

const isDefect = (name: string): name is Defect => name in DEFECTS;
