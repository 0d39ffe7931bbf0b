// Runs vitest and counts, from its JSON report, what no reporter's last line promises to keep saying the same way.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { shiftedEnvironment } from './shifted-environment.mjs';
import { root, run, tool } from './toolchain.mjs';

/** All tests take some half an hour on two cores; what takes this long will never end. */
const DEADLINE_MS = 70 * 60 * 1000;

/** Answers `{ passed, failed, skipped, skippedNames }`; a file that can't be loaded counts as one failed test. */
export async function runTests(filters) {
  const folder = mkdtempSync(join(tmpdir(), 'waylight-test-'));
  const report = join(folder, 'report.json');
  try {
    const env = await shiftedEnvironment(folder);
    if (env === undefined) return { passed: 0, failed: 1, skipped: 0, skippedNames: [] };
    const args = ['run', ...filters, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { code } = await run(tool('vitest'), args, { env, deadlineMs: DEADLINE_MS });
    return withExitCode(countTests(readReport(report)), code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { testResults: [] };
  }
}

function countTests({ testResults }) {
  const count = { passed: 0, failed: 0, skipped: 0, skippedNames: [] };
  for (const file of testResults) {
    const failedBefore = count.failed;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') count.passed += 1;
      else if (test.status === 'failed') count.failed += 1;
      else {
        count.skipped += 1;
        count.skippedNames.push(`${relative(root, file.name)}: ${test.fullName}`);
      }
    }
    if (file.status === 'failed' && count.failed === failedBefore) count.failed += 1;
  }
  return count;
}

/** An error outside any test (a set-up, a rejection that nobody awaited) shows in the exit code alone. */
function withExitCode(count, code) {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}
