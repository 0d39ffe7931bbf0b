import { addressOf, kafkaForTests, redisForTests } from '@waylight/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { DOORS } from './doors/index.ts';
import { type RunResult, runDoors } from './run.ts';
import { summary } from './summary.ts';

const kafka = kafkaForTests();
const redis = redisForTests();

const SEED = 20_260_301;
/** Some 40 seconds on two quiet cores; a machine that does other work takes many times that. */
const MOST_MS = 900_000;

describe.skipIf('unavailable' in kafka || 'unavailable' in redis)('hostile input', () => {
  const doors = DOORS.filter(({ inputs }) => inputs.cut > 0);
  let result: RunResult;

  beforeAll(async () => {
    result = await runDoors({
      doors: doors.map((door) => ({ door, inputs: door.inputs.cut })),
      seed: SEED,
      parts: async () => ({ kafka: addressOf(kafka), redis: addressOf(redis) }),
      signal: AbortSignal.timeout(MOST_MS),
      say: () => undefined,
    });
  }, MOST_MS);

  it('at any door is answered, crashes nothing, takes bounded memory and loses no report of others', () => {
    expect(result.defects, summary(SEED, result)).toEqual([]);
    expect(result.doors).toHaveLength(doors.length);
    for (const { inputs, door } of result.doors) expect(inputs, door).toBeGreaterThan(0);
    expect(result.sentinel?.accepted).toBeGreaterThan(0);
  });
});
