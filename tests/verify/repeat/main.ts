/** Repeats tests that may depend on draws and dates, with other secrets, seeds and dates each time. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type CommandRun, type ParsedArguments, runCommand } from '@waylight/testing';
import FILES from './files.json' with { type: 'json' };
import { drawValues, type RunValues } from './values.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** As many as fit into one part of `npm run verify`. */
const DEFAULT_TIMES = '2';
const MAX_SEED = 2 ** 31;

const USAGE = `usage: node tests/verify/repeat/main.ts [--times ${DEFAULT_TIMES}] [--first 1] [--seed N] [FILE…]

Runs the given test files, or those of tests/verify/repeat/files.json, each time with another release secret, seed and
date. The same --seed gives the same values; --first 4 begins with the fourth of them.
`;

type Arguments = {
  readonly times: number;
  readonly first: number;
  readonly seed: number;
  readonly files: readonly string[];
};

function readArguments(args: readonly string[]): ParsedArguments<Arguments> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        times: { type: 'string', default: DEFAULT_TIMES },
        first: { type: 'string', default: '1' },
        seed: { type: 'string', default: String(Math.floor(Math.random() * MAX_SEED)) },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const [times, first, seed] = [Number(values.times), Number(values.first), Number(values.seed)];
    for (const [name, value] of Object.entries({ times, first }))
      if (!Number.isInteger(value) || value < 1)
        return { problem: `--${name} must be a whole number from 1` };
    if (!Number.isInteger(seed)) return { problem: '--seed must be a whole number' };
    return { times, first, seed, files: positionals.length > 0 ? positionals : FILES };
  } catch (error) {
    return { problem: String(error) };
  }
}

async function repeat(
  { times, first, seed, files }: Arguments,
  { interrupted }: CommandRun,
): Promise<number> {
  const counts = { passed: 0, failed: 0 };
  for (const values of drawValues(seed, first - 1 + times).slice(first - 1)) {
    if (interrupted.aborted) break;
    const startedAt = performance.now();
    const { passed, output } = await runTests(files, values, interrupted);
    if (interrupted.aborted) break;
    counts[passed ? 'passed' : 'failed'] += 1;
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    process.stdout.write(
      `${passed ? '✓' : '✗'} ${commandOf(values)} (${seconds} s)\n${passed ? '' : output}`,
    );
  }
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, 0 skipped\n`);
  return counts.failed > 0 || counts.passed < times ? 1 : 0;
}

const environmentOf = ({ secret, seed, date }: RunValues) => ({
  WAYLIGHT_TEST_SECRET: secret,
  WAYLIGHT_TEST_SEED: String(seed),
  WAYLIGHT_TEST_DATE: date,
});

/** The command that repeats one run; the test files follow. */
const commandOf = (values: RunValues): string =>
  [...Object.entries(environmentOf(values)).map(([name, value]) => `${name}=${value}`), 'npm test --'].join(
    ' ',
  );

async function runTests(
  files: readonly string[],
  values: RunValues,
  signal: AbortSignal,
): Promise<{ readonly passed: boolean; readonly output: string }> {
  const tests = spawn(process.execPath, [join(ROOT, 'scripts/test.mjs'), ...files], {
    cwd: ROOT,
    // A skipped test would prove nothing for these values, and containers keep the date of the machine.
    env: { ...process.env, ...environmentOf(values), CI: 'true', WAYLIGHT_TEST_CONTAINERS: 'none' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  signal.addEventListener('abort', () => tests.kill('SIGTERM'), { once: true });
  const [out, err, [code]] = await Promise.all([
    text(tests.stdout),
    text(tests.stderr),
    once(tests, 'close'),
  ]);
  return { passed: code === 0, output: `${err}${out}` };
}

await runCommand(readArguments(process.argv.slice(2)), USAGE, repeat);
