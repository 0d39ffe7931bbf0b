/** A share of the organisations that are expected in a country. `most` is more than half, `some` at least one. */
export type ReportedShare = 'all' | 'most' | 'some' | 'none';

/** What a release says of one country in one month, or of those together in which few organisations are expected. */
export type ReleasedCompleteness = {
  readonly countries: readonly string[];
  /** Of those expected: who said what it did, and who said that it was there. Absent where it is not told. */
  readonly stated?: ReportedShare | undefined;
  readonly present?: ReportedShare | undefined;
  /** Released numbers of incidents, of those countries that have one. */
  readonly reported: readonly { readonly country: string; readonly incidents: number }[];
};

export type CompletenessMonth<Entry extends ReleasedCompleteness = ReleasedCompleteness> = {
  readonly period: string;
  readonly entries: readonly Entry[];
};

/** `few`: each of its countries reads 0 to k − 1, which is never none; `more`: one at least reads more; else a number is missing. */
export type ReportedNumber = 'few' | 'more' | 'not-given';

/**
 * What there is to say of a country and month. Silence is that nobody said what it did, whatever was reported; whoever was there and
 * reported few incidents was there without, or with hardly any.
 */
export type CompletenessStatus =
  | { readonly kind: 'not-told' }
  | { readonly kind: 'silent'; readonly number: ReportedNumber }
  | { readonly kind: 'nobody-there'; readonly stated: ReportedShare; readonly number: ReportedNumber }
  | {
      readonly kind: 'present';
      readonly stated: ReportedShare;
      readonly present: ReportedShare;
      readonly number: ReportedNumber;
    };

export function classifyCompleteness(entry: ReleasedCompleteness): CompletenessStatus {
  const { stated, present } = entry;
  if (stated === undefined) return { kind: 'not-told' };
  const number = classifyReportedNumber(entry);
  if (stated === 'none') return { kind: 'silent', number };
  if (present === undefined || present === 'none') return { kind: 'nobody-there', stated, number };
  return { kind: 'present', stated, present, number };
}

/** A rounded number that reads 0 to k − 1 is 0; of several countries each is looked at, because rounded numbers are never added up. */
export function classifyReportedNumber({ countries, reported }: ReleasedCompleteness): ReportedNumber {
  if (reported.some(({ incidents }) => incidents > 0)) return 'more';
  return reported.length > 0 && reported.length === countries.length ? 'few' : 'not-given';
}

export type Silence<Entry extends ReleasedCompleteness = ReleasedCompleteness> = {
  readonly entry: Entry;
  /** The first month of those, up to this one, in which nobody said what it did. */
  readonly since: string;
  /** Whether somebody did in the month before that: then it went silent, and was not found so. */
  readonly wentSilent: boolean;
};

/**
 * The countries that are silent in a month, and since when. Months of which nothing is told of a country say neither that it spoke nor
 * that it did not: they are passed over. `months` oldest first.
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

/** What another month says of the same countries: what is said of two together is said of neither alone. */
const findSameCountries = <Entry extends ReleasedCompleteness>(
  { entries }: CompletenessMonth<Entry>,
  { countries }: ReleasedCompleteness,
): Entry | undefined =>
  entries.find(
    (one) =>
      one.countries.length === countries.length &&
      countries.every((country) => one.countries.includes(country)),
  );

/** Effort is rounded to the nearest of these, so that the truth is half of it away at most. */
export const EFFORT_STEP = 10;

/** The whole numbers that are rounded to a number of effort: 120 stands for 115 to 124, and 0 for 0 to 4. */
export function effortBounds(effort: number): { readonly from: number; readonly to: number } {
  if (!Number.isSafeInteger(effort) || effort < 0 || effort % EFFORT_STEP !== 0)
    throw new RangeError(`${effort} is no multiple of ${EFFORT_STEP}: it was not released as effort`);
  const half = EFFORT_STEP / 2;
  return { from: Math.max(0, effort - half), to: effort + half - 1 };
}
