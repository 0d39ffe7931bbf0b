import { parseArgs } from 'node:util';
import { BENCHES, type BenchName, isBenchName } from './benches.ts';
import { type Sizes, TINY, USUAL } from './sizes.ts';

export type Arguments = {
  readonly names: readonly BenchName[];
  readonly json: boolean;
  readonly sizes: Sizes;
};

const FLAGS = {
  runs: 'runs',
  'unary-reports': 'unaryReports',
  'streamed-reports': 'streamedReports',
  events: 'events',
  partitions: 'partitions',
  'counted-rate': 'countedRate',
  'counted-seconds': 'countedSeconds',
} as const satisfies Record<string, keyof Sizes>;

const MOST = 10_000_000;

export const USAGE = `npm run bench [-- NAME…] [--json] [--tiny] [--FLAG N…]

Measures what the region carries on this machine, with a real Kafka and Redis: ${Object.keys(BENCHES).join(', ')} (all by default).

  --json   figures as JSON
  --tiny   sizes that only show that everything runs
${Object.entries(FLAGS)
  .map(([flag, size]) => `  --${`${flag} N`.padEnd(20)} default ${USUAL[size].toLocaleString('en')}`)
  .join('\n')}
`;

/** Reads the arguments, or says in one line what is wrong with them. */
export function parseArguments(args: readonly string[]): Arguments | 'help' | { readonly problem: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        tiny: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        ...Object.fromEntries(Object.keys(FLAGS).map((flag) => [flag, { type: 'string' as const }])),
      },
    });
    if (values.help === true) return 'help';
    const unknown = positionals.find((name) => !isBenchName(name));
    if (unknown !== undefined)
      return { problem: `there is no bench ${unknown}: ${Object.keys(BENCHES).join(', ')}` };
    const sizes: Record<keyof Sizes, number> = { ...(values.tiny === true ? TINY : USUAL) };
    for (const [flag, size] of Object.entries(FLAGS)) {
      const given = Reflect.get(values, flag);
      if (given === undefined) continue;
      const value = Number(given);
      if (!Number.isInteger(value) || value < 1 || value > MOST)
        return { problem: `--${flag} wants a whole number from 1 to ${MOST.toLocaleString('en')}` };
      sizes[size] = value;
    }
    const names = positionals.filter(isBenchName);
    return {
      names: names.length > 0 ? names : (Object.keys(BENCHES) as BenchName[]),
      json: values.json === true,
      sizes,
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'the arguments cannot be read' };
  }
}
