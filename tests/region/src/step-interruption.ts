import { setTimeout as delay } from 'node:timers/promises';
import type { Disarm, StepEvent, StepOrder } from './programs/steps.ts';
import type { ServiceProcess } from './service-process.ts';

export type StepInterruption = {
  /** The first of them that was at the step; undefined where none came there in time. */
  readonly reached: Promise<{ readonly by: ServiceProcess; readonly about: string } | undefined>;
  /** Everyone that was there. */
  readonly arrived: ReadonlySet<ServiceProcess>;
  /** Takes the order back; afterwards none of them will be stopped or ended by it, and none is stopped any more. */
  readonly end: () => Promise<void>;
};

const DISARM_MS = 10_000;

/** Orders processes to be stopped, or to end, at a named step. The first that is there lets the others off. */
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
      const open = () => processes.filter((one) => !one.hasExited() && !disarmed.has(one));
      // It may come to the step at any moment before it hears that it need not.
      for (const one of processes) disarm(one);
      while (open().length > 0 && performance.now() < deadline) {
        for (const one of open()) one.signal('SIGCONT');
        await delay(20);
      }
      for (const stop of listening) stop();
    },
  };
}

/** Resolves with the first news that is wanted, from any of them; undefined when the signal fires before. */
export function waitForStepEvent<N extends StepEvent>(
  processes: readonly ServiceProcess[],
  signal: AbortSignal,
  wanted: (news: StepEvent) => news is N,
): Promise<N | undefined> {
  const { promise, resolve } = Promise.withResolvers<N | undefined>();
  const listening = processes.map((one) =>
    one.onMessage((message) => {
      if (isStepEvent(message) && wanted(message)) resolve(message);
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
