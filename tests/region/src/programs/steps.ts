import process from 'node:process';

/** An order to a program: at this step, the so-many-th time that it comes there, it is sent this signal by itself. */
export type StepOrder = {
  readonly at: string;
  readonly passes: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
};
export type Disarm = { readonly disarm: true };

/** What a program tells the one who started it. */
export type StepEvent =
  | { readonly kind: 'reached'; readonly about: string }
  | { readonly kind: 'disarmed'; readonly about: '' }
  | { readonly kind: 'claimed'; readonly about: string }
  /** What came of the commit before which it had been stopped. */
  | { readonly kind: 'woke'; readonly about: string; readonly outcome: string };

export type Steps = {
  /** The program is at this step, at work on that. True where it was stopped here, and goes on now. */
  reach(step: string, about?: string): boolean;
  send(news: StepEvent): void;
};

/** Obeys orders that come over the channel to the one who started this program. Without one it does nothing. */
export function createSteps(): Steps {
  let order: StepOrder | undefined;
  let passes = 0;
  const send = (news: StepEvent) => {
    if (process.connected) process.send?.(news);
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
      // In this very moment: nothing of the program runs between the step and its end.
      process.kill(process.pid, signal);
      return true;
    },
  };
}

const isOrder = (message: unknown): message is StepOrder =>
  typeof message === 'object' && message !== null && 'at' in message;
