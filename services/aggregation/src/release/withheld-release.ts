import type { WithheldRelease } from './close-due-periods.ts';

/**
 * What was found of periods of which nothing may leave, by the id of the due release. It does not change: what a period counted is
 * frozen, and the draw is keyed. Only where the attack died is it not known, and looked at again after a while.
 */
export type BlockedPeriods = {
  get(releaseId: string): readonly WithheldRelease[] | undefined;
  add(releaseId: string, withheld: readonly WithheldRelease[], isTransient: boolean): void;
};

/** What ended an attack, most likely too little memory, is not over in a minute, and an attack takes long. */
const RETRY_AFTER_MS = 60 * 60_000;

export function createBlockedPeriods(now: () => number): BlockedPeriods {
  const entries = new Map<
    string,
    { readonly withheld: readonly WithheldRelease[]; readonly untilMs: number }
  >();
  return {
    get: (releaseId) => {
      const known = entries.get(releaseId);
      return known !== undefined && now() < known.untilMs ? known.withheld : undefined;
    },
    add: (releaseId, withheld, isTransient) => {
      entries.set(releaseId, {
        withheld,
        untilMs: isTransient ? now() + RETRY_AFTER_MS : Number.POSITIVE_INFINITY,
      });
    },
  };
}
