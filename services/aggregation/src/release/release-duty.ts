import { dayOfInstant } from '@waylight/calendar';
import type { Logger } from '@waylight/service-kit';
import type { RawCellStore } from '@waylight/view-store';
import { type Closed, closeDuePeriods, putRelease, type ReleaseJob } from './close-due-periods.ts';

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
  const put = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const republish = async (signal: AbortSignal): Promise<void> => {
    for (const [id, release] of await job.releases.refresh(signal)) {
      if (put.has(id)) continue;
      signal.throwIfAborted();
      await putRelease(job.releasedStore, release);
      put.add(id);
    }
  };

  return {
    republish: (signal) => inTurn(() => republish(signal)),
    close: (signal) =>
      inTurn(async () => {
        await republish(signal);
        const today = dayOfInstant(now());
        const closed = await closeDuePeriods(job, { store: store(), today, signal });
        if (closed.behind) log.warn('periods are due, but the log is not counted yet; trying again');
        if (closed.made.length > 0)
          log.info('periods were closed and released', { count: closed.made.length });
        return closed;
      }),
  };
}
