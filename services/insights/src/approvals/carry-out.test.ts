import { NOBODY_ACTOR } from '@waylight/audit';
import type { ReleaseEvent } from '@waylight/contracts/release';
import { expect, test } from 'vitest';
import type { InsightsContext } from '../context.ts';
import { partFor, releaseEvent } from '../testing/release-event.ts';
import { type Asker, callerAs } from './caller.ts';
import { approvable } from './carry-out.ts';

const THERE = partFor('public', releaseEvent('2025-03', [10, 5]), [5]);

/** Counts how often the released tables are read, and how many are looked at. */
function counted() {
  const work = { views: 0, releases: 0 };
  const release: { readonly event: ReleaseEvent } = {
    get event() {
      work.releases += 1;
      return THERE;
    },
  };
  const context = {
    views: {
      current: async () => {
        work.views += 1;
        return { releases: [release] };
      },
    },
    gate: { approvedMark: () => undefined },
  } as unknown as InsightsContext;
  return { context, work };
}

const asker = (access: Asker['access'], member?: string): Asker => ({
  ...callerAs(access === 'absent' ? 'network' : 'lead', NOBODY_ACTOR, member),
  access,
});

test('who is no member is told the same of a release that there is and of one that there is not, after the same work', async () => {
  const [there, gone] = [counted(), counted()];
  expect(await approvable(there.context, asker('absent'), THERE.releaseId)).toEqual({ kind: 'not-there' });
  expect(await approvable(gone.context, asker('absent'), 'none')).toEqual({ kind: 'not-there' });
  expect(there.work.views).toBe(1);
  expect(gone.work.views).toBe(1);
  expect(there.work.releases).toBeGreaterThan(0);
});

test('a member may; who is answered and is none reads what others read', async () => {
  expect(await approvable(counted().context, asker('answered', 'MYLA'), THERE.releaseId)).toEqual({
    kind: 'may',
    member: 'MYLA',
  });
  expect(await approvable(counted().context, asker('answered'), THERE.releaseId)).toEqual({
    kind: 'not-there',
  });
});
