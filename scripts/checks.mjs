// The checks that are programs of their own. Each counts as one test.
import { run, tool } from './toolchain.mjs';

const CHECKS = [
  { name: 'code is formatted and free of lint', command: 'biome', args: ['check', '.'] },
  { name: 'nothing is unused, nothing undeclared', command: 'knip', args: ['--no-config-hints'] },
  { name: 'types hold', command: 'tsc', args: ['--noEmit'] },
  // What runs in browsers has other globals.
  ...['services/dashboard', 'tests/browser'].map((folder) => ({
    name: `types of ${folder} hold`,
    command: 'tsc',
    args: ['--noEmit', '--project', folder],
  })),
];

/** Runs all checks and answers how many passed and failed; what failed says why on stdout. */
export async function runChecks() {
  const count = { passed: 0, failed: 0 };
  for (const { name, command, args } of CHECKS) {
    const { code, output } = await run(tool(command), args, { capture: true });
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
