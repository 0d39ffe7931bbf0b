import { setTimeout as delay } from 'node:timers/promises';
import type { TcpProxy } from '@waylight/testing';
import type { FaultyRegion } from '../faulty-region.ts';
import type { Nemesis } from '../nemesis.ts';
import type { Random } from '../random.ts';

type Way = readonly [name: string, proxy: TcpProxy];

function someWays({ ways }: FaultyRegion, random: Random): readonly Way[] {
  const all = [...ways];
  return random.shuffled(all).slice(0, random.between(1, all.length));
}

const namesOf = (ways: readonly Way[]) => ways.map(([name]) => name).join(', ');

/** Does it until the fault is over, with a drawn time in milliseconds from one to the next. */
async function againAndAgain(
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
export const resetConnections: Nemesis = {
  name: 'reset-connections',
  holdMs: [3_000, 12_000],
  strike: async (faulty, random, signal) => {
    const some = someWays(faulty, random);
    let resets = 0;
    const resetting = againAndAgain(signal, random, [50, 1_500], () => {
      for (const [, way] of some) way.reset();
      resets += some.length;
    });
    return { what: namesOf(some), heal: () => resetting, seen: () => ({ resets }) };
  },
};

/** Each piece arrives late, each way by a time of its own. */
const delayConnections: Nemesis = {
  name: 'delay-connections',
  holdMs: [3_000, 15_000],
  strike: async (faulty, random) => {
    const some = someWays(faulty, random);
    for (const [, way] of some) way.delay(random.between(5, 1_000));
    return {
      what: namesOf(some),
      heal: async () => {
        for (const [, way] of some) way.mend();
      },
    };
  },
};

/**
 * Half-open sockets: in one direction, or in both, nothing moves and nobody is told. Then either all of it arrives, very
 * late, or the connection is found to be gone.
 */
const halfOpen: Nemesis = {
  name: 'half-open',
  holdMs: [3_000, 20_000],
  strike: async (faulty, random) => {
    const some = someWays(faulty, random);
    const direction = random.pick(['to-server', 'to-client', 'both'] as const);
    const arrivesLate = random.next() < 0.5;
    for (const [, way] of some) way.stall(direction);
    return {
      what: `${direction}, ${arrivesLate ? 'then all of it arrives' : 'then gone'}: ${namesOf(some)}`,
      heal: async () => {
        for (const [, way] of some) {
          if (!arrivesLate) way.reset();
          way.mend();
        }
      },
    };
  },
};

/** What is asked arrives and is done, and every answer is lost with its connection. */
const dropAnswers: Nemesis = {
  name: 'drop-answers',
  holdMs: [2_000, 12_000],
  strike: async (faulty, random, signal) => {
    const some = someWays(faulty, random);
    for (const [, way] of some) way.dropAnswers();
    // A network that loses an answer loses the connection in the end: bytes are never missing from its middle.
    const losing = (async () => {
      while (!signal.aborted) {
        await delay(random.between(300, 2_500), undefined, { signal }).catch(() => undefined);
        for (const [, way] of some) way.reset();
      }
    })();
    return {
      what: namesOf(some),
      heal: async () => {
        await losing;
        for (const [, way] of some) {
          way.reset();
          way.mend();
        }
      },
    };
  },
};

/** Half of an answer arrives, and then a reset: what is left of it must not be taken for the next connection's beginning. */
const tearAnswers: Nemesis = {
  name: 'tear-answers',
  holdMs: [3_000, 12_000],
  strike: async (faulty, random, signal) => {
    const some = someWays(faulty, random);
    let tears = 0;
    const tearing = againAndAgain(signal, random, [200, 2_000], () => {
      for (const [, way] of some) way.tear();
      tears += some.length;
    });
    return {
      what: namesOf(some),
      // A way on which nothing has come back since would tear an answer after the fault.
      heal: async () => {
        await tearing;
        for (const [, way] of some) way.reset();
      },
      seen: () => ({ 'ways told to tear an answer': tears }),
    };
  },
};

export const networkFaults: readonly Nemesis[] = [
  resetConnections,
  delayConnections,
  halfOpen,
  dropAnswers,
  tearAnswers,
];
