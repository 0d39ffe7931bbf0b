// npm test: installs dependencies, then runs all checks in parallel with all tests that are fast enough for every change.
// The last line is always "N passed, N failed, N skipped". Under CI a skipped test is a failure.
// With arguments (`npm test -- packages/trends`) it runs only tests whose path contains them, and no checks.
import { mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ensureDashboard } from './dashboard.mjs';
import { CHECK_LOCKFILE, ensureInstalled } from './install.mjs';
import { run, tool } from './toolchain.mjs';
import { durationLines, printResult, runTests } from './vitest.mjs';

/** Programs that check the code. Each counts as one test. */
const CHECKS = [
  { name: 'formatter and linter', command: 'biome', args: ['check', '.'] },
  { name: 'no unused code, no undeclared dependency', command: 'knip', args: ['--no-config-hints'] },
  { name: 'lock file', command: 'npx', args: CHECK_LOCKFILE },
  { name: 'types', command: 'tsc', args: ['--noEmit'] },
  // Code for browsers has other globals.
  ...['services/dashboard', 'tests/browser'].map((folder) => ({
    name: `types of ${folder}`,
    command: 'tsc',
    args: ['--noEmit', '--project', folder],
  })),
];

/** Files in memory on Linux. A run needs less than 1 GiB; containers often have 64 MiB. */
const MEMORY_FOLDER = '/dev/shm';
const MIN_FREE_BYTES = 4 * 2 ** 30;

const startedAt = performance.now();
const count = await runAll(process.argv.slice(2));
for (const line of durationLines(count.files)) process.stdout.write(`${line}\n`);
const minutes = (performance.now() - startedAt) / 60_000;
process.stdout.write(`Whole run: ${minutes.toFixed(1)} minutes\n`);
process.exitCode = printResult(count) ? 0 : 1;

async function runAll(filters) {
  if (!((await ensureInstalled()) && (await ensureDashboard())))
    return { passed: 0, failed: 1, skipped: [], files: [] };
  const folder = mkdtempSync(join(temporaryFolder(), 'waylight-test-'));
  try {
    const [checks, tests] = await Promise.all([
      filters.length === 0 ? runChecks() : { passed: 0, failed: 0 },
      runTests([...filters, '--project=!verify'], { env: { TMPDIR: folder } }),
    ]);
    return { ...tests, passed: checks.passed + tests.passed, failed: checks.failed + tests.failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The parent folder of all files of tests. A commit waits for the disk, but not in memory. Tests kill processes, not machines:
 * what a killed process has written is there in both places.
 */
function temporaryFolder() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
    // Tests start programs that they have written.
    const mounts = readFileSync('/proc/mounts', 'utf8');
    const [, options = 'noexec'] = new RegExp(`^\\S+ ${MEMORY_FOLDER} \\S+ (\\S+)`, 'm').exec(mounts) ?? [];
    if (bavail * bsize >= MIN_FREE_BYTES && !options.includes('noexec')) return MEMORY_FOLDER;
  } catch {
    // Not Linux.
  }
  return tmpdir();
}

/** Runs all checks and counts them. Prints the output of failed checks to stdout. */
async function runChecks() {
  const count = { passed: 0, failed: 0 };
  for (const { name, command, args } of CHECKS) {
    const program = command === 'npx' ? command : tool(command);
    const { code, output } = await run(program, args, { capture: true });
    if (code === 0) {
      count.passed += 1;
      process.stdout.write(`✓ ${name}\n`);
    } else {
      count.failed += 1;
      process.stdout.write(`✗ ${name} (${[command, ...args].join(' ')})\n${output}\n`);
    }
  }
  return count;
}
