import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Brings Kafka and Redis: from addresses in the environment, containers, or local processes. */
const realParts = 'packages/testing/src/global-setup.ts';

/** Makes example regions, each once per run. */
const exampleRegions = 'tests/region/src/global-setup.ts';

const SECOND_MS = 1000;

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    teardownTimeout: 20 * SECOND_MS,
    projects: [
      {
        extends: true,
        test: {
          // No input or output: what takes long here is a defect. The longest takes 12 s, and three times that beside other work.
          name: 'unit',
          include: ['{packages,services}/*/src/**/*.test.ts', 'tests/{architecture,contract}/**/*.test.ts'],
          exclude: ['**/*.int.test.ts', '**/node_modules/**'],
          testTimeout: 60 * SECOND_MS,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          // One real dependency, or several services.
          name: 'real',
          include: ['{packages,services}/*/src/**/*.int.test.ts', 'tests/**/*.test.ts'],
          exclude: ['tests/{architecture,contract}/**', '**/node_modules/**'],
          globalSetup: [realParts, exampleRegions].filter(existsSync),
          // A page, a command or a start of six nodes takes three times as long on a machine that does other work as well.
          testTimeout: 120 * SECOND_MS,
          hookTimeout: 240 * SECOND_MS,
          // One second, which is the default, is how long a browser on a busy machine takes for one turn of a page.
          expect: { poll: { timeout: 15 * SECOND_MS } },
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
