// npm test: installs what is missing, then runs every check and every test.
// The last line is always "N passed, N failed, N skipped". With arguments (`npm test -- packages/trends`) only the
// tests that vitest finds by them run, without the checks. Under CI a skipped test is a failure.
import { runChecks } from './checks.mjs';
import { ensureInstalled } from './install.mjs';
import { runTests } from './vitest.mjs';

await ensureInstalled();
const filters = process.argv.slice(2);
const checks = filters.length === 0 ? await runChecks() : { passed: 0, failed: 0 };
const tests = await runTests(filters);

for (const name of tests.skippedNames) process.stdout.write(`skipped: ${name}\n`);
const passed = checks.passed + tests.passed;
const failed = checks.failed + tests.failed;
const skipped = tests.skipped;
const skipsFail = skipped > 0 && isCi();
if (skipsFail) process.stdout.write('Under CI nothing may be skipped.\n');
process.exitCode = failed > 0 || passed === 0 || skipsFail ? 1 : 0;
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);

function isCi() {
  return !['', '0', 'false'].includes(process.env.CI ?? '');
}
