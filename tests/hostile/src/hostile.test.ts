import { addressOf, kafkaForTests, redisForTests } from '@waylight/testing';
import { describe, expect, it } from 'vitest';
import { DOORS } from './doors/index.ts';
import { runDoors } from './run.ts';
import { summary } from './summary.ts';

const kafka = kafkaForTests();
const redis = redisForTests();

const SEED = 20_260_301;
const MOST_MS = 400_000;

describe.skipIf('unavailable' in kafka || 'unavailable' in redis)('hostile input', () => {
  it(
    'at any door is answered, crashes nothing, takes bounded memory and loses no report of others',
    async () => {
      const result = await runDoors({
        doors: DOORS.map((door) => ({ door, inputs: door.inputs.cut })),
        seed: SEED,
        parts: async () => ({ kafka: addressOf(kafka), redis: addressOf(redis) }),
        signal: AbortSignal.timeout(MOST_MS),
        say: () => undefined,
      });
      expect(result.defects, summary(SEED, result)).toEqual([]);
      expect(result.doors).toHaveLength(DOORS.length);
      for (const { inputs, door } of result.doors) expect(inputs, door).toBeGreaterThan(0);
      expect(result.sentinel?.accepted).toBeGreaterThan(0);
    },
    MOST_MS,
  );
});
