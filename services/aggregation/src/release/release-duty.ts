import type { ServiceAudit } from '@waylight/audit';
import { SERVICE } from '@waylight/audit';
import { dayOfInstant } from '@waylight/calendar';
import { AuditKind } from '@waylight/contracts/audit';
import { duePeriods } from '@waylight/disclosure-control';
import type { Logger } from '@waylight/service-kit';
import type { RawCellStore } from '@waylight/view-store';
import { createBlocked } from './blocked.ts';
import {
  type Closed,
  type Closing,
  closeDuePeriods,
  freezeDuePeriods,
  type Previewed,
  previewDuePeriods,
  putRelease,
  type ReleaseJob,
  type Withheld,
} from './close-due-periods.ts';
import { trustedDay } from './trusted-day.ts';
import { AttackEndedError } from './unchecked.ts';

export type ReleaseDutyOptions = {
  readonly job: ReleaseJob;
  /** The raw cells that serve. */
  readonly store: () => RawCellStore;
  readonly audit: Pick<ServiceAudit, 'record'>;
  readonly now: () => number;
  readonly log: Logger;
};

export type ReleaseDuty = {
  /** Puts every release that is on the log where readers find it. Nothing is drawn here. */
  republish(signal: AbortSignal): Promise<void>;
  /** Publishes what is due, or the one period that is named. */
  close(signal: AbortSignal, period?: string): Promise<Closed>;
  /** Freezes what is due, where publishing waits until somebody asks for it. */
  freeze(signal: AbortSignal): Promise<void>;
  /** What is due, as it will be published. */
  preview(signal: AbortSignal, period?: string): Promise<Previewed>;
};

const SAID = {
  'not-coupled':
    'a release is withheld: the plan has changed since its shorter periods were released; give the table another id',
  'not-checked':
    'a release is withheld: it could not be checked whether it tells small counts; see the runbook',
  'tells-small-counts':
    'a release is withheld: it would tell small counts; make the table coarser in the plan',
  'victims-tell-small-counts': 'a release leaves without its sums of victims: they would tell small counts',
} as const satisfies Readonly<Record<Withheld['why'], string>>;

/** The work of whoever holds the release lease; within a process one closing runs at a time. */
export function createReleaseDuty({ job, store, audit, now, log }: ReleaseDutyOptions): ReleaseDuty {
  let last: Promise<unknown> = Promise.resolve();
  let hasSaid = false;
  const saidWithheld = new Set<string>();
  /** So that they are not attacked again at every turn. */
  const blocked = createBlocked(now);
  const died: Closing['died'] = (check, error) =>
    log.error(
      'the attack on a release died: nothing of its period leaves, and in an hour it is tried again',
      {
        check,
        code: error.ended,
        error: new AttackEndedError(error),
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
  const sayWhatWaits = async (today: number, signal: AbortSignal): Promise<void> => {
    const own = dayOfInstant(now());
    const released = today < own ? new Set((await job.releases.refresh(signal)).keys()) : undefined;
    const waits = released !== undefined && duePeriods(job.plan, own, released).length > 0;
    if (waits && !hasSaid)
      log.error(
        'periods are due by the clock of this machine and by no node: set it right, or see why no node is heard',
      );
    hasSaid = waits;
  };

  /** Each said once: some stay due, and are looked at again and again. */
  const sayWithheld = async (withheld: readonly Withheld[]): Promise<void> => {
    for (const { tableId, period, why } of withheld) {
      const check = `${tableId}.${period}`;
      if (saidWithheld.has(`${check} ${why}`)) continue;
      saidWithheld.add(`${check} ${why}`);
      // Of sums alone nothing is to be done: the table has left.
      if (why === 'victims-tell-small-counts') log.warn(SAID[why], { check });
      else log.error(SAID[why], { check });
      await audit.record({ kind: AuditKind.RELEASE_WITHHELD, by: SERVICE, releaseId: check });
    }
  };

  return {
    republish: (signal) => inTurn(() => republish(signal)),
    close: (signal, period) =>
      inTurn(async () => {
        const made: string[] = [];
        const withheldNow = new Map<string, Withheld>();
        let closed: Closed;
        let today: number;
        // Some at a time: what a store that went back has lost meanwhile is not to wait until all are made.
        do {
          await republish(signal);
          today = await trustedDay(job.releasedStore, now());
          closed = await closeDuePeriods(job, {
            store: store(),
            today,
            signal,
            blocked,
            died,
            ...(period === undefined ? {} : { period }),
          });
          made.push(...closed.made);
          for (const releaseId of closed.made)
            await audit.record({ kind: AuditKind.RELEASE_MADE, by: SERVICE, releaseId });
          for (const one of closed.withheld) withheldNow.set(`${one.tableId}.${one.period}`, one);
        } while (closed.made.length > 0);
        if (closed.behind) log.warn('periods are due, but the log is not counted yet; trying again');
        if (made.length > 0) log.info('periods were closed and released', { count: made.length });
        const withheld = [...withheldNow.values()];
        await sayWithheld(withheld);
        await sayWhatWaits(today, signal);
        return { ...closed, made, withheld };
      }),
    freeze: (signal) =>
      inTurn(async () => {
        await republish(signal);
        const today = await trustedDay(job.releasedStore, now());
        const { behind } = await freezeDuePeriods(job, { store: store(), today, signal });
        if (behind) log.warn('periods are due, but the log is not counted yet; trying again');
      }),
    preview: (signal, period) =>
      inTurn(async () => {
        const today = await trustedDay(job.releasedStore, now());
        return previewDuePeriods(job, {
          ...{ store: store(), today, signal, died },
          ...(period === undefined ? {} : { period }),
        });
      }),
  };
}
