import { createPrivateKey, createPublicKey } from 'node:crypto';
import { freshnessKey } from '@waylight/contracts';
import { Country } from '@waylight/contracts/incident';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import { createReleaseSigner, ONE_TABLE_PLAN, releaseKeyOf } from '@waylight/disclosure-control';
import { releaseSecretBytes } from '@waylight/testing/fixed';
import type { ReleaseJob } from '../release/close-due-periods.ts';
import { createReleaseLog } from '../release/release-log.ts';
import { createSigningKey } from '../release/signing-key.ts';
import type { LogAndStores } from './log-and-stores.ts';

/** Key of the draws in tests. */
export const SECRET = releaseSecretBytes();

/**
 * Key for tests that need a certain result of the draw. With this key, every attempt to draw a quarter separately from its
 * months is 0 where a month is not. These tests depend on the secret, so it never changes.
 */
export const DISCLOSIVE_SECRET: Uint8Array = Buffer.alloc(32, 7);

const SIGNING_KEY = createSigningKey();
/** Public keys for the releases of tests. */
export const RELEASE_KEYS = [releaseKeyOf(createPublicKey(SIGNING_KEY), '2025-01-01')];

/** Audit for tests that need none. */
export const NO_AUDIT = { record: async () => undefined };

/** Stores the heartbeat of a node at the start of a day. No period closes before the first one. */
export async function putHeartbeat({ releasedStore }: Pick<LogAndStores, 'releasedStore'>, day: number) {
  const heartbeat = NodeHeartbeat.fromPartial({ node: Country.MK, hour: day * 24 });
  await releasedStore.putStatus(freshnessKey('MK'), NodeHeartbeat.encode(heartbeat).finish());
}

/** Release job on this log and stores, with the smallest plan unless `other` replaces it. */
export function releaseJobOf(backend: LogAndStores, other: Partial<ReleaseJob> = {}): ReleaseJob {
  return {
    eventLog: backend.eventLog,
    appender: backend.eventLog.createAppender(),
    releases: createReleaseLog(backend.eventLog),
    releasedStore: backend.releasedStore,
    viewStore: backend.viewStore,
    plan: ONE_TABLE_PLAN,
    secret: SECRET,
    sign: createReleaseSigner(createPrivateKey(SIGNING_KEY)),
    isTrial: false,
    pairedOrganisations: 0,
    expectedOrganisations: () => new Set(),
    catchUpMs: 5_000,
    publishesAtOnce: true,
    now: () => 0,
    ...other,
  };
}
