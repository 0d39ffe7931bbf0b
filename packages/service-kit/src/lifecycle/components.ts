import type { Logger } from '../log/logger.ts';
import { safeToLog } from '../safe-error.ts';

/** A part of a service that starts and stops. An aborted signal ends `start`. */
export type Component<T extends Running = Running> = {
  readonly name: string;
  readonly start: (signal: AbortSignal) => Promise<T>;
};

export type Running = { readonly stop: () => Promise<void> };

export type StartOptions = {
  readonly log: Logger;
  /** How long each component may take to stop, before the next one is stopped. */
  readonly stopTimeoutMs: number;
  /** How long each component may take to start. */
  readonly startTimeoutMs?: number;
  readonly signal?: AbortSignal;
};

/** Starts the components of a service, and remembers how to stop them. */
export type Starter = {
  /** Starts a component, and returns what its start returned. */
  readonly start: <T extends Running>(component: Component<T>) => Promise<T>;
  /** Registers a part that is already open, and returns it. */
  readonly adopt: <Part>(name: string, part: Part, close: (part: Part) => Promise<void>) => Part;
};

const START_TIMEOUT_MS = 120_000;
const NEVER_ABORTED = new AbortController().signal;

/** Some components failed to stop, or took too long. All others were stopped. */
export class StopError extends AggregateError {
  override readonly name = 'StopError';
  readonly code = 'STOP_FAILED';
  readonly [safeToLog] = true;

  constructor(failed: readonly { readonly name: string; readonly error: unknown }[]) {
    super(
      failed.map(({ error }) => error),
      `components failed to stop: ${failed.map(({ name }) => name).join(', ')}`,
    );
  }
}

/**
 * Starts a service: `open` starts its components one after the other. `stop` stops them in reverse order, and is idempotent.
 * If `open` fails, the started components are stopped at once, and its error is thrown.
 */
export async function startComponents<T extends object>(
  options: StartOptions,
  open: (starter: Starter) => Promise<T>,
): Promise<T & Running> {
  const { log, stopTimeoutMs, startTimeoutMs = START_TIMEOUT_MS, signal = NEVER_ABORTED } = options;
  const opened = new AsyncDisposableStack();
  const failed: { name: string; error: unknown }[] = [];
  // Registered first, so that it runs last: one component that fails to stop must not prevent others from stopping.
  opened.defer(() => {
    if (failed.length > 0) throw new StopError(failed);
  });

  const adopt: Starter['adopt'] = (name, part, close) =>
    opened.adopt(part, async () => {
      try {
        await within(stopTimeoutMs, close(part));
        log.debug('component stopped', { component: name });
      } catch (error) {
        failed.push({ name, error });
        log.warn('component did not stop', { component: name, error });
      }
    });
  const start: Starter['start'] = async (component) => {
    signal.throwIfAborted();
    const running = await startWithin(component, startTimeoutMs, signal);
    log.debug('component started', { component: component.name });
    return adopt(component.name, running, () => running.stop());
  };

  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= opened.disposeAsync();
    return stopping;
  };
  try {
    return { ...(await open({ start, adopt })), stop };
  } catch (error) {
    // The caller gets the error of the start. An error of this stop was logged.
    await stop().catch(() => undefined);
    throw error;
  }
}

async function startWithin<T extends Running>(
  component: Component<T>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<T> {
  const late = new AbortController();
  const starting = component.start(AbortSignal.any([signal, late.signal]));
  try {
    return await within(timeoutMs, starting);
  } catch (error) {
    late.abort(error);
    // A component that starts after its deadline must not keep running.
    void starting.then((running) => running.stop()).catch(() => undefined);
    throw error;
  }
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new LifecycleTimeoutError(timeoutMs)), timeoutMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

class LifecycleTimeoutError extends Error {
  override readonly name = 'LifecycleTimeoutError';
  readonly code = 'LIFECYCLE_TIMEOUT';
  readonly [safeToLog] = true;

  constructor(timeoutMs: number) {
    super(`not finished after ${timeoutMs} ms`);
  }
}
