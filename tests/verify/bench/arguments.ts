import { parseArgs } from 'node:util';
import type { Size, SizeOptions } from './bench.ts';
import { BENCHES } from './benches.ts';

export type Arguments = {
  readonly names: readonly string[];
  readonly json: boolean;
  readonly sizeOptions: SizeOptions;
};

const MAX_SIZE = 10_000_000;

export const USAGE = `npm run bench [NAME…] [-- --json] [--tiny] [--FLAG N…]

Measures the performance of the region on this machine, with real parts; without names, all benchmarks:

${Object.entries(BENCHES)
  .map(([name, { about }]) => `  ${name.padEnd(12)} ${about}`)
  .join('\n')}

  --json                     figures as JSON
  --tiny                     sizes that only prove that everything runs
${Object.entries(BENCHES)
  .map(([name, { sizes }]) => `\n${name}:\n${Object.entries(sizes).map(sizeLine).join('\n')}`)
  .join('\n')}
`;

/** Parses the arguments, or returns the first problem in one line. */
export function parseArguments(args: readonly string[]): Arguments | 'help' | { readonly problem: string } {
  const sizes = [...new Set(Object.values(BENCHES).flatMap((bench) => Object.keys(bench.sizes)))];
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        tiny: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        ...Object.fromEntries(sizes.map((size) => [flagOf(size), { type: 'string' as const }])),
      },
    });
    if (values.help === true) return 'help';
    const unknown = positionals.find((name) => !Object.hasOwn(BENCHES, name));
    if (unknown !== undefined)
      return { problem: `no benchmark is called ${unknown}: ${Object.keys(BENCHES).join(', ')}` };
    const overrides: Record<string, number> = {};
    for (const size of sizes) {
      const text = Reflect.get(values, flagOf(size));
      if (text === undefined) continue;
      const value = Number(text);
      if (!Number.isInteger(value) || value < 1 || value > MAX_SIZE)
        return {
          problem: `--${flagOf(size)} must be a whole number from 1 to ${MAX_SIZE.toLocaleString('en')}`,
        };
      overrides[size] = value;
    }
    return {
      names: positionals.length > 0 ? positionals : Object.keys(BENCHES),
      json: values.json === true,
      sizeOptions: { tiny: values.tiny === true, overrides },
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'the arguments cannot be read' };
  }
}

/** Returns the flag of a size: `unaryReports` is `unary-reports`. */
function flagOf(size: string): string {
  return size.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function sizeLine([name, { usual, about }]: [string, Size]): string {
  return `  --${`${flagOf(name)} N`.padEnd(24)} ${about} (${usual.toLocaleString('en')})`;
}
