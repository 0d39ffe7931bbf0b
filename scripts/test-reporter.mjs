// A vitest reporter: writes the results and durations of a run to the file that WAYLIGHT_TEST_RESULTS names.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from './toolchain.mjs';

export default class TestReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const files = modules.map(resultOf);
    writeFileSync(
      process.env.WAYLIGHT_TEST_RESULTS,
      JSON.stringify({ files, unhandledErrors: unhandledErrors.length }),
    );
  }
}

/** A file that cannot be loaded, or whose hook failed, counts as one failed test. */
function resultOf(module) {
  const path = relative(root, module.moduleId);
  const tests = [...module.children.allTests()];
  const states = tests.map((test) => test.result().state);
  const failed = states.filter((state) => state === 'failed').length;
  return {
    path,
    kind: module.project.name,
    seconds: secondsOf(module.diagnostic()),
    passed: states.filter((state) => state === 'passed').length,
    failed: failed === 0 && module.state() === 'failed' ? 1 : failed,
    skipped: tests.filter((_, i) => states[i] === 'skipped').map((test) => `${path}: ${test.fullName}`),
  };
}

/** The total time to start the worker, to import modules, and to run hooks and tests. */
function secondsOf({ environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration }) {
  return (environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration) / 1000;
}
