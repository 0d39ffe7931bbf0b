import type { Health } from '../health/health.ts';
import { monotonicMs } from '../monotonic.ts';
import { type Backoff, type BackoffLimits, createBackoff, sleep } from './backoff.ts';
import type { Component } from './components.ts';

export type Round = {
  /** Fires when the loop is to stop; what is half done must be harmless to repeat. */
  readonly signal: AbortSignal;
  /** Says, while a long round still runs, that it works: the next failure waits the shortest time again. */
  readonly works: () => void;
};

/**
 * `more`: the next round begins at once. `unready`: waits as after a failure, but nothing has failed. Otherwise the next
 * round begins after `everyMs`, or when it is woken.
 */
export type RoundEnd = 'more' | 'unready' | undefined;

export type Wake = {
  /** Subscribes to news that are worth a round before its time; what it returns ends that. */
  readonly on: (news: () => void) => () => void;
  /** How long more news may gather after the first. */
  readonly gatherMs: number;
};

export type RepeatOptions = {
  readonly name: string;
  readonly work: (round: Round) => Promise<RoundEnd>;
  /** Told of a round that failed, unless the loop is stopping anyway. */
  readonly failed: (error: unknown) => void;
  readonly everyMs: number;
  /** Rounds begin `everyMs` apart, however long they take; otherwise `everyMs` lies between two of them. */
  readonly isSteady?: boolean;
  /** Before the first round; 0 if not given. */
  readonly firstAfterMs?: number;
  /** Waits after failures; `everyMs` if not given. */
  readonly backoff?: BackoffLimits;
  readonly wake?: Wake;
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
  const { name, everyMs, isSteady = false, firstAfterMs = 0, watch } = options;
  const backoff =
    options.backoff === undefined
      ? createBackoff({ firstMs: everyMs, lastMs: everyMs }, () => 1)
      : createBackoff(options.backoff);
  const heartbeat = watch?.health.heartbeat(name, watch.maxSilenceMs);
  const pause = createPause(options.wake);
  if (firstAfterMs > 0) await sleep(firstAfterMs, signal);
  while (!signal.aborted) {
    heartbeat?.tick();
    const beganMs = monotonicMs();
    const end = await runRound(options, backoff, signal);
    if (end === 'unready') await sleep(backoff.nextMs(), signal);
    else if (end !== 'more')
      await pause.wait(isSteady ? Math.max(0, everyMs - (monotonicMs() - beganMs)) : everyMs, signal);
  }
  pause.close();
  heartbeat?.remove();
}

async function runRound(
  { work, failed }: RepeatOptions,
  backoff: Backoff,
  signal: AbortSignal,
): Promise<RoundEnd> {
  try {
    const end = await work({ signal, works: () => backoff.reset() });
    if (end !== 'unready') backoff.reset();
    return end;
  } catch (error) {
    if (!signal.aborted) failed(error);
    return 'unready';
  }
}

/** Waits between two rounds; news that came during the round end the wait at once. */
function createPause(wake: Wake | undefined) {
  let newsAtMs: number | undefined;
  let end: (() => void) | undefined;
  const off = wake?.on(() => {
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
        await sleep(Math.max(0, wake.gatherMs - (monotonicMs() - newsAtMs)), signal);
      newsAtMs = undefined;
    },
    close: () => off?.(),
  };
}
