/**
 * How completely the organisations that report from a country said what they did in a month. It is made of activity records alone:
 * no report, revision or retraction of an incident changes it, so it tells nothing of small counts that a release doesn't. See
 * docs/decisions/0037.
 */

import { EFFORT_STEP } from '@waylight/presentation';

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
  /** Multiples of `EFFORT_STEP`, within half of it from what was stated. */
  readonly fieldVisits?: number;
  readonly staffDays?: number;
};

/** With fewer organisations a share would be about one of them, or tell one of two what the other did. */
export const FEWEST_ORGANISATIONS = 3;
/** So many are left to whoever knows a part: an organisation its own, and the node of one of several countries all that is said there. */
const FEWEST_UNKNOWN = FEWEST_ORGANISATIONS - 1;

/** Of a country in a month; more is no field work, and no event could hold any sum. */
const MOST_EFFORT = 1_000_000;

/**
 * What others could subtract: whoever knows a part must not know what one organisation stated within this share of it (the p% rule of statistical
 * disclosure control; Hundepool et al., Statistical Disclosure Control, 2012, section 4.2.2).
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
  if (areFew(countries)) return names;
  // Of one that is expected in two of the countries each counts.
  const expected = countries.reduce((sum, one) => sum + one.expected.size, 0);
  const stated = countries.flatMap((one) =>
    [...one.stated].flatMap(([organisation, activity]) =>
      one.expected.has(organisation) ? [{ country: one.country, organisation, activity }] : [],
    ),
  );
  const present = stated.filter(({ activity }) => activity.present).length;
  return {
    ...names,
    stated: shareOf(stated.length, expected),
    present: shareOf(present, expected),
    ...effort('fieldVisits', stated, names.countries),
    ...effort('staffDays', stated, names.countries),
  };
}

/** Whether a share would tell somebody what one organisation said. */
function areFew(countries: readonly CountryActivity[]): boolean {
  const expectedIn = (some: readonly CountryActivity[]) =>
    new Set(some.flatMap(({ expected }) => [...expected])).size;
  if (expectedIn(countries) < FEWEST_ORGANISATIONS) return true;
  // The node of one country by itself knows all that is told of it.
  if (countries.length === 1) return false;
  return countries.some((one) => expectedIn(countries.filter((other) => other !== one)) < FEWEST_UNKNOWN);
}

export function shareOf(number: number, of: number): Share {
  if (number === 0) return 'none';
  if (number >= of) return 'all';
  return 2 * number > of ? 'most' : 'some';
}

type StatedIn = { readonly country: string; readonly organisation: number };
type Stated = StatedIn & { readonly activity: StatedActivity };
type Figure = StatedIn & { readonly value: number };

function effort(
  figure: 'fieldVisits' | 'staffDays',
  stated: readonly Stated[],
  countries: readonly string[],
): Partial<Record<typeof figure, number>> {
  const figures = stated.flatMap(({ activity, ...of }): Figure[] => {
    const value = activity[figure];
    return value === undefined ? [] : [{ ...of, value }];
  });
  const sum = sumOf(figures.map(({ value }) => value));
  return maySum(figures, countries) && sum <= MOST_EFFORT ? { [figure]: toNearest(sum) } : {};
}

/** Whether a sum tells nobody what an organisation stated that is not its own. */
function maySum(figures: readonly Figure[], countries: readonly string[]): boolean {
  const organisations = [...new Set(figures.map(({ organisation }) => organisation))];
  if (organisations.length < FEWEST_ORGANISATIONS) return false;
  const parties: readonly ((one: Figure) => boolean)[] = [
    ...organisations.map((organisation) => (one: Figure) => one.organisation === organisation),
    ...(countries.length > 1 ? countries.map((country) => (one: Figure) => one.country === country) : []),
  ];
  return parties.every((knows) => {
    const unknown = figures.filter((one) => !knows(one));
    const [most = 0, ...others] = byOrganisation(unknown).sort((a, b) => b - a);
    const rest = sumOf(others);
    // Above 0: where all that is unknown is 0, "0" would say so exactly to whoever stated 0 itself.
    return rest > 0 && rest >= CLOSEST_ESTIMATE * most;
  });
}

function byOrganisation(figures: readonly Figure[]): number[] {
  const sums = new Map<number, number>();
  for (const { organisation, value } of figures)
    sums.set(organisation, (sums.get(organisation) ?? 0) + value);
  return [...sums.values()];
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const toNearest = (sum: number): number => Math.round(sum / EFFORT_STEP) * EFFORT_STEP;

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
