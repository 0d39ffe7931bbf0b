import process from 'node:process';

/** An order to a program: when it has reached the step this number of times, it sends itself the signal. */
export type StepOrder = {
  readonly at: string;
  readonly passes: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
};
export type Disarm = { readonly disarm: true };

/** A message from a program to its parent. */
export type StepEvent =
  | { readonly kind: 'reached'; readonly about: string }
  | { readonly kind: 'disarmed'; readonly about: '' }
  | { readonly kind: 'claimed'; readonly about: string }
  /** The outcome of the commit before which it was suspended. */
  | { readonly kind: 'woke'; readonly about: string; readonly outcome: string };

export type Steps = {
  /** Called at a step, with the current work. Returns true after a suspension here. */
  reach(step: string, about?: string): boolean;
  send(event: StepEvent): void;
};

/** Executes orders that the parent sends over the IPC channel. Without a channel it does nothing. */
export function createSteps(): Steps {
  let order: StepOrder | undefined;
  let passes = 0;
  const send = (event: StepEvent) => {
    if (process.connected) process.send?.(event);
  };
  process.on('message', (message) => {
    order = isOrder(message) ? message : undefined;
    passes = 0;
    if (order === undefined) send({ kind: 'disarmed', about: '' });
  });
  return {
    send,
    reach: (step, about = '') => {
      if (order?.at !== step || ++passes < order.passes) return false;
      const { signal } = order;
      order = undefined;
      send({ kind: 'reached', about });
      // The signal is sent synchronously, so that no code of the program runs between the step and the signal.
      process.kill(process.pid, signal);
      return true;
    },
  };
}

const isOrder = (message: unknown): message is StepOrder =>
  typeof message === 'object' && message !== null && 'at' in message;
