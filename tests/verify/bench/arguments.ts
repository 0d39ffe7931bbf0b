import { parseArgs } from 'node:util';
import type { Size, SizeOptions } from './bench.ts';
import { BENCHES } from './benches.ts';

export type Arguments = {
  readonly names: readonly string[];
  readonly json: boolean;
  readonly chosen: SizeOptions;
};

const MOST = 10_000_000;

export const USAGE = `npm run bench [NAME…] [-- --json] [--tiny] [--FLAG N…]

Measures what the region carries on this machine, with real parts (all of it by default):

${Object.entries(BENCHES)
  .map(([name, { about }]) => `  ${name.padEnd(12)} ${about}`)
  .join('\n')}

  --json                     figures as JSON
  --tiny                     sizes that only show that everything runs
${Object.entries(BENCHES)
  .map(([name, { sizes }]) => `\n${name}:\n${Object.entries(sizes).map(sizeLine).join('\n')}`)
  .join('\n')}
`;

/** Reads the arguments, or says in one line what is wrong with them. */
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
      return { problem: `there is no bench ${unknown}: ${Object.keys(BENCHES).join(', ')}` };
    const given: Record<string, number> = {};
    for (const size of sizes) {
      const text = Reflect.get(values, flagOf(size));
      if (text === undefined) continue;
      const value = Number(text);
      if (!Number.isInteger(value) || value < 1 || value > MOST)
        return { problem: `--${flagOf(size)} wants a whole number from 1 to ${MOST.toLocaleString('en')}` };
      given[size] = value;
    }
    return {
      names: positionals.length > 0 ? positionals : Object.keys(BENCHES),
      json: values.json === true,
      chosen: { tiny: values.tiny === true, given },
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'the arguments cannot be read' };
  }
}

/** `unaryReports` is `unary-reports`. */
function flagOf(size: string): string {
  return size.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function sizeLine([name, { usual, about }]: [string, Size]): string {
  return `  --${`${flagOf(name)} N`.padEnd(24)} ${about} (${usual.toLocaleString('en')})`;
}
