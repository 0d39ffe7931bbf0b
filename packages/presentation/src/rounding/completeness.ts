/** Share of a country's expected organisations. `most` means more than half, and `some` means at least one. */
export type ReportedShare = 'all' | 'most' | 'some' | 'none';

/** Completeness of one country in one month, or of several countries pooled because few organisations are expected. */
export type ReleasedCompleteness = {
  readonly countries: readonly string[];
  /** Share that sent an activity report, and share that was present. Absent if not published. */
  readonly stated?: ReportedShare | undefined;
  readonly present?: ReportedShare | undefined;
  /** Released numbers of incidents, for countries that have one. */
  readonly reported: readonly { readonly country: string; readonly incidents: number }[];
};

export type CompletenessMonth<Entry extends ReleasedCompleteness = ReleasedCompleteness> = {
  readonly period: string;
  readonly entries: readonly Entry[];
};

/**
 * `few`: each country's number is 0, which means 0 to k − 1. `more`: at least one number is above 0. `not-given`: a number is
 * missing.
 */
export type ReportedNumber = 'few' | 'more' | 'not-given';

/**
 * Status of a country in a month. `silent`: no organisation sent an activity report, whatever number was reported. `present` with
 * `few`: organisations were present, and reported few incidents or none.
 */
export type CompletenessStatus =
  | { readonly kind: 'not-published' }
  | { readonly kind: 'silent'; readonly number: ReportedNumber }
  | { readonly kind: 'not-present'; readonly stated: ReportedShare; readonly number: ReportedNumber }
  | {
      readonly kind: 'present';
      readonly stated: ReportedShare;
      readonly present: ReportedShare;
      readonly number: ReportedNumber;
    };

export function classifyCompleteness(entry: ReleasedCompleteness): CompletenessStatus {
  const { stated, present } = entry;
  if (stated === undefined) return { kind: 'not-published' };
  const number = classifyReportedNumber(entry);
  if (stated === 'none') return { kind: 'silent', number };
  if (present === undefined || present === 'none') return { kind: 'not-present', stated, number };
  return { kind: 'present', stated, present, number };
}

/** Rounded numbers of several countries are compared one by one, because they are never added up. */
export function classifyReportedNumber({ countries, reported }: ReleasedCompleteness): ReportedNumber {
  if (reported.some(({ incidents }) => incidents > 0)) return 'more';
  return reported.length > 0 && reported.length === countries.length ? 'few' : 'not-given';
}

export type Silence<Entry extends ReleasedCompleteness = ReleasedCompleteness> = {
  readonly entry: Entry;
  /** First month of the silence, which lasts up to this month. */
  readonly since: string;
  /** True if an organisation sent an activity report before the silence. */
  readonly wentSilent: boolean;
};

/**
 * Finds the countries that are silent in a month, and since when they have been silent. Months without published completeness
 * neither begin nor end a silence. `months` is sorted from the oldest.
 */
export function findSilences<Entry extends ReleasedCompleteness>(
  months: readonly CompletenessMonth<Entry>[],
  period: string,
): readonly Silence<Entry>[] {
  const at = months.find((month) => month.period === period);
  const before = months.filter((month) => month.period < period).toReversed();
  return (at?.entries ?? [])
    .filter(({ stated }) => stated === 'none')
    .map((entry) => {
      let since = period;
      for (const month of before) {
        const earlier = findSameCountries(month, entry);
        if (earlier?.stated === undefined) continue;
        if (earlier.stated !== 'none') return { entry, since, wentSilent: true };
        since = month.period;
      }
      return { entry, since, wentSilent: false };
    });
}

/** Returns the entry of another month for exactly the same countries. A pooled entry gives no information about a single country. */
const findSameCountries = <Entry extends ReleasedCompleteness>(
  { entries }: CompletenessMonth<Entry>,
  { countries }: ReleasedCompleteness,
): Entry | undefined =>
  entries.find(
    (one) =>
      one.countries.length === countries.length &&
      countries.every((country) => one.countries.includes(country)),
  );

/** Effort is rounded to the nearest multiple of this step, so the rounding error is at most half a step. */
export const EFFORT_STEP = 10;

/** Returns the range of an effort before rounding: 115 to 124 for 120, and 0 to 4 for 0. */
export function effortBounds(effort: number): { readonly from: number; readonly to: number } {
  if (!Number.isSafeInteger(effort) || effort < 0 || effort % EFFORT_STEP !== 0)
    throw new RangeError(`${effort} is not a multiple of ${EFFORT_STEP}, so it is not a released effort`);
  const half = EFFORT_STEP / 2;
  return { from: Math.max(0, effort - half), to: effort + half - 1 };
}
