import { SENTINEL_MARK } from './sentinel.ts';

/** Internals that no answer may expose: paths, names of programs and drivers, and stacks. */
const INTERNALS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a stack', /\n\s+at .+:\d+:\d+|\.(ts|js|mjs):\d+/],
  ['a path of the server', /node_modules|file:\/\/|\/(home|root|usr|opt|proc|srv)\/\w|waylight-processes-/],
  ['an error of a program', /\b(TypeError|RangeError|SyntaxError|ReferenceError|AssertionError|ZodError)\b/],
  [
    'an error of a program',
    /Cannot read propert|is not a function|is not iterable|of undefined|undefined \(reading/,
  ],
  [
    'an error of a driver',
    /\b(SQLITE|ERR_[A-Z_]+|ECONN[A-Z]+|ENOENT|EPIPE|EACCES|FST_[A-Z_]+|kafkajs|ioredis)\b/,
  ],
  [
    'an error of a driver',
    /\b(premature EOF|illegal tag|invalid wire type|cant skip wire type|index out of range)\b/,
  ],
  ["another organisation's data", new RegExp(SENTINEL_MARK)],
];

/** Returns the first internal that a text exposes; undefined if there is none. */
export function findInternals(text: string): string | undefined {
  for (const [what, pattern] of INTERNALS) {
    const found = pattern.exec(text);
    if (found !== null)
      return `${what}: ${JSON.stringify(text.slice(Math.max(0, found.index - 60), found.index + 120))}`;
  }
  return undefined;
}
