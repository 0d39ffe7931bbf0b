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
 * Keys the draws of tests that need a certain outcome: under it a quarter that is drawn apart from its months reads 0 where
 * one of these did not, and a single group of ten or more victims reads as 0. Never another one: it is part of their case.
 */
export const DISCLOSIVE_SECRET: Uint8Array = Buffer.alloc(32, 7);

const SIGNING_KEY = createSigningKey();
/** What their releases are checked with. */
export const RELEASE_KEYS = [releaseKeyOf(createPublicKey(SIGNING_KEY), '2025-01-01')];

/** For tests that look at something else. */
export const NO_AUDIT = { record: async () => undefined };

/** The release job over a log and stores, by the plan that ships where nothing else is said. */
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
