/**
 * How completely the organisations that report from a country said what they did in a month. It is made of activity records alone:
 * no report, revision or retraction of an incident changes it, so it tells nothing of small counts that a release doesn't. See
 * docs/decisions/0037.
 */

/** A share of the organisations that are expected. `most` is more than half, `some` at least one. */
export const SHARES = ['all', 'most', 'some', 'none'] as const;
export type Share = (typeof SHARES)[number];

/** What one organisation said of a month and country: undefined figures were not stated. */
export type StatedActivity = {
  readonly present: boolean;
  readonly fieldVisits?: number | undefined;
  readonly staffDays?: number | undefined;
};

/** A country with the organisations that report from it, by number, and what those that said something said. */
export type CountryActivity = {
  readonly country: string;
  readonly expected: ReadonlySet<number>;
  readonly stated: ReadonlyMap<number, StatedActivity>;
};

/** What is told of one country, or of those together in which too few organisations are expected. */
export type Completeness = {
  /** Code ids, in the order in which they were asked for. */
  readonly countries: readonly string[];
  /** Absent where too few organisations are expected even together. */
  readonly stated?: Share;
  readonly present?: Share;
  /** Multiples of `EFFORT_BASE`, within half of it from what was stated. */
  readonly fieldVisits?: number;
  readonly staffDays?: number;
};

/** With fewer organisations a share would be about one of them, or tell one of two what the other did. */
export const FEWEST_ORGANISATIONS = 3;

export const EFFORT_BASE = 10;

/**
 * What organisation and organisation together could subtract: whoever stated the second most must not know the most within this share of it
 * (the p% rule of statistical disclosure control; Hundepool et al., Statistical Disclosure Control, 2012, section 4.2.2).
 */
const CLOSEST_ESTIMATE = 0.1;

/** Pure; a country from which nobody is expected is left out. What it says depends on numbers of organisations, and on none by itself. */
export function completenessOf(countries: readonly CountryActivity[]): Completeness[] {
  const reporting = countries.filter(({ expected }) => expected.size > 0);
  const alone = reporting.filter(({ expected }) => expected.size >= FEWEST_ORGANISATIONS);
  const few = reporting.filter(({ expected }) => expected.size < FEWEST_ORGANISATIONS);
  return [...alone.map((one) => told([one])), ...(few.length > 0 ? [told(few)] : [])];
}

function told(countries: readonly CountryActivity[]): Completeness {
  const names = { countries: countries.map(({ country }) => country) };
  const organisations = new Set(countries.flatMap(({ expected }) => [...expected]));
  if (organisations.size < FEWEST_ORGANISATIONS) return names;
  // Of one that is expected in two of the countries each counts.
  const expected = countries.reduce((sum, one) => sum + one.expected.size, 0);
  const stated = countries.flatMap((one) =>
    [...one.stated].flatMap(([organisation, activity]) =>
      one.expected.has(organisation) ? [{ organisation, activity }] : [],
    ),
  );
  const present = stated.filter(({ activity }) => activity.present).length;
  return {
    ...names,
    stated: shareOf(stated.length, expected),
    present: shareOf(present, expected),
    ...effort('fieldVisits', stated),
    ...effort('staffDays', stated),
  };
}

export function shareOf(number: number, of: number): Share {
  if (number === 0) return 'none';
  if (number >= of) return 'all';
  return 2 * number > of ? 'most' : 'some';
}

type Stated = { readonly organisation: number; readonly activity: StatedActivity };

function effort(
  figure: 'fieldVisits' | 'staffDays',
  stated: readonly Stated[],
): Partial<Record<typeof figure, number>> {
  const of = new Map<number, number>();
  for (const { organisation, activity } of stated) {
    const value = activity[figure];
    if (value !== undefined) of.set(organisation, (of.get(organisation) ?? 0) + value);
  }
  return maySum([...of.values()]) ? { [figure]: toNearest([...of.values()]) } : {};
}

/** Whether a sum tells no organisation what another one stated. */
function maySum(values: readonly number[]): boolean {
  if (values.length < FEWEST_ORGANISATIONS) return false;
  const [most = 0, , ...others] = [...values].sort((a, b) => b - a);
  return others.reduce((sum, value) => sum + value, 0) >= CLOSEST_ESTIMATE * most;
}

function toNearest(values: readonly number[]): number {
  const sum = values.reduce((all, value) => all + value, 0);
  return Math.round(sum / EFFORT_BASE) * EFFORT_BASE;
}

/** As a release's event says it: the number of a share, 0 where none is told. */
export type CompletenessEvent = {
  readonly countries: readonly string[];
  readonly stated: number;
  readonly present: number;
  readonly fieldVisits?: number | undefined;
  readonly staffDays?: number | undefined;
};

export function completenessEventOf(one: Completeness) {
  return {
    ...one,
    countries: [...one.countries],
    stated: numberOfShare(one.stated),
    present: numberOfShare(one.present),
  };
}

/** The inverse; a share that this version doesn't know is none that is told. */
export function completenessFrom(one: CompletenessEvent): Completeness {
  const { stated, present, fieldVisits, staffDays } = one;
  return {
    countries: [...one.countries],
    ...shareIn('stated', stated),
    ...shareIn('present', present),
    ...(fieldVisits === undefined ? {} : { fieldVisits }),
    ...(staffDays === undefined ? {} : { staffDays }),
  };
}

const NUMBERS = { all: 1, most: 2, some: 3, none: 4 } as const satisfies Readonly<Record<Share, number>>;

const numberOfShare = (share: Share | undefined): 0 | 1 | 2 | 3 | 4 =>
  share === undefined ? 0 : NUMBERS[share];

function shareIn(field: 'stated' | 'present', number: number): Partial<Record<typeof field, Share>> {
  const share = SHARES.find((one) => NUMBERS[one] === number);
  return share === undefined ? {} : { [field]: share };
}
