import type { FaultKind } from '../fault-kind.ts';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
/** Seconds: a correction, a wrong minute, an hour of summer time, and a date that is wrong by days. */
const JUMPS = [5, 5 * MINUTE, 60 * MINUTE, 2 * DAY] as const;

function jumpClocks(owner: 'node' | 'region', part: string): FaultKind {
  return {
    name: `jump-clock-of-${owner}`,
    durationMs: [3_000, 15_000],
    variants: ['forward', 'back'],
    inject: async ({ clocks }, random, _, direction) => {
      const some = [...clocks].filter(([name]) => name.startsWith(part));
      const shifted = random.shuffled(some).slice(0, random.between(1, Math.max(1, some.length)));
      const seconds = random.pick(JUMPS) * (direction === 'back' ? -1 : 1);
      for (const [, clock] of shifted) clock.shift(seconds);
      return {
        what:
          shifted.length === 0
            ? 'no clock can be shifted on this machine'
            : `${seconds} s: ${shifted.map(([name]) => name).join(', ')}`,
        heal: async () => {
          for (const [, clock] of shifted) clock.shift(0);
        },
        observations: () => ({ 'clocks that jumped': shifted.length }),
      };
    },
  };
}

export const clockFaults: readonly FaultKind[] = [
  jumpClocks('node', 'intake'),
  jumpClocks('region', 'aggregation'),
];
