import { addressOf, kafkaForTests, redisForTests } from '@waylight/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { FUZZ_TARGETS } from './fuzz-targets/index.ts';
import { type RunResult, runTargets } from './run.ts';
import { formatSummary } from './summary.ts';

const kafka = kafkaForTests();
const redis = redisForTests();

const SEED = 20_260_301;
/** About 40 seconds on two quiet cores; a busy machine takes many times that. */
const MAX_MS = 900_000;

describe.skipIf('unavailable' in kafka || 'unavailable' in redis)('hostile input', () => {
  const targets = FUZZ_TARGETS.filter(({ inputs }) => inputs.short > 0);
  let result: RunResult;

  beforeAll(async () => {
    result = await runTargets({
      targets: targets.map((target) => ({ target, inputs: target.inputs.short })),
      seed: SEED,
      startDependencies: async () => ({ kafka: addressOf(kafka), redis: addressOf(redis) }),
      signal: AbortSignal.timeout(MAX_MS),
      print: () => undefined,
    });
  }, MAX_MS);

  it('is answered by every target, crashes nothing, takes bounded memory and loses no report of others', () => {
    expect(result.defects, formatSummary(SEED, result)).toEqual([]);
    expect(result.targets).toHaveLength(targets.length);
    for (const { inputs, target } of result.targets) expect(inputs, target).toBeGreaterThan(0);
    expect(result.sentinel?.accepted).toBeGreaterThan(0);
  });
});
