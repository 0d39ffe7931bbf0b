import { parseArgs } from 'node:util';
import { EXAMPLE_MONTHS } from './example-months.ts';
import { PORTS } from './layout.ts';

/** The one "bad port" of the Fetch standard that an offset can reach. Browsers refuse to open it. */
const BLOCKED_BY_BROWSERS = 10_080;

export type Arguments = {
  readonly dataDir: string;
  readonly portOffset: number;
  readonly empty: boolean;
  /** Whole months of release that the example data covers; undefined if not given. */
  readonly months: number | undefined;
};

export const USAGE = `npm start -- [--empty] [--months N] [--data DIR] [--port-offset N]

Starts the whole region in its trial form, in the foreground. Ctrl-C stops it; the next start continues with its data.

  --empty           start without the example data; only at the first start
  --months N        months of example data, 12 to 60 (default: ${EXAMPLE_MONTHS}); only at the first start
  --data DIR        folder for all data (default: .waylight/region)
  --port-offset N   shift all ports by N, 0 to 50000 (default: that of the last start, otherwise 0)
  --help            this text
`;

/** Parses the arguments, or returns their problem in one line. `portOffset` is -1 if the last start's offset applies. */
export function parseArguments(args: readonly string[]): Arguments | 'help' | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        empty: { type: 'boolean', default: false },
        months: { type: 'string' },
        data: { type: 'string', default: '.waylight/region' },
        'port-offset': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const offset = values['port-offset'];
    if (offset !== undefined && !(/^\d{1,5}$/.test(offset) && Number(offset) <= 50_000))
      return { problem: '--port-offset must be a whole number from 0 to 50000' };
    if (offset !== undefined && browserPorts(Number(offset)).includes(BLOCKED_BY_BROWSERS))
      return {
        problem: `--port-offset ${offset} would put a page at port ${BLOCKED_BY_BROWSERS}, which browsers do not open: choose another offset`,
      };
    const months = values.months === undefined ? undefined : wholeMonths(values.months);
    if (months !== undefined && (months < 12 || months > 60))
      return { problem: '--months must be a whole number from 12 to 60' };
    if (values.data === '') return { problem: '--data must be a folder' };
    return {
      dataDir: values.data,
      portOffset: offset === undefined ? -1 : Number(offset),
      empty: values.empty,
      months,
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'the arguments cannot be read' };
  }
}

const wholeMonths = (text: string): number => (/^\d{2}$/.test(text) ? Number(text) : 0);

const browserPorts = (offset: number): number[] =>
  [PORTS.insightsHttp, PORTS.provider, ...Object.values(PORTS.intakeHttp)].map((port) => port + offset);
