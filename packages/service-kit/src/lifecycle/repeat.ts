import type { Health } from '../health/health.ts';
import { monotonicMs } from '../monotonic.ts';
import { type Backoff, type BackoffLimits, createBackoff, sleep } from './backoff.ts';
import type { Component } from './components.ts';

export type Round = {
  /** Aborts when the loop stops. An interrupted round must be safe to repeat. */
  readonly signal: AbortSignal;
  /** A long round calls this to report progress. It resets the backoff, so that the wait after the next failure is the shortest. */
  readonly reportProgress: () => void;
};

/**
 * `more`: the next round begins at once. `unready`: the loop waits as after a failure, but calls no `onError`. Undefined: the next
 * round begins after `everyMs`, or when it is woken.
 */
export type RoundOutcome = 'more' | 'unready' | undefined;

export type WakeSource = {
  /** Subscribes to events that start a round early. Returns the function that ends the subscription. */
  readonly subscribe: (wake: () => void) => () => void;
  /** How long to collect more events after the first one. */
  readonly coalesceMs: number;
};

export type RepeatOptions = {
  readonly name: string;
  readonly work: (round: Round) => Promise<RoundOutcome>;
  /** Called after a failed round, unless the loop is stopping. */
  readonly onError: (error: unknown) => void;
  readonly everyMs: number;
  /** If true, rounds begin `everyMs` apart, however long they take. Otherwise `everyMs` is the pause between two rounds. */
  readonly isFixedRate?: boolean;
  /** Wait before the first round; 0 by default. */
  readonly initialDelayMs?: number;
  /** Waits after failures; `everyMs` by default. */
  readonly backoff?: BackoffLimits;
  readonly wake?: WakeSource;
  /** The service is not live if no round began for this long. */
  readonly watch?: { readonly health: Health; readonly maxSilenceMs: number };
};

/** Repeats work in the background. A stop waits for the running round. */
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
    const outcome = await runRound(options, backoff, signal);
    if (outcome === 'unready') await sleep(backoff.nextMs(), signal);
    else if (outcome !== 'more')
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
    const outcome = await work({ signal, reportProgress: () => backoff.reset() });
    if (outcome !== 'unready') backoff.reset();
    return outcome;
  } catch (error) {
    if (!signal.aborted) onError(error);
    return 'unready';
  }
}

/** Waits between two rounds. An event during the round ends the wait at once. */
function createPause(wake: WakeSource | undefined) {
  let wokenAtMs: number | undefined;
  let end: (() => void) | undefined;
  const off = wake?.subscribe(() => {
    wokenAtMs ??= monotonicMs();
    end?.();
  });
  return {
    async wait(ms: number, signal: AbortSignal): Promise<void> {
      if (wokenAtMs === undefined) {
        const wakeUp = new AbortController();
        end = () => wakeUp.abort();
        await sleep(ms, AbortSignal.any([signal, wakeUp.signal]));
        end = undefined;
      }
      // The time counts from the first event, which may have come during the round.
      if (wokenAtMs !== undefined && wake !== undefined)
        await sleep(Math.max(0, wake.coalesceMs - (monotonicMs() - wokenAtMs)), signal);
      wokenAtMs = undefined;
    },
    close: () => off?.(),
  };
}
