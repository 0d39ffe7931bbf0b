import { duePeriods } from '@waylight/disclosure-control';
import { joinLinkedTables, type ReleaseJob } from './close-due-periods.ts';
import { nextFullHour, nextPublication } from './publication-time.ts';
import { type DecidedPeriod, readDecisions } from './stored-decision.ts';
import type { BlockedPeriods } from './withheld-release.ts';

/** State of a closed period that is not published. */
export type DuePeriodStatus = {
  readonly period: string;
  /** The first day on which the period can be published, in days since 1970-01-01. */
  readonly dueFromDay: number;
} & DuePeriodState;

type DuePeriodState =
  | { readonly state: 'preparing' | 'ready' | 'withheld' }
  | { readonly state: 'waiting'; readonly publishAtMs: number };

/** Lists due periods for operators, in the order in which they are decided. Decides nothing. */
export async function listDuePeriods(
  job: ReleaseJob,
  today: number,
  blockedPeriods: BlockedPeriods,
): Promise<DuePeriodStatus[]> {
  const published = await job.releases.refresh();
  const due = joinLinkedTables(duePeriods(job.plan, today, new Set(published.keys())));
  const decisions = await readDecisions(
    job.viewStore,
    due.map(({ period }) => period),
  );
  return due.map(({ period, releaseId, closesOn }) => {
    const decided = decisions.get(period);
    const isBlocked = decided === undefined && blockedPeriods.get(releaseId) !== undefined;
    const dueFromDay = closesOn + 1;
    return { period, dueFromDay, ...(isBlocked ? { state: 'withheld' } : stateOf(job, decided)) };
  });
}

/** A decision becomes visible at a full hour, because its time shows how long the audits took. */
function stateOf(
  { publishesAtOnce, now }: Pick<ReleaseJob, 'publishesAtOnce' | 'now'>,
  decided: DecidedPeriod | undefined,
): DuePeriodState {
  if (decided === undefined || (!publishesAtOnce && now() < nextFullHour(decided.decidedMs)))
    return { state: 'preparing' };
  if (decided.releases.length === 0) return { state: 'withheld' };
  const publishAtMs = nextPublication(decided.decidedMs);
  return publishesAtOnce || publishAtMs <= now() ? { state: 'ready' } : { state: 'waiting', publishAtMs };
}
