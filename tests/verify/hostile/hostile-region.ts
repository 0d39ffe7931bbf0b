import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  HEAP_OF_1_GIB,
  type SeparateRegion,
  signInsBelow,
  startSeparateRegion,
} from '@waylight/tests-region';
import { type Sentinel, startSentinel } from './sentinel.ts';

/** The organisation whose certificate hostile input comes with; the sentinel is another one. */
export const HOSTILE_ORGANISATION = 'SIM-MK-1';
export const OPERATOR = 'region';
/** The member that has signed in over HTTP. */
const MEMBER = 'BCHR';

export type HostileRegion = {
  readonly region: SeparateRegion;
  /** Addresses of its Kafka and Redis, for doors that lie behind the services. */
  readonly kafka: string;
  readonly redis: string;
  readonly sentinel: Sentinel;
  /** What a member's page sends with each request: cookie, token and origin. */
  readonly session: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
};

/** One node, one worker and insights as processes of their own, and somebody who sends good reports all the while. */
export async function startHostileRegion(kafka: string, redis: string): Promise<HostileRegion> {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-hostile-'));
  const signIns = await signInsBelow(folder);
  const region = await startSeparateRegion({
    kafka,
    redis,
    countries: ['MK'],
    env: {
      // What an organisation may send in a second is another promise: here every input must come to its handler.
      intake: { WAYLIGHT_INTAKE_RATE_PER_SECOND: '1000000', WAYLIGHT_INTAKE_RATE_BURST: '1000000' },
    },
    envOf: (process, ports): Readonly<Record<string, string>> => ({
      ...HEAP_OF_1_GIB,
      ...(process === 'insights' && signIns.env(ports)),
    }),
  });
  const sentinel = startSentinel(region, redis);
  const { session, stop } = await signIns.signIn(region.ports, MEMBER);
  return {
    region,
    kafka,
    redis,
    sentinel,
    session,
    stop: async () => {
      await stop();
      await sentinel.stop();
      await region.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
