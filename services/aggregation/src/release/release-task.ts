import type { ServiceAudit } from '@waylight/audit';
import { SERVICE_ACTOR } from '@waylight/audit';
import { dayOfInstant } from '@waylight/calendar';
import { AuditKind } from '@waylight/contracts/audit';
import { duePeriods } from '@waylight/disclosure-control';
import type { Logger } from '@waylight/service-kit';
import type { RawCellStore } from '@waylight/view-store';
import {
  type ClosingOptions,
  type ClosingResult,
  closeDuePeriods,
  type DecidedReleases,
  decideDuePeriods,
  freezeDuePeriods,
  type ReleaseJob,
} from './close-due-periods.ts';
import { LoggableDisclosureAuditError } from './disclosure-audit-failures.ts';
import { type DuePeriodStatus, listDuePeriods } from './list-due-periods.ts';
import { putRelease } from './publish-releases.ts';
import { trustedDay } from './trusted-day.ts';
import { createBlockedPeriods, type WithheldRelease } from './withheld-release.ts';

export type ReleaseTaskOptions = {
  readonly job: ReleaseJob;
  /** Raw cells of the live generation. */
  readonly store: () => RawCellStore;
  readonly audit: Pick<ServiceAudit, 'record'>;
  readonly now: () => number;
  readonly log: Logger;
};

export type ReleaseTask = {
  /** Copies every release on the log to the released store. Makes no draw. */
  republish(signal: AbortSignal): Promise<void>;
  /** Publishes all due periods, or only `period`. */
  close(signal: AbortSignal, period?: string): Promise<ClosingResult>;
  /** Decides due periods, for manual publication. */
  prepare(signal: AbortSignal): Promise<void>;
  /** Freezes due periods, so that later reports count in longer ones. If the result `isBehind`, nothing was frozen. */
  freeze(signal: AbortSignal): Promise<Pick<ClosingResult, 'isBehind'>>;
  /** Decides due periods, and returns their releases exactly as they will be published. */
  preview(signal: AbortSignal, period?: string): Promise<DecidedReleases>;
  /** Lists due periods at once, also while one is decided. */
  listDue(): Promise<readonly DuePeriodStatus[]>;
};

/** Runs work under the release lease. Within a process, calls run one after the other. */
export function createReleaseTask(options: ReleaseTaskOptions): ReleaseTask {
  const { job, store, audit, now, log } = options;
  const reporter = createReporter(options);
  const { onDisclosureAuditFailed } = reporter;
  /** Prevents a disclosure audit of the same period in every round. */
  const blockedPeriods = createBlockedPeriods(now);
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const republish = async (signal: AbortSignal): Promise<void> => {
    const published = await job.releases.refresh(signal);
    // The store is read every time, because a store that was restored or emptied has lost releases.
    const stored = new Set((await job.releasedStore.listReleases()).map(({ id }) => id));
    for (const [id, release] of published) {
      if (stored.has(id)) continue;
      signal.throwIfAborted();
      await putRelease(job.releasedStore, release);
    }
  };

  const readClosingOptions = async (
    signal: AbortSignal,
    period: string | undefined,
    nowMs = now(),
  ): Promise<ClosingOptions> => ({
    store: store(),
    today: await trustedDay(job.releasedStore, nowMs),
    signal,
    onDisclosureAuditFailed,
    blockedPeriods,
    ...(period === undefined ? {} : { period }),
  });

  const close = async (signal: AbortSignal, period: string | undefined): Promise<ClosingResult> => {
    const releaseIds: string[] = [];
    const withheldById = new Map<string, WithheldRelease>();
    // Only a few periods are closed at a time. In between, releases that a restored store has lost are copied
    // again.
    for (;;) {
      await republish(signal);
      const nowMs = now();
      const options = await readClosingOptions(signal, period, nowMs);
      const closed = await closeDuePeriods(job, options);
      releaseIds.push(...closed.releaseIds);
      for (const releaseId of closed.releaseIds)
        await audit.record({ kind: AuditKind.RELEASE_MADE, actor: SERVICE_ACTOR, releaseId });
      for (const one of closed.withheld) withheldById.set(`${one.tableId}.${one.period}`, one);
      if (closed.releaseIds.length > 0) continue;
      if (closed.isBehind) reporter.logBehind(options);
      if (releaseIds.length > 0) log.info('periods closed and released', { count: releaseIds.length });
      const withheld = [...withheldById.values()];
      await reporter.reportWithheld(withheld);
      // Closing may take until after midnight, and a heartbeat that was read before cannot confirm the new day.
      await reporter.logUnconfirmedPeriods(options.today, dayOfInstant(nowMs), signal);
      return { ...closed, releaseIds, withheld };
    }
  };

  return {
    republish: (signal) => inTurn(() => republish(signal)),
    close: (signal, period) => inTurn(() => close(signal, period)),
    prepare: (signal) =>
      inTurn(async () => {
        await republish(signal);
        const options = await readClosingOptions(signal, undefined);
        const { isBehind } = await decideDuePeriods(job, options);
        if (isBehind) reporter.logBehind(options);
      }),
    freeze: (signal) =>
      inTurn(async () => freezeDuePeriods(job, await readClosingOptions(signal, undefined))),
    preview: (signal, period) =>
      inTurn(async () => decideDuePeriods(job, await readClosingOptions(signal, period))),
    listDue: async () => {
      const nowMs = now();
      const today = (await trustedDay(job.releasedStore, nowMs)) ?? dayOfInstant(nowMs);
      return listDuePeriods(job, today, blockedPeriods);
    },
  };
}

const WITHHELD_MESSAGES = {
  'not-coupled':
    'release withheld: the plan changed since its shorter periods were released; give the table another id',
  'not-checked': 'release withheld: its disclosure audit is incomplete; see the runbook',
  'discloses-small-counts':
    'release withheld: it would disclose small counts; make the table coarser in the plan',
  'victims-disclose-small-counts':
    'release published without its sums of victims: they would disclose small counts',
} as const satisfies Readonly<Record<WithheldRelease['reason'], string>>;

/** Logs problems of releases and writes them to the audit, each once. */
function createReporter({ job, audit, log }: ReleaseTaskOptions) {
  let hasLoggedUnconfirmed = false;
  const loggedWithheld = new Set<string>();
  return {
    logBehind: ({ today }: Pick<ClosingOptions, 'today'>): void => {
      if (today === undefined) log.warn('no period closes before the first heartbeat of a node; retrying');
      else log.warn('periods are due, but the log is not fully counted; retrying');
    },

    onDisclosureAuditFailed: ((check, error) =>
      log.error('disclosure audit failed; period withheld, retrying in an hour', {
        check,
        code: error.exitReason,
        error: new LoggableDisclosureAuditError(error),
      })) satisfies ClosingOptions['onDisclosureAuditFailed'],

    /** Logs due periods whose date no node confirms: the clock of this machine or the nodes are wrong. */
    logUnconfirmedPeriods: async (
      trustedToday: number | undefined,
      today: number,
      signal: AbortSignal,
    ): Promise<void> => {
      const released =
        trustedToday !== undefined && trustedToday < today
          ? new Set((await job.releases.refresh(signal)).keys())
          : undefined;
      const isUnconfirmed = released !== undefined && duePeriods(job.plan, today, released).length > 0;
      if (isUnconfirmed && !hasLoggedUnconfirmed)
        log.error(
          'periods due by local clock but no node heartbeat confirms the date; check clock and nodes',
        );
      hasLoggedUnconfirmed = isUnconfirmed;
    },

    reportWithheld: async (withheld: readonly WithheldRelease[]): Promise<void> => {
      for (const { tableId, period, reason } of withheld) {
        const check = `${tableId}.${period}`;
        if (loggedWithheld.has(`${check} ${reason}`)) continue;
        loggedWithheld.add(`${check} ${reason}`);
        // The table is published without its sums, so operators need not act.
        if (reason === 'victims-disclose-small-counts') log.warn(WITHHELD_MESSAGES[reason], { check });
        else log.error(WITHHELD_MESSAGES[reason], { check });
        await audit.record({ kind: AuditKind.RELEASE_WITHHELD, actor: SERVICE_ACTOR, releaseId: check });
      }
    },
  };
}
