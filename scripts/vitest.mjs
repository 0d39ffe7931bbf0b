// Runs vitest, counts the results, and reports durations.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run, tool } from './toolchain.mjs';

/** Maximum duration of a run; a longer run is assumed to hang and is killed. */
const DEADLINE_MS = 70 * 60 * 1000;

/** Compile cache shared by all test workers and the programs that tests start. */
const COMPILE_CACHE = { NODE_COMPILE_CACHE: join(root, '.waylight/cache/node') };

/** Runs vitest with these arguments and returns `{ passed, failed, skipped, files }`; `skipped` lists names. */
export async function runTests(args, { env = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'waylight-test-'));
  const results = join(folder, 'results.json');
  try {
    const fakeTime = await createFakeTimeEnvironment(folder);
    if (fakeTime === undefined) return { passed: 0, failed: 1, skipped: [], files: [] };
    const { code } = await run(
      tool('vitest'),
      ['run', ...args, '--reporter=default', `--reporter=${join(root, 'scripts/test-reporter.mjs')}`],
      {
        env: { ...COMPILE_CACHE, ...env, ...fakeTime, WAYLIGHT_TEST_RESULTS: results },
        deadlineMs: DEADLINE_MS,
      },
    );
    return countTests(readResults(results), code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The environment in which a program and its children see the date WAYLIGHT_TEST_DATE, by libfaketime. It is empty without
 * that variable, and undefined after an error, which is explained on stderr. The files of libfaketime are in `folder` until
 * the run ends.
 */
async function createFakeTimeEnvironment(folder) {
  const date = process.env.WAYLIGHT_TEST_DATE ?? '';
  if (date === '') return {};
  const program = 'packages/testing/src/shifted-environment.ts';
  const { code, output } = await run(tool('node'), [program, date], {
    capture: true,
    env: { TMPDIR: folder },
  });
  if (code === 0) return JSON.parse(output);
  process.stderr.write(output);
  return undefined;
}

/** Reads the results. If there are none, vitest itself failed or was killed. */
function readResults(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { files: [] };
  }
}

/** An error outside of all tests, such as an unhandled rejection, affects only the exit code. */
function countTests({ files }, code) {
  const failed = sum(files, (file) => file.failed);
  return {
    files,
    passed: sum(files, (file) => file.passed),
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: files.flatMap((file) => file.skipped),
  };
}

/** Lines to print: the slowest files, and the total worker time for each kind of test. */
export function durationLines(files) {
  const slowestFirst = [...files].sort((a, b) => b.seconds - a.seconds);
  const kinds = [...new Set(files.map((file) => file.kind))];
  const secondsOf = (kind) =>
    `${kind} ${sum(
      files.filter((file) => file.kind === kind),
      (file) => file.seconds,
    ).toFixed()}`;
  return [
    'Slowest files:',
    ...slowestFirst.slice(0, 20).map(fileLine),
    `Worker-seconds: ${[...kinds.map(secondsOf), `total ${sum(files, (file) => file.seconds).toFixed()}`].join(', ')}`,
  ];
}

/** A run without tests fails. Under CI, a run with skipped tests fails too. */
export const hasPassed = ({ passed, failed, skipped }) =>
  failed === 0 && passed > 0 && !(skipped.length > 0 && isCi());

/** Prints the counts as the last line of a command, and returns true if the run passed. */
export function printResult(count) {
  const { passed, failed, skipped } = count;
  for (const name of skipped) process.stdout.write(`skipped: ${name}\n`);
  if (skipped.length > 0 && isCi()) process.stdout.write('Under CI no test may be skipped.\n');
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped.length} skipped\n`);
  return hasPassed(count);
}

const isCi = () => !['', '0', 'false'].includes(process.env.CI ?? '');

const fileLine = ({ path, kind, seconds }) =>
  `${seconds.toFixed(1).padStart(7)} s  ${kind.padEnd(12)}  ${path}`;

const sum = (list, read) => list.reduce((total, one) => total + read(one), 0);
