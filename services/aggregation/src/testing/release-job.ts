import { ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import type { ReleaseJob } from '../release/close-due-periods.ts';
import { createReleaseEvents } from '../release/release-events.ts';
import type { OpenPair } from './pairs.ts';

/** Keys the draws of tests. */
export const SECRET = Buffer.alloc(32, 7);

/** The release job over a log and stores, by the plan that ships where nothing else is said. */
export function releaseJobOf(pair: OpenPair, other: Partial<ReleaseJob> = {}): ReleaseJob {
  return {
    eventLog: pair.eventLog,
    appender: pair.eventLog.createAppender(),
    releases: createReleaseEvents(pair.eventLog),
    releasedStore: pair.releasedStore,
    plan: ONE_TABLE_PLAN,
    secret: SECRET,
    catchUpMs: 5_000,
    ...other,
  };
}
