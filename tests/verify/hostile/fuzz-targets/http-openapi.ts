import { installSchemathesis } from '@waylight/testing';
import type { Answer, FuzzTarget } from '../fuzz-target.ts';
import { runSchemathesis } from '../http/schemathesis.ts';

/** Examples for each operation. A run takes about two minutes, and each run has a new seed. */
const EXAMPLES = 150;
/** A stream without an end, for which schemathesis would wait. */
const ENDLESS = '/v1/events';
/** Characters of what failed that are printed. Generated requests may be long. */
const MAX_OUTPUT = 3_000;

/** One input is one run of schemathesis over the OpenAPI document, with its own seed. Its cases are counted. */
export const httpOpenapi: FuzzTarget = {
  name: 'http-openapi',
  about: 'schemathesis over /openapi.json: every operation, parameter and answer compared with the document',
  inputs: { full: 5, short: 0, casesPerInput: 6_000 },
  concurrency: 1,
  timeoutMs: 600_000,
  open: async (context) => {
    const { region, session } = await context.region();
    const found = await installSchemathesis();
    return {
      send: async (random): Promise<Answer> => {
        if ('unavailable' in found) {
          const what = `NOT RUN: schemathesis needs ${found.unavailable}`;
          return { code: 'not run', codes: {}, defects: [what] };
        }
        const run = await runSchemathesis(found.program, {
          port: region.ports.insightsHttp,
          seed: random.between(0, 2 ** 31),
          examples: EXAMPLES,
          // With a session, sign-out is excluded: it would end the session for all other cases.
          ...(random.oneIn(2)
            ? { headers: session, without: ['/sign-out', ENDLESS] }
            : { headers: {}, without: [ENDLESS] }),
        });
        const failed = run.code !== 0 || run.cases === 0;
        return {
          code: 'run',
          codes: { 'checked by schemathesis': run.cases },
          defects: failed ? [`schemathesis: ${failuresIn(run.output).slice(0, MAX_OUTPUT)}`] : [],
        };
      },
    };
  },
};

/** The failures in the output, without the warnings after them; the whole output if there are none. */
const failuresIn = (output: string): string => /= FAILURES =+\n(.*?)\n=+ /s.exec(output)?.[1] ?? output;
