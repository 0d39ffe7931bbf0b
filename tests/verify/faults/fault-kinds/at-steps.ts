import { setTimeout as delay } from 'node:timers/promises';
import { AGGREGATION_STEPS, INTAKE_STEPS, interruptAtStep } from '@waylight/tests-region';
import type { Random } from '../../random.ts';
import type { FaultKind } from '../fault-kind.ts';
import type { FaultyRegion } from '../faulty-region.ts';

type Service = 'intake' | 'aggregation';

/** Every step is reached by some process within seconds; progress and releases, done by turns, take longest. */
const HOLD_MS = [20_000, 25_000] as const;

const STEPS: Readonly<Record<Service, readonly string[]>> = {
  intake: INTAKE_STEPS,
  aggregation: AGGREGATION_STEPS,
};

/** Enough that half an hour reaches every step. */
const TIMES: Readonly<Record<Service, number>> = { intake: 4, aggregation: 5 };

/** One node, but all workers: only one of them publishes progress, and only one closes periods. */
function pickProcesses({ region }: FaultyRegion, service: Service, random: Random) {
  const processes = region.processes().filter(({ name }) => name.startsWith(service));
  return service === 'aggregation' ? processes : [random.pick(processes)];
}

const namesOf = (processes: readonly { readonly name: string }[]) =>
  processes.map(({ name }) => name).join(' or ');

/** The process kills itself at the step, and is started again at once. */
function killAtStep(service: Service): FaultKind {
  return {
    name: `kill-${service}-at-step`,
    durationMs: HOLD_MS,
    untilDone: true,
    variants: STEPS[service],
    timesPerRound: TIMES[service],
    inject: async (faulty, random, signal, at) => {
      const processes = pickProcesses(faulty, service, random);
      const announced = processes.map((one) => ({ one, cancel: faulty.supervisor.expectEnd(one) }));
      const passes = random.between(1, 3);
      const order = interruptAtStep(processes, { at, passes, signal: 'SIGKILL' }, signal);
      return {
        what: namesOf(processes),
        done: order.reached,
        heal: async () => {
          await order.end();
          for (const { one, cancel } of announced) if (!order.arrived.has(one)) cancel();
        },
        observations: () => ({ [order.arrived.size > 0 ? 'killed at a step' : 'steps not reached']: 1 }),
      };
    },
  };
}

/** Paused at the step for a while, in which all other processes go on. */
function pauseAtStep(service: Service): FaultKind {
  return {
    name: `pause-${service}-at-step`,
    durationMs: [35_000, 40_000],
    untilDone: true,
    variants: STEPS[service],
    timesPerRound: TIMES[service],
    inject: async (faulty, random, signal, at) => {
      const processes = pickProcesses(faulty, service, random);
      const passes = random.between(1, 3);
      // Half of the time longer than a consumer group waits for a member.
      const stopMs = random.next() < 0.5 ? random.between(300, 3_000) : random.between(11_000, 14_000);
      const order = interruptAtStep(processes, { at, passes, signal: 'SIGSTOP' }, signal);
      return {
        what: `${namesOf(processes)}, for ${stopMs} ms`,
        done: order.reached.then((found) => found && delay(stopMs, undefined, { signal })),
        heal: () => order.end(),
        observations: () => ({ [order.arrived.size > 0 ? 'stopped at a step' : 'steps not reached']: 1 }),
      };
    },
  };
}

export const atSteps: readonly FaultKind[] = [
  killAtStep('intake'),
  killAtStep('aggregation'),
  pauseAtStep('intake'),
  pauseAtStep('aggregation'),
];
