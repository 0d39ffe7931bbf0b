import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { TEST_WORKERS } from './packages/testing/src/free-port.ts';
import { compileTexts } from './services/dashboard/src/text/compile-texts.ts';

const SECOND_MS = 1000;

/** One real dependency, such as a database or a broker. */
const INT = '**/*.int.test.ts';

/** Files that replace a module. Each gets modules of its own; all other files of a worker share them, which saves time. */
const ISOLATED = [
  'services/aggregation/src/release/disclosure-audit-failures.int.test.ts',
  'services/aggregation/src/release/hidden-attempts.int.test.ts',
];

/** Files too slow for every change: `npm run verify` runs them by part. */
const VERIFY = [
  'tests/verify/{containers,journeys,years}/**/*.test.ts',
  '{infra,services,tests}/**/*.verify.test.ts',
];

/** No input or output, and no globals, so that files share a worker and its modules. What takes long here is a defect. */
const pure = {
  pool: 'threads',
  isolate: false,
  testTimeout: 60 * SECOND_MS,
  sequence: { groupOrder: 0 },
} as const;

/** Real parts: timeouts are for a machine that does other work, where a page or a start takes three times as long. */
const real = {
  pool: 'forks' as const,
  isolate: false,
  // Starts Kafka and Redis where a file of the run asks for them, and makes example regions on demand.
  globalSetup: ['packages/testing/src/global-setup.ts', 'tests/region/src/global-setup.ts'],
  testTimeout: 120 * SECOND_MS,
  hookTimeout: 240 * SECOND_MS,
  expect: { poll: { timeout: 15 * SECOND_MS } },
  sequence: { groupOrder: 1 },
};

/** Kinds of tests, in the order in which they start: files that take minutes come before files that take seconds. */
const PROJECTS = [
  { ...pure, name: 'contract', include: ['tests/{architecture,contract}/**/*.test.ts', 'infra/*.test.ts'] },
  {
    ...pure,
    name: 'unit',
    include: [
      '{packages,services}/*/src/**/*.test.{ts,tsx}',
      'scripts/region-maps/*.test.ts',
      'tests/verify/**/*.test.ts',
    ],
    exclude: [INT, ...VERIFY, '**/node_modules/**'],
  },
  {
    ...real,
    name: 'browser',
    include: ['tests/browser/**/*.test.ts'],
    exclude: [...VERIFY, '**/node_modules/**'],
  },
  {
    ...real,
    name: 'regional',
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/{architecture,browser,contract,verify}/**', '**/node_modules/**'],
  },
  // Short runs of what `npm run verify` does in full.
  { ...real, name: 'verify-short', include: ['tests/verify/**/*.int.test.ts'] },
  {
    ...real,
    name: 'int',
    include: ['{packages,services}/*/src/**/*.int.test.ts'],
    exclude: [...ISOLATED, '**/node_modules/**'],
  },
  { ...real, name: 'int-isolated', isolate: true, include: ISOLATED },
  // The containers of the parts are tested by the part `containers`.
  { ...real, name: 'verify', include: [...VERIFY, 'packages/testing/src/dependencies.int.test.ts'] },
];

/** Keeps vitest's order within a kind: the longest of the last run first, on a fresh clone the largest file. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project }: TestSpecification) => PROJECTS.findIndex(({ name }) => name === project.name);
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  plugins: [compileTexts()],
  test: {
    environment: 'node',
    // One more than the cores of a small machine, because tests of real parts also wait: for pages, timers and restarts.
    maxWorkers: TEST_WORKERS,
    // Sets the seed of fast-check.
    setupFiles: ['packages/testing/src/fast-check-for-tests.ts'],
    teardownTimeout: 20 * SECOND_MS,
    sequence: { sequencer: LongestFirst },
    projects: PROJECTS.map((test) => ({ extends: true, test })),
  },
});
