// npm test: installs what is missing, then runs every check and every test.
// The last line is always "N passed, N failed, N skipped". With arguments (`npm test -- packages/trends`) only the
// tests that vitest finds by them run, without the checks. Under CI a skipped test is a failure.
import { runChecks } from './checks.mjs';
import { ensureDashboard } from './dashboard.mjs';
import { ensureInstalled } from './install.mjs';
import { runTests } from './vitest.mjs';

const { passed, failed, skipped, skippedNames } = await runAll(process.argv.slice(2));
for (const name of skippedNames) process.stdout.write(`skipped: ${name}\n`);
const isSkipFailure = skipped > 0 && isCi();
if (isSkipFailure) process.stdout.write('Under CI nothing may be skipped.\n');
process.exitCode = failed > 0 || passed === 0 || isSkipFailure ? 1 : 0;
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);

async function runAll(filters) {
  if (!((await ensureInstalled()) && (await ensureDashboard())))
    return { passed: 0, failed: 1, skipped: 0, skippedNames: [] };
  const checks = filters.length === 0 ? await runChecks() : { passed: 0, failed: 0 };
  const tests = await runTests(filters);
  return { ...tests, passed: checks.passed + tests.passed, failed: checks.failed + tests.failed };
}

function isCi() {
  return !['', '0', 'false'].includes(process.env.CI ?? '');
}
