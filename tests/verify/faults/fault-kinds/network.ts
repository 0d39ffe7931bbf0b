import { setTimeout as delay } from 'node:timers/promises';
import type { TcpProxy } from '@waylight/testing';
import type { FaultKind } from '../fault-kind.ts';
import type { FaultyRegion } from '../faulty-region.ts';
import type { Random } from '../random.ts';

type NamedLink = readonly [name: string, proxy: TcpProxy];

function pickLinks({ links }: FaultyRegion, random: Random): readonly NamedLink[] {
  const all = [...links];
  return random.shuffled(all).slice(0, random.between(1, all.length));
}

const namesOf = (links: readonly NamedLink[]) => links.map(([name]) => name).join(', ');

/** Does it until the fault is over, with a drawn time in milliseconds from one to the next. */
async function repeatUntilHealed(
  signal: AbortSignal,
  random: Random,
  gapMs: readonly [least: number, most: number],
  act: () => void,
): Promise<void> {
  while (!signal.aborted) {
    act();
    await delay(random.between(...gapMs), undefined, { signal }).catch(() => undefined);
  }
}

/** Connections end with a reset, again and again, on some of all ways. */
export const resetConnections: FaultKind = {
  name: 'reset-connections',
  durationMs: [3_000, 12_000],
  inject: async (faulty, random, signal) => {
    const some = pickLinks(faulty, random);
    let resets = 0;
    const resetting = repeatUntilHealed(signal, random, [50, 1_500], () => {
      for (const [, link] of some) link.reset();
      resets += some.length;
    });
    return { what: namesOf(some), heal: () => resetting, observations: () => ({ resets }) };
  },
};

/** Each piece arrives late, each way by a time of its own. */
const delayConnections: FaultKind = {
  name: 'delay-connections',
  durationMs: [3_000, 15_000],
  inject: async (faulty, random) => {
    const some = pickLinks(faulty, random);
    for (const [, link] of some) link.delay(random.between(5, 1_000));
    return {
      what: namesOf(some),
      heal: async () => {
        for (const [, link] of some) link.restore();
      },
    };
  },
};

/**
 * Half-open sockets: in one direction, or in both, nothing moves and nobody is told. Then either all of it arrives, very
 * late, or the connection is found to be gone.
 */
const halfOpen: FaultKind = {
  name: 'half-open',
  durationMs: [3_000, 20_000],
  inject: async (faulty, random) => {
    const some = pickLinks(faulty, random);
    const direction = random.pick(['to-server', 'to-client', 'both'] as const);
    const arrivesLate = random.next() < 0.5;
    for (const [, link] of some) link.stall(direction);
    return {
      what: `${direction}, ${arrivesLate ? 'then all of it arrives' : 'then gone'}: ${namesOf(some)}`,
      heal: async () => {
        for (const [, link] of some) {
          if (!arrivesLate) link.reset();
          link.restore();
        }
      },
    };
  },
};

/** What is asked arrives and is done, and every answer is lost with its connection. */
const dropAnswers: FaultKind = {
  name: 'drop-answers',
  durationMs: [2_000, 12_000],
  inject: async (faulty, random, signal) => {
    const some = pickLinks(faulty, random);
    for (const [, link] of some) link.dropAnswers();
    // A network that loses an answer loses the connection in the end: bytes are never missing from its middle.
    const losing = (async () => {
      while (!signal.aborted) {
        await delay(random.between(300, 2_500), undefined, { signal }).catch(() => undefined);
        for (const [, link] of some) link.reset();
      }
    })();
    return {
      what: namesOf(some),
      heal: async () => {
        await losing;
        for (const [, link] of some) {
          link.reset();
          link.restore();
        }
      },
    };
  },
};

/** Half of an answer arrives, and then a reset: what is left of it must not be taken for the next connection's beginning. */
const tearAnswers: FaultKind = {
  name: 'tear-answers',
  durationMs: [3_000, 12_000],
  inject: async (faulty, random, signal) => {
    const some = pickLinks(faulty, random);
    let tears = 0;
    const tearing = repeatUntilHealed(signal, random, [200, 2_000], () => {
      for (const [, link] of some) link.truncateAnswers();
      tears += some.length;
    });
    return {
      what: namesOf(some),
      // A way on which nothing has come back since would tear an answer after the fault.
      heal: async () => {
        await tearing;
        for (const [, link] of some) link.reset();
      },
      observations: () => ({ 'ways told to tear an answer': tears }),
    };
  },
};

export const networkFaults: readonly FaultKind[] = [
  resetConnections,
  delayConnections,
  halfOpen,
  dropAnswers,
  tearAnswers,
];
