import { interruptAtStep, type StepEvent, waitForStepEvent } from '@waylight/tests-region';
import type { FaultKind } from '../fault-kind.ts';

/** How long a worker that goes on may take to bring its commit to an end: its command may wait ten seconds for an answer. */
const WAKE_MS = 30_000;

/**
 * A worker is stopped between its last look at the group and its commit, until another one has claimed the very
 * partition. When it wakes its commit is on its way with nothing left to look at: the store alone can refuse it.
 */
export const outliveClaim: FaultKind = {
  name: 'outlive-claim',
  durationMs: [40_000, 40_000],
  untilDone: true,
  inject: async ({ region }, random, signal) => {
    const worker = random.pick(region.workers);
    const others = region.workers.filter((one) => one !== worker);
    const order = interruptAtStep(
      [worker],
      { at: 'before the commit', passes: 1, signal: 'SIGSTOP' },
      signal,
    );
    let lost = false;
    let outcome: string | undefined;
    const done = order.reached.then(async (found) => {
      if (found === undefined) return;
      const claimed = (news: StepEvent): news is Extract<StepEvent, { kind: 'claimed' }> =>
        news.kind === 'claimed' && news.about === found.about;
      lost = (await waitForStepEvent(others, signal, claimed)) !== undefined;
    });
    return {
      what: worker.name,
      done,
      heal: async () => {
        await done;
        const woke = (news: StepEvent): news is Extract<StepEvent, { kind: 'woke' }> => news.kind === 'woke';
        const waking = waitForStepEvent(
          [worker],
          lost ? AbortSignal.timeout(WAKE_MS) : AbortSignal.abort(),
          woke,
        );
        await order.end();
        outcome = (await waking)?.outcome;
      },
      observations: () => ({
        'lost a partition while stopped': lost ? 1 : 0,
        fenced: lost && outcome === 'fenced' ? 1 : 0,
        // Its connection to the store ended while it slept: then nobody knows, and it claims again as well.
        'commits without an answer': lost && outcome === 'moved' ? 1 : 0,
      }),
      violations: () =>
        lost && outcome === 'applied' ? [`${worker.name} wrote to a partition that it had lost`] : [],
    };
  },
};
