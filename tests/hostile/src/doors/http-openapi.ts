import process from 'node:process';
import type { Door } from '../door.ts';
import { READER_TOKEN } from '../hostile-region.ts';
import { runSchemathesis, schemathesis } from '../http/schemathesis.ts';

const EXAMPLES = 300;
const MOST_OUTPUT = 3_000;

/** One input is one run of schemathesis over the OpenAPI document, with its own seed; its cases are what is counted. */
export const httpOpenapi: Door = {
  name: 'http-openapi',
  about:
    'schemathesis over /openapi.json: every operation, parameter and answer against what the document says',
  inputs: { whole: 20, cut: 1 },
  atOnce: 1,
  withinMs: 600_000,
  open: async (site) => {
    const { region } = await site.region();
    const found = schemathesis();
    if ('unavailable' in found) {
      // Under CI a missing part is a failure; elsewhere it is said, and counted as nothing.
      if (process.env.CI !== undefined) throw new Error(found.unavailable);
      return { send: async () => ({ code: `not run: ${found.unavailable}` }) };
    }
    return {
      send: async (random) => {
        const run = await runSchemathesis(found.program, {
          port: region.ports.insightsHttp,
          seed: random.between(0, 2 ** 31),
          examples: EXAMPLES,
          token: random.oneIn(2) ? READER_TOKEN : undefined,
        });
        const failed = run.code !== 0 || run.cases === 0;
        return {
          code: 'run',
          codes: { 'checked by schemathesis': run.cases },
          defects: failed ? [`schemathesis: ${run.output.slice(-MOST_OUTPUT)}`] : [],
        };
      },
    };
  },
};
