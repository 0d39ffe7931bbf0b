import type { DeterminedCount, HiddenCount } from '../system/hidden-count.ts';
import type { LinearSystem } from '../system/linear-system.ts';
import { type DisclosureAuditOptions, runAudit } from './run-audit.ts';

/**
 * The counts of 1 to 4 of which fewer than `LEAST_OPEN` values are left possible by everything in the puzzle. A release of
 * which one is found does not leave: the tables in their names are to be made coarser.
 *
 * Exact over all whole numbers, as `intervalsOf` is, whatever truths are given; but give `hidden` the truth of every count, small or not:
 * a point that fits everything is where the search starts, and without the truth it has to be found first.
 *
 * Rejects with ContradictionError where nothing fits, and with UnfinishedError where it was stopped.
 */
export async function findDeterminedCounts(
  linearSystem: LinearSystem,
  hidden: readonly HiddenCount[],
  options: DisclosureAuditOptions = {},
): Promise<DeterminedCount[]> {
  const reply = await runAudit({ kind: 'determined', linearSystem, hidden, scope: options.scope }, options);
  if (reply.kind !== 'determined')
    throw new Error(`a question for pinned counts was answered with ${reply.kind}`);
  return reply.determinedCounts;
}
