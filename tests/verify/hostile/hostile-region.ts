import { HEAP_OF_1_GIB, type ProcessRegion, type Session, startRegion } from '@waylight/tests-region';
import { type Sentinel, startSentinel } from './sentinel.ts';

/** The organisation that sends hostile input; the sentinel is another one. */
export const HOSTILE_ORGANISATION = 'SIM-MK-1';
export const OPERATOR = 'region';
/** The member who has signed in over HTTP. */
const MEMBER = 'BCHR';

export type HostileRegion = {
  readonly region: ProcessRegion;
  /** Addresses of its Kafka and Redis, for targets behind the services. */
  readonly kafka: string;
  readonly redis: string;
  readonly sentinel: Sentinel;
  /** Cookie, token and origin, which a member's page sends with each request. */
  readonly session: Session;
  readonly stop: () => Promise<void>;
};

/** Starts one node, one worker and insights as processes, and a sentinel that sends good reports throughout. */
export async function startHostileRegion(kafka: string, redis: string): Promise<HostileRegion> {
  const region = await startRegion({
    run: 'processes',
    log: kafka,
    store: redis,
    // RS confirms the date while MK sends heartbeats that nobody can read.
    nodes: ['MK', 'RS'],
    signIns: true,
    env: {
      // Rate limits are tested elsewhere: here every input must reach its handler.
      intake: { WAYLIGHT_INTAKE_RATE_PER_SECOND: '1000000', WAYLIGHT_INTAKE_RATE_BURST: '1000000' },
    },
    overrides: () => ({ env: HEAP_OF_1_GIB }),
  });
  const sentinel = startSentinel(region, redis);
  return {
    region,
    kafka,
    redis,
    sentinel,
    session: await region.signIn(MEMBER),
    stop: async () => {
      await sentinel.stop();
      await region.stop();
    },
  };
}
