import { parseArgs } from 'node:util';
import { periodKindOf } from '@waylight/calendar';
import {
  EXAMPLE_MONTHS,
  EXAMPLE_SEED,
  type ExampleMonths,
  exampleMonths,
  monthsUntil,
} from '../example-months.ts';

export type SimulationArguments = {
  /** Folder to write to. */
  readonly out: string;
  readonly months: ExampleMonths;
  readonly seed: number;
};

const MAX_MONTHS = 60;
/** The earliest month of which nodes accept reports. */
const EARLIEST_MONTH = '2000-01';
const MAX_SEED = 2 ** 32 - 1;

export const USAGE = `npm run simulate -- --out DIR [--months N] [--last-month YYYY-MM] [--seed N]

Writes simulated reports and their exact counts, to compare released tables with. Nothing in them happened.
The default seed gives the reports that "npm start" loads as example data of the same months.

  --out DIR             a new or empty folder (required)
  --months N            months of release, 1 to ${MAX_MONTHS} (default: ${EXAMPLE_MONTHS})
  --last-month YYYY-MM  the last of them (default: the last one that the release plan has closed)
  --seed N              0 to ${MAX_SEED} (default: ${EXAMPLE_SEED}); another seed gives other reports
  --help                this text

The same months and seed give the same files, byte for byte.

Example:
  npm run simulate -- --out .waylight/simulation --months 24 --last-month 2025-12
`;

/** Parses the arguments, or returns their problem in one line. `today` counts days since 1970-01-01. */
export function parseArguments(
  args: readonly string[],
  today: number,
): SimulationArguments | 'help' | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        out: { type: 'string', default: '' },
        months: { type: 'string', default: String(EXAMPLE_MONTHS) },
        'last-month': { type: 'string' },
        seed: { type: 'string', default: String(EXAMPLE_SEED) },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    if (values.out === '') return { problem: '--out is missing: name a new or empty folder' };
    const months = wholeNumber(values.months);
    if (months === undefined || months < 1 || months > MAX_MONTHS)
      return { problem: `--months ${values.months}: give a whole number from 1 to ${MAX_MONTHS}` };
    const last = values['last-month'] ?? exampleMonths(today).lastMonth;
    const isMonth = periodKindOf(last) === 'month' && last >= EARLIEST_MONTH;
    const span = isMonth ? monthsUntil(last, months) : undefined;
    if (span === undefined || span.firstMonth < EARLIEST_MONTH)
      return {
        problem: `--last-month ${last}: give a month such as 2025-12; no month may lie before ${EARLIEST_MONTH}`,
      };
    const seed = wholeNumber(values.seed);
    if (seed === undefined || seed > MAX_SEED)
      return { problem: `--seed ${values.seed}: give a whole number from 0 to ${MAX_SEED}` };
    return { out: values.out, months: span, seed };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'the arguments cannot be read' };
  }
}

const wholeNumber = (text: string): number | undefined =>
  /^\d{1,10}$/.test(text) ? Number(text) : undefined;
