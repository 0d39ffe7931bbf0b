// npm test: installs what is missing, then runs every check beside every test that is quick enough for every change.
// The last line is always "N passed, N failed, N skipped". With arguments (`npm test -- packages/trends`) only the
// tests that vitest finds by them run, without the checks. Under CI a skipped test is a failure.
import process from 'node:process';
import { runChecks } from './checks.mjs';
import { ensureDashboard } from './dashboard.mjs';
import { ensureInstalled } from './install.mjs';
import { conclude, durationLines, runTests } from './vitest.mjs';

/** On two quiet cores. A slower run is no failure, because it may be the machine that is slow. */
const BUDGET_MINUTES = 15;

const startedAt = performance.now();
const count = await runAll(process.argv.slice(2));
for (const line of durationLines(count.files)) process.stdout.write(`${line}\n`);
const minutes = (performance.now() - startedAt) / 60_000;
process.stdout.write(`Whole run: ${minutes.toFixed(1)} minutes (budget ${BUDGET_MINUTES})\n`);
process.exitCode = conclude(count) ? 0 : 1;

async function runAll(filters) {
  if (!((await ensureInstalled()) && (await ensureDashboard())))
    return { passed: 0, failed: 1, skipped: [], files: [] };
  const [checks, tests] = await Promise.all([
    filters.length === 0 ? runChecks() : { passed: 0, failed: 0 },
    runTests([...filters, '--project=!verify']),
  ]);
  return { ...tests, passed: checks.passed + tests.passed, failed: checks.failed + tests.failed };
}
