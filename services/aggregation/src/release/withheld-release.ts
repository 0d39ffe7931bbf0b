/** Reasons why a table of a due period is withheld, or published without its sums of victims. */
export const WITHHELD_REASONS = [
  /** The plan changed since the component periods were released. */
  'not-coupled',
  'discloses-small-counts',
  /** The table is published, but without its sums of victims. */
  'victims-disclose-small-counts',
  /** The disclosure audit failed or took too long, or an earlier release cannot be interpreted. */
  'not-checked',
] as const;

export type WithheldRelease = {
  readonly tableId: string;
  readonly period: string;
  readonly reason: (typeof WITHHELD_REASONS)[number];
};

/**
 * Findings about periods of which nothing may be released, by the id of the due release. The findings do not
 * change, because counts are frozen and draws are keyed. Only a failed disclosure audit is repeated, after a
 * pause.
 */
export type BlockedPeriods = {
  get(releaseId: string): readonly WithheldRelease[] | undefined;
  add(releaseId: string, withheld: readonly WithheldRelease[], isTransient: boolean): void;
};

/**
 * Pause before a failed audit is repeated. The likely cause, too little memory, lasts more than a minute, and
 * an audit takes long.
 */
const RETRY_AFTER_MS = 60 * 60_000;

export function createBlockedPeriods(now: () => number): BlockedPeriods {
  const entries = new Map<
    string,
    { readonly withheld: readonly WithheldRelease[]; readonly untilMs: number }
  >();
  return {
    get: (releaseId) => {
      const entry = entries.get(releaseId);
      return entry !== undefined && now() < entry.untilMs ? entry.withheld : undefined;
    },
    add: (releaseId, withheld, isTransient) => {
      entries.set(releaseId, {
        withheld,
        untilMs: isTransient ? now() + RETRY_AFTER_MS : Number.POSITIVE_INFINITY,
      });
    },
  };
}
