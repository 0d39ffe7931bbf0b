import { NOBODY_ACTOR } from '@waylight/audit';
import type { ReleaseEvent } from '@waylight/contracts/release';
import { expect, test } from 'vitest';
import { type CallerWithAccess, createCaller } from '../accounts/caller.ts';
import type { InsightsContext } from '../context.ts';
import { releaseEvent, releaseForAudience } from '../testing/release-event.ts';
import { checkApprovalAccess } from './run-approval-command.ts';

const THERE = releaseForAudience('public', releaseEvent('2025-03', [10, 5]), [5]);

/** Counts how often the released tables are read, and how many are looked at. */
function createCountingContext() {
  const work = { snapshots: 0, releases: 0 };
  const release: { readonly event: ReleaseEvent } = {
    get event() {
      work.releases += 1;
      return THERE;
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
  ...createCaller(access === 'absent' ? 'network' : 'lead', NOBODY_ACTOR, member),
  access,
});

test('who is no member is told the same of a release that there is and of one that there is not, after the same work', async () => {
  const [there, gone] = [createCountingContext(), createCountingContext()];
  expect(await checkApprovalAccess(there.context, callerWith('absent'), THERE.releaseId)).toEqual({
    kind: 'not-found',
  });
  expect(await checkApprovalAccess(gone.context, callerWith('absent'), 'none')).toEqual({
    kind: 'not-found',
  });
  expect(there.work.snapshots).toBe(1);
  expect(gone.work.snapshots).toBe(1);
  expect(there.work.releases).toBeGreaterThan(0);
});

test('a member may; who is answered and is none reads what others read', async () => {
  expect(
    await checkApprovalAccess(
      createCountingContext().context,
      callerWith('answered', 'MYLA'),
      THERE.releaseId,
    ),
  ).toEqual({
    kind: 'may',
    member: 'MYLA',
  });
  expect(
    await checkApprovalAccess(createCountingContext().context, callerWith('answered'), THERE.releaseId),
  ).toEqual({
    kind: 'not-found',
  });
});
