import type { ServiceAudit } from '@waylight/audit';
import { SERVICE_ACTOR } from '@waylight/audit';
import { dayOfInstant } from '@waylight/calendar';
import { AuditKind } from '@waylight/contracts/audit';
import { duePeriods } from '@waylight/disclosure-control';
import type { Logger } from '@waylight/service-kit';
import type { RawCellStore } from '@waylight/view-store';
import { createBlockedPeriods } from './blocked-periods.ts';
import {
  type ClosingOptions,
  type ClosingResult,
  closeDuePeriods,
  freezeDuePeriods,
  type PreviewResult,
  previewDuePeriods,
  putRelease,
  type ReleaseJob,
  type WithheldRelease,
} from './close-due-periods.ts';
import { LoggableDisclosureAuditError } from './disclosure-audit-failures.ts';
import { trustedDay } from './trusted-day.ts';

export type ReleaseTaskOptions = {
  readonly job: ReleaseJob;
  /** The raw cells that serve. */
  readonly store: () => RawCellStore;
  readonly audit: Pick<ServiceAudit, 'record'>;
  readonly now: () => number;
  readonly log: Logger;
};

export type ReleaseTask = {
  /** Puts every release that is on the log where readers find it. Nothing is drawn here. */
  republish(signal: AbortSignal): Promise<void>;
  /** Publishes what is due, or the one period that is named. */
  close(signal: AbortSignal, period?: string): Promise<ClosingResult>;
  /** Freezes what is due, where publishing waits until somebody asks for it. */
  freeze(signal: AbortSignal): Promise<void>;
  /** What is due, as it will be published. */
  preview(signal: AbortSignal, period?: string): Promise<PreviewResult>;
};

const WITHHELD_MESSAGES = {
  'not-coupled':
    'a release is withheld: the plan has changed since its shorter periods were released; give the table another id',
  'not-checked':
    'a release is withheld: it could not be checked whether it tells small counts; see the runbook',
  'discloses-small-counts':
    'a release is withheld: it would tell small counts; make the table coarser in the plan',
  'victims-disclose-small-counts':
    'a release leaves without its sums of victims: they would tell small counts',
} as const satisfies Readonly<Record<WithheldRelease['reason'], string>>;

/** The work of whoever holds the release lease; within a process one closing runs at a time. */
export function createReleaseTask({ job, store, audit, now, log }: ReleaseTaskOptions): ReleaseTask {
  let last: Promise<unknown> = Promise.resolve();
  let hasLoggedWaiting = false;
  const loggedWithheld = new Set<string>();
  /** So that they are not attacked again at every turn. */
  const blockedPeriods = createBlockedPeriods(now);
  const onDisclosureAuditFailed: ClosingOptions['onDisclosureAuditFailed'] = (check, error) =>
    log.error(
      'the attack on a release died: nothing of its period leaves, and in an hour it is tried again',
      {
        check,
        code: error.exitReason,
        error: new LoggableDisclosureAuditError(error),
      },
    );

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const republish = async (signal: AbortSignal): Promise<void> => {
    const published = await job.releases.refresh(signal);
    // Asked every time: a store that came back older, or empty, has lost some that were put there.
    const there = new Set((await job.releasedStore.listReleases()).map(({ id }) => id));
    for (const [id, release] of published) {
      if (there.has(id)) continue;
      signal.throwIfAborted();
      await putRelease(job.releasedStore, release);
    }
  };

  /** What this machine's clock calls due and no node confirms: said once, because either that clock or the nodes are wrong. */
  const logWaitingPeriods = async (today: number, signal: AbortSignal): Promise<void> => {
    const own = dayOfInstant(now());
    const released = today < own ? new Set((await job.releases.refresh(signal)).keys()) : undefined;
    const waits = released !== undefined && duePeriods(job.plan, own, released).length > 0;
    if (waits && !hasLoggedWaiting)
      log.error(
        'periods are due by the clock of this machine and by no node: set it right, or see why no node is heard',
      );
    hasLoggedWaiting = waits;
  };

  /** Each said once: some stay due, and are looked at again and again. */
  const reportWithheld = async (withheld: readonly WithheldRelease[]): Promise<void> => {
    for (const { tableId, period, reason } of withheld) {
      const check = `${tableId}.${period}`;
      if (loggedWithheld.has(`${check} ${reason}`)) continue;
      loggedWithheld.add(`${check} ${reason}`);
      // Of sums alone nothing is to be done: the table has left.
      if (reason === 'victims-disclose-small-counts') log.warn(WITHHELD_MESSAGES[reason], { check });
      else log.error(WITHHELD_MESSAGES[reason], { check });
      await audit.record({ kind: AuditKind.RELEASE_WITHHELD, actor: SERVICE_ACTOR, releaseId: check });
    }
  };

  return {
    republish: (signal) => inTurn(() => republish(signal)),
    close: (signal, period) =>
      inTurn(async () => {
        const releaseIds: string[] = [];
        const withheldNow = new Map<string, WithheldRelease>();
        let closed: ClosingResult;
        let today: number;
        // Some at a time: what a store that went back has lost meanwhile is not to wait until all are made.
        do {
          await republish(signal);
          today = await trustedDay(job.releasedStore, now());
          closed = await closeDuePeriods(job, {
            store: store(),
            today,
            signal,
            blockedPeriods,
            onDisclosureAuditFailed,
            ...(period === undefined ? {} : { period }),
          });
          releaseIds.push(...closed.releaseIds);
          for (const releaseId of closed.releaseIds)
            await audit.record({ kind: AuditKind.RELEASE_MADE, actor: SERVICE_ACTOR, releaseId });
          for (const one of closed.withheld) withheldNow.set(`${one.tableId}.${one.period}`, one);
        } while (closed.releaseIds.length > 0);
        if (closed.isBehind) log.warn('periods are due, but the log is not counted yet; trying again');
        if (releaseIds.length > 0) log.info('periods were closed and released', { count: releaseIds.length });
        const withheld = [...withheldNow.values()];
        await reportWithheld(withheld);
        await logWaitingPeriods(today, signal);
        return { ...closed, releaseIds, withheld };
      }),
    freeze: (signal) =>
      inTurn(async () => {
        await republish(signal);
        const today = await trustedDay(job.releasedStore, now());
        const { isBehind } = await freezeDuePeriods(job, { store: store(), today, signal });
        if (isBehind) log.warn('periods are due, but the log is not counted yet; trying again');
      }),
    preview: (signal, period) =>
      inTurn(async () => {
        const today = await trustedDay(job.releasedStore, now());
        return previewDuePeriods(job, {
          ...{ store: store(), today, signal, onDisclosureAuditFailed },
          ...(period === undefined ? {} : { period }),
        });
      }),
  };
}
