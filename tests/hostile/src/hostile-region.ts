import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HEAP_OF_1_GIB, type SeparateRegion, startSeparateRegion } from '@waylight/tests-separate-region';
import { type Sentinel, startSentinel } from './sentinel.ts';

/** The organisation whose certificate hostile input comes with; the sentinel is another one. */
export const HOSTILE_ORGANISATION = 'SIM-MK-1';
export const OPERATOR = 'region';
/** A reader's token that the region knows. */
export const READER_TOKEN = 'hostile-reader-token-0123456789';

export type HostileRegion = {
  readonly region: SeparateRegion;
  /** Addresses of its Kafka and Redis, for doors that lie behind the services. */
  readonly kafka: string;
  readonly redis: string;
  readonly sentinel: Sentinel;
  readonly stop: () => Promise<void>;
};

/** One node, one worker and insights as processes of their own, and somebody who sends good reports all the while. */
export async function startHostileRegion(kafka: string, redis: string): Promise<HostileRegion> {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-hostile-'));
  const tokensFile = join(folder, 'reader-tokens.json');
  const sha256 = createHash('sha256').update(READER_TOKEN).digest('hex');
  await writeFile(tokensFile, JSON.stringify({ tokens: [{ sha256, audience: 'partners' }] }), {
    mode: 0o600,
  });
  const region = await startSeparateRegion({
    kafka,
    redis,
    countries: ['MK'],
    env: {
      // What an organisation may send in a second is another promise: here every input must come to its handler.
      intake: { WAYLIGHT_INTAKE_RATE_PER_SECOND: '1000000', WAYLIGHT_INTAKE_RATE_BURST: '1000000' },
    },
    envOf: (process): Readonly<Record<string, string>> => ({
      ...HEAP_OF_1_GIB,
      ...(process === 'insights' && { WAYLIGHT_INSIGHTS_READER_TOKENS_FILE: tokensFile }),
    }),
  });
  const sentinel = startSentinel(region, redis);
  return {
    region,
    kafka,
    redis,
    sentinel,
    stop: async () => {
      await sentinel.stop();
      await region.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
