import { dayOfInstant } from '@waylight/calendar';
import { duePeriods } from '@waylight/disclosure-control';
import type { Logger } from '@waylight/service-kit';
import type { RawCellStore } from '@waylight/view-store';
import { type Closed, closeDuePeriods, putRelease, type ReleaseJob } from './close-due-periods.ts';
import { trustedDay } from './trusted-day.ts';

export type ReleaseDutyOptions = {
  readonly job: ReleaseJob;
  /** The raw cells that serve. */
  readonly store: () => RawCellStore;
  readonly now: () => number;
  readonly log: Logger;
};

export type ReleaseDuty = {
  /** Puts every release that is on the log where readers find it. Nothing is drawn here. */
  republish(signal: AbortSignal): Promise<void>;
  close(signal: AbortSignal): Promise<Closed>;
};

/** The work of whoever holds the release lease; within a process one closing runs at a time. */
export function createReleaseDuty({ job, store, now, log }: ReleaseDutyOptions): ReleaseDuty {
  let last: Promise<unknown> = Promise.resolve();
  let hasSaid = false;
  let withheldSaid = 0;

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

  return {
    republish: (signal) => inTurn(() => republish(signal)),
    close: (signal) =>
      inTurn(async () => {
        const made: string[] = [];
        let closed: Closed;
        let today: number;
        // Some at a time: what a store that went back has lost meanwhile is not to wait until all are made.
        do {
          await republish(signal);
          today = await trustedDay(job.releasedStore, now());
          closed = await closeDuePeriods(job, { store: store(), today, signal });
          made.push(...closed.made);
        } while (closed.made.length > 0);
        if (closed.behind) log.warn('periods are due, but the log is not counted yet; trying again');
        if (made.length > 0) log.info('periods were closed and released', { count: made.length });
        if (closed.withheld.length > withheldSaid)
          log.error(
            'releases are withheld: the plan has changed since their shorter periods were released; give the table another id',
            { count: closed.withheld.length },
          );
        withheldSaid = closed.withheld.length;
        await sayWhatWaits(today, signal);
        return { ...closed, made };
      }),
  };
}
