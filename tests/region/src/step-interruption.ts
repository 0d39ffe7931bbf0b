import { setTimeout as delay } from 'node:timers/promises';
import type { Disarm, StepEvent, StepOrder } from './programs/steps.ts';
import type { ServiceProcess } from './service-process.ts';

export type StepInterruption = {
  /** The first process at the step; undefined if none reached it in time. */
  readonly reached: Promise<{ readonly by: ServiceProcess; readonly about: string } | undefined>;
  /** All processes that reached the step. */
  readonly arrived: ReadonlySet<ServiceProcess>;
  /** Withdraws the order: no process obeys it later, and suspended ones continue. */
  readonly end: () => Promise<void>;
};

const DISARM_MS = 10_000;

/** Orders processes to suspend or end at a named step. When the first process is there, the others are disarmed. */
export function interruptAtStep(
  processes: readonly ServiceProcess[],
  order: StepOrder,
  signal: AbortSignal,
): StepInterruption {
  const arrived = new Set<ServiceProcess>();
  const disarmed = new Set<ServiceProcess>();
  const { promise: reached, resolve } = Promise.withResolvers<Awaited<StepInterruption['reached']>>();
  const disarm = (one: ServiceProcess) => one.send({ disarm: true } satisfies Disarm);
  const listening = processes.map((by) =>
    by.onMessage((message) => {
      if (!isStepEvent(message)) return;
      if (message.kind === 'disarmed') disarmed.add(by);
      if (message.kind !== 'reached') return;
      arrived.add(by);
      for (const other of processes) if (other !== by) disarm(other);
      resolve({ by, about: message.about });
    }),
  );
  if (signal.aborted) resolve(undefined);
  else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  for (const one of processes) one.send(order);
  return {
    reached,
    arrived,
    end: async () => {
      const deadline = performance.now() + DISARM_MS;
      const pending = () => processes.filter((one) => !one.hasExited() && !disarmed.has(one));
      // A process may reach the step before it receives the message.
      for (const one of processes) disarm(one);
      while (pending().length > 0 && performance.now() < deadline) {
        for (const one of pending()) one.signal('SIGCONT');
        await delay(20);
      }
      for (const stop of listening) stop();
    },
  };
}

/** Resolves with the first matching event of any process; undefined if the signal aborts before. */
export function waitForStepEvent<N extends StepEvent>(
  processes: readonly ServiceProcess[],
  signal: AbortSignal,
  isMatch: (event: StepEvent) => event is N,
): Promise<N | undefined> {
  const { promise, resolve } = Promise.withResolvers<N | undefined>();
  const listening = processes.map((one) =>
    one.onMessage((message) => {
      if (isStepEvent(message) && isMatch(message)) resolve(message);
    }),
  );
  if (signal.aborted) resolve(undefined);
  else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  return promise.finally(() => {
    for (const stop of listening) stop();
  });
}

const isStepEvent = (message: unknown): message is StepEvent =>
  typeof message === 'object' && message !== null && 'kind' in message;
