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

const START_TIMEOUT_MS = 120_000;
const NEVER_ABORTED = new AbortController().signal;

/** Some components failed to stop, or took too long. All others were stopped. */
export class StopError extends AggregateError {
  override readonly name = 'StopError';
  readonly code = 'STOP_FAILED';
  readonly [safeToLog] = true;

  constructor(components: readonly string[], errors: readonly unknown[]) {
    super(errors, `components failed to stop: ${components.join(', ')}`);
  }
}

/**
 * Starts components one after the other. `stop` stops them in reverse order, and is idempotent. If a component fails to start, the
 * started ones are stopped at once, and its error is thrown.
 */
export async function startInOrder(
  components: readonly Component[],
  { log, stopTimeoutMs, startTimeoutMs = START_TIMEOUT_MS, signal = NEVER_ABORTED }: StartOptions,
): Promise<Running> {
  const started: { name: string; stop: () => Promise<void> }[] = [];
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= stopAll(started.toReversed(), log, stopTimeoutMs);
    return stopping;
  };

  for (const component of components) {
    try {
      signal.throwIfAborted();
      const running = await startWithin(component, startTimeoutMs, signal);
      started.push({ name: component.name, stop: () => running.stop() });
      log.debug('component started', { component: component.name });
    } catch (error) {
      // The error of the start is thrown. An error of this stop was logged.
      await stop().catch(() => undefined);
      throw error;
    }
  }
  return { stop };
}

/** Starts one component, with the deadlines of `startInOrder`, and returns what its start returned. */
export async function startComponent<T extends Running>(
  component: Component<T>,
  { log, stopTimeoutMs, startTimeoutMs = START_TIMEOUT_MS, signal = NEVER_ABORTED }: StartOptions,
): Promise<T> {
  signal.throwIfAborted();
  const { name } = component;
  const running = await startWithin(component, startTimeoutMs, signal);
  log.debug('component started', { component: name });
  const stop = () => stopAll([{ name, stop: () => running.stop() }], log, stopTimeoutMs);
  return { ...running, stop };
}

async function stopAll(
  started: readonly (Running & { readonly name: string })[],
  log: Logger,
  timeoutMs: number,
): Promise<void> {
  const failed: { name: string; error: unknown }[] = [];
  for (const { name, stop } of started) {
    try {
      await within(timeoutMs, stop());
      log.debug('component stopped', { component: name });
    } catch (error) {
      failed.push({ name, error });
      log.warn('component did not stop', { component: name, error });
    }
  }
  if (failed.length > 0) {
    throw new StopError(
      failed.map(({ name }) => name),
      failed.map(({ error }) => error),
    );
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
