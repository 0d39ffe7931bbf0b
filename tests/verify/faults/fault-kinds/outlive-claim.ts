import { interruptAtStep, type StepEvent, waitForStepEvent } from '@waylight/tests-region';
import type { FaultKind } from '../fault-kind.ts';

/** Limit for a resumed worker to complete its commit; its command may wait ten seconds for an answer. */
const WAKE_MS = 30_000;

/**
 * A worker is paused between its last check of the group and its commit, until another one has claimed the partition.
 * When it resumes, it commits without a further check: only the store can refuse that.
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
      const claimed = (event: StepEvent): event is Extract<StepEvent, { kind: 'claimed' }> =>
        event.kind === 'claimed' && event.about === found.about;
      lost = (await waitForStepEvent(others, signal, claimed)) !== undefined;
    });
    return {
      what: worker.name,
      done,
      heal: async () => {
        await done;
        const woke = (event: StepEvent): event is Extract<StepEvent, { kind: 'woke' }> =>
          event.kind === 'woke';
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
        // Its connection to the store ended during the pause: the outcome is unknown, and it claims again as well.
        'commits without an answer': lost && outcome === 'moved' ? 1 : 0,
      }),
      violations: () =>
        lost && outcome === 'applied' ? [`${worker.name} wrote to a partition that it had lost`] : [],
    };
  },
};
