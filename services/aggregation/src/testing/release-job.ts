import { createPrivateKey, createPublicKey } from 'node:crypto';
import { createReleaseSigner, ONE_TABLE_PLAN, releaseKeyOf } from '@waylight/disclosure-control';
import { releaseSecretBytes } from '@waylight/testing/fixed';
import type { ReleaseJob } from '../release/close-due-periods.ts';
import { createReleaseLog } from '../release/release-log.ts';
import { createSigningKey } from '../release/signing-key.ts';
import type { OpenPair } from './pairs.ts';

/** Keys the draws of tests. */
export const SECRET = releaseSecretBytes();

/**
 * Keys draws of tests that need a certain result: a quarter that is drawn separately from its months reads 0
 * where a month does not, and a single group of ten or more victims reads 0. It is part of these cases and
 * never changes.
 */
export const DISCLOSIVE_SECRET: Uint8Array = Buffer.alloc(32, 7);

const SIGNING_KEY = createSigningKey();
/** Public keys of the releases of tests. */
export const RELEASE_KEYS = [releaseKeyOf(createPublicKey(SIGNING_KEY), '2025-01-01')];

/** For tests without an audit. */
export const NO_AUDIT = { record: async () => undefined };

/** Release job of a pair, by the smallest plan unless `other` replaces it. */
export function releaseJobOf(pair: OpenPair, other: Partial<ReleaseJob> = {}): ReleaseJob {
  return {
    eventLog: pair.eventLog,
    appender: pair.eventLog.createAppender(),
    releases: createReleaseLog(pair.eventLog),
    releasedStore: pair.releasedStore,
    viewStore: pair.viewStore,
    plan: ONE_TABLE_PLAN,
    secret: SECRET,
    sign: createReleaseSigner(createPrivateKey(SIGNING_KEY)),
    pairedOrganisations: 5,
    expectedOrganisations: () => new Set(),
    catchUpMs: 5_000,
    ...other,
  };
}
