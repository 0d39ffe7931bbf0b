import type { Health } from '../health/health.ts';
import { monotonicMs } from '../monotonic.ts';
import { type Backoff, type BackoffLimits, createBackoff, sleep } from './backoff.ts';
import type { Component } from './components.ts';

export type Round = {
  /** Fires when the loop is to stop; what is half done must be harmless to repeat. */
  readonly signal: AbortSignal;
  /** Says, while a long round still runs, that it works: the next failure waits the shortest time again. */
  readonly reportProgress: () => void;
};

/**
 * `more`: the next round begins at once. `unready`: waits as after a failure, but nothing has failed. Otherwise the next
 * round begins after `everyMs`, or when it is woken.
 */
export type RoundOutcome = 'more' | 'unready' | undefined;

export type WakeSource = {
  /** Subscribes to news that are worth a round before its time; what it returns ends that. */
  readonly subscribe: (news: () => void) => () => void;
  /** How long more news may gather after the first. */
  readonly coalesceMs: number;
};

export type RepeatOptions = {
  readonly name: string;
  readonly work: (round: Round) => Promise<RoundOutcome>;
  /** Told of a round that failed, unless the loop is stopping anyway. */
  readonly onError: (error: unknown) => void;
  readonly everyMs: number;
  /** Rounds begin `everyMs` apart, however long they take; otherwise `everyMs` lies between two of them. */
  readonly isFixedRate?: boolean;
  /** Before the first round; 0 if not given. */
  readonly initialDelayMs?: number;
  /** Waits after failures; `everyMs` if not given. */
  readonly backoff?: BackoffLimits;
  readonly wake?: WakeSource;
  /** Under the loop's name, the service is not live while no round has begun for this long. */
  readonly watch?: { readonly health: Health; readonly maxSilenceMs: number };
};

/** Work in the background, round after round; a stop waits for the round that runs. */
export function repeatUntilStopped(options: RepeatOptions): Component {
  return {
    name: options.name,
    start: async () => {
      const stopping = new AbortController();
      const running = repeat(options, stopping.signal);
      return {
        stop: async () => {
          stopping.abort();
          await running;
        },
      };
    },
  };
}

async function repeat(options: RepeatOptions, signal: AbortSignal): Promise<void> {
  const { name, everyMs, isFixedRate = false, initialDelayMs = 0, watch } = options;
  const backoff =
    options.backoff === undefined
      ? createBackoff({ firstMs: everyMs, lastMs: everyMs }, () => 1)
      : createBackoff(options.backoff);
  const heartbeat = watch?.health.heartbeat(name, watch.maxSilenceMs);
  const pause = createPause(options.wake);
  if (initialDelayMs > 0) await sleep(initialDelayMs, signal);
  while (!signal.aborted) {
    heartbeat?.tick();
    const beganMs = monotonicMs();
    const end = await runRound(options, backoff, signal);
    if (end === 'unready') await sleep(backoff.nextMs(), signal);
    else if (end !== 'more')
      await pause.wait(isFixedRate ? Math.max(0, everyMs - (monotonicMs() - beganMs)) : everyMs, signal);
  }
  pause.close();
  heartbeat?.remove();
}

async function runRound(
  { work, onError }: RepeatOptions,
  backoff: Backoff,
  signal: AbortSignal,
): Promise<RoundOutcome> {
  try {
    const end = await work({ signal, reportProgress: () => backoff.reset() });
    if (end !== 'unready') backoff.reset();
    return end;
  } catch (error) {
    if (!signal.aborted) onError(error);
    return 'unready';
  }
}

/** Waits between two rounds; news that came during the round end the wait at once. */
function createPause(wake: WakeSource | undefined) {
  let newsAtMs: number | undefined;
  let end: (() => void) | undefined;
  const off = wake?.subscribe(() => {
    newsAtMs ??= monotonicMs();
    end?.();
  });
  return {
    async wait(ms: number, signal: AbortSignal): Promise<void> {
      if (newsAtMs === undefined) {
        const woken = new AbortController();
        end = () => woken.abort();
        await sleep(ms, AbortSignal.any([signal, woken.signal]));
        end = undefined;
      }
      // News that came during the round have gathered since.
      if (newsAtMs !== undefined && wake !== undefined)
        await sleep(Math.max(0, wake.coalesceMs - (monotonicMs() - newsAtMs)), signal);
      newsAtMs = undefined;
    },
    close: () => off?.(),
  };
}
