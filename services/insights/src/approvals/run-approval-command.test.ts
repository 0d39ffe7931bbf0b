import { ANONYMOUS_ACTOR } from '@waylight/audit';
import type { ReleaseEvent } from '@waylight/contracts/release';
import { expect, test } from 'vitest';
import { type CallerWithAccess, createCaller } from '../accounts/caller.ts';
import type { InsightsContext } from '../context.ts';
import { releaseEvent, releaseForAudience } from '../testing/release-event.ts';
import { checkApprovalAccess } from './run-approval-command.ts';

const RELEASE = releaseForAudience('public', releaseEvent('2025-03', [10, 5]), [5]);

/** Counts reads of snapshots and of releases. */
function createCountingContext() {
  const work = { snapshots: 0, releases: 0 };
  const release: { readonly event: ReleaseEvent } = {
    get event() {
      work.releases += 1;
      return RELEASE;
    },
  };
  const context = {
    snapshots: {
      current: async () => {
        work.snapshots += 1;
        return { releases: [release] };
      },
    },
    approvedReleases: { approvalSequence: () => undefined },
  } as unknown as InsightsContext;
  return { context, work };
}

const callerWith = (access: CallerWithAccess['access'], member?: string): CallerWithAccess => ({
  ...createCaller(access === 'absent' ? 'network' : 'lead', ANONYMOUS_ACTOR, member),
  access,
});

test('a caller that is not a member gets the same result, after the same work, for existing and missing releases', async () => {
  const [existing, missing] = [createCountingContext(), createCountingContext()];
  expect(await checkApprovalAccess(existing.context, callerWith('absent'), RELEASE.releaseId)).toEqual({
    kind: 'not-found',
  });
  expect(await checkApprovalAccess(missing.context, callerWith('absent'), 'none')).toEqual({
    kind: 'not-found',
  });
  expect(existing.work.snapshots).toBe(1);
  expect(missing.work.snapshots).toBe(1);
  expect(existing.work.releases).toBeGreaterThan(0);
});

test('a member may read an approval; another caller with access gets not-found', async () => {
  expect(
    await checkApprovalAccess(createCountingContext().context, callerWith('full', 'MYLA'), RELEASE.releaseId),
  ).toEqual({
    kind: 'may',
    member: 'MYLA',
  });
  expect(
    await checkApprovalAccess(createCountingContext().context, callerWith('full'), RELEASE.releaseId),
  ).toEqual({
    kind: 'not-found',
  });
});
