import { setTimeout as delay } from 'node:timers/promises';
import type { TcpProxy } from '@waylight/testing';
import type { Random } from '../../random.ts';
import type { FaultKind } from '../fault-kind.ts';
import type { FaultyRegion } from '../faulty-region.ts';

type NamedLink = readonly [name: string, proxy: TcpProxy];

function pickLinks({ links }: FaultyRegion, random: Random): readonly NamedLink[] {
  const all = [...links];
  return random.shuffled(all).slice(0, random.between(1, all.length));
}

const namesOf = (links: readonly NamedLink[]) => links.map(([name]) => name).join(', ');

/** Repeats an action until the fault is over, with random pauses in milliseconds. */
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

/** Connections end with a reset, repeatedly, on a random choice of links. */
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

/** Each packet arrives late, with a delay for each link. */
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
 * Half-open sockets: in one direction or both nothing is delivered, without an error. Then everything arrives late, or
 * the connection is reset.
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
      what: `${direction}, ${arrivesLate ? 'then everything arrives' : 'then reset'}: ${namesOf(some)}`,
      heal: async () => {
        for (const [, link] of some) {
          if (!arrivesLate) link.reset();
          link.restore();
        }
      },
    };
  },
};

/** Requests arrive and are processed, but every answer is lost with its connection. */
const dropAnswers: FaultKind = {
  name: 'drop-answers',
  durationMs: [2_000, 12_000],
  inject: async (faulty, random, signal) => {
    const some = pickLinks(faulty, random);
    for (const [, link] of some) link.dropAnswers();
    // A lost answer ends its connection: TCP never loses bytes in the middle of a stream.
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

/** Half of an answer arrives, then a reset: the next connection must not begin with the rest of it. */
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
      // A link without an answer since then would truncate one after the fault.
      heal: async () => {
        await tearing;
        for (const [, link] of some) link.reset();
      },
      observations: () => ({ 'links set to truncate an answer': tears }),
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
