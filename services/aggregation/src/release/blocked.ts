import type { Withheld } from './close-due-periods.ts';

/**
 * What was found of periods of which nothing may leave, by the id of the due release. It does not change: what a period counted is
 * frozen, and the draw is keyed. Only where the attack died is it not known, and looked at again after a while.
 */
export type Blocked = {
  of(releaseId: string): readonly Withheld[] | undefined;
  add(releaseId: string, withheld: readonly Withheld[], isPassing: boolean): void;
};

/** What ended an attack, most likely too little memory, is not over in a minute, and an attack takes long. */
const AGAIN_AFTER_MS = 60 * 60_000;

export function createBlocked(now: () => number): Blocked {
  const found = new Map<string, { readonly withheld: readonly Withheld[]; readonly untilMs: number }>();
  return {
    of: (releaseId) => {
      const known = found.get(releaseId);
      return known !== undefined && now() < known.untilMs ? known.withheld : undefined;
    },
    add: (releaseId, withheld, isPassing) => {
      found.set(releaseId, {
        withheld,
        untilMs: isPassing ? now() + AGAIN_AFTER_MS : Number.POSITIVE_INFINITY,
      });
    },
  };
}
