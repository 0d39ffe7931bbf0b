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
  readonly statements: ReadonlyMap<number, StatedActivity>;
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
export const MIN_ORGANISATIONS = 3;
/** So many are left to whoever knows a part: an organisation its own, and the node of one of several countries all that is said there. */
const MIN_UNKNOWN_ORGANISATIONS = MIN_ORGANISATIONS - 1;

/** Of a country in a month; more is no field work, and no event could hold any sum. */
const MAX_EFFORT = 1_000_000;

/**
 * What others could subtract: whoever knows a part must not know what one organisation stated within this share of it (the p% rule of statistical
 * disclosure control; Hundepool et al., Statistical Disclosure Control, 2012, section 4.2.2).
 */
const P_PERCENT = 0.1;

/** Pure; a country from which nobody is expected is left out. What it says depends on numbers of organisations, and on none by itself. */
export function completenessOf(countries: readonly CountryActivity[]): Completeness[] {
  const reporting = countries.filter(({ expected }) => expected.size > 0);
  const alone = reporting.filter(({ expected }) => expected.size >= MIN_ORGANISATIONS);
  const few = reporting.filter(({ expected }) => expected.size < MIN_ORGANISATIONS);
  return [...alone.map((one) => summarise([one])), ...(few.length > 0 ? [summarise(few)] : [])];
}

function summarise(countries: readonly CountryActivity[]): Completeness {
  const names = { countries: countries.map(({ country }) => country) };
  if (areTooFew(countries)) return names;
  // Of one that is expected in two of the countries each counts.
  const expected = countries.reduce((sum, one) => sum + one.expected.size, 0);
  const stated = countries.flatMap((one) =>
    [...one.statements].flatMap(([organisation, activity]) =>
      one.expected.has(organisation) ? [{ country: one.country, organisation, activity }] : [],
    ),
  );
  const present = stated.filter(({ activity }) => activity.present).length;
  return {
    ...names,
    stated: shareOf(stated.length, expected),
    present: shareOf(present, expected),
    ...publishedEffort('fieldVisits', stated, names.countries),
    ...publishedEffort('staffDays', stated, names.countries),
  };
}

/** Whether a share would tell somebody what one organisation said. */
function areTooFew(countries: readonly CountryActivity[]): boolean {
  const expectedIn = (some: readonly CountryActivity[]) =>
    new Set(some.flatMap(({ expected }) => [...expected])).size;
  if (expectedIn(countries) < MIN_ORGANISATIONS) return true;
  // The node of one country by itself knows all that is told of it.
  if (countries.length === 1) return false;
  return countries.some(
    (one) => expectedIn(countries.filter((other) => other !== one)) < MIN_UNKNOWN_ORGANISATIONS,
  );
}

export function shareOf(number: number, total: number): Share {
  if (number === 0) return 'none';
  if (number >= total) return 'all';
  return 2 * number > total ? 'most' : 'some';
}

type StatementSource = { readonly country: string; readonly organisation: number };
type Statement = StatementSource & { readonly activity: StatedActivity };
type Figure = StatementSource & { readonly value: number };

function publishedEffort(
  figure: 'fieldVisits' | 'staffDays',
  stated: readonly Statement[],
  countries: readonly string[],
): Partial<Record<typeof figure, number>> {
  const figures = stated.flatMap(({ activity, ...of }): Figure[] => {
    const value = activity[figure];
    return value === undefined ? [] : [{ ...of, value }];
  });
  const sum = sumOf(figures.map(({ value }) => value));
  return canPublishSum(figures, countries) && sum <= MAX_EFFORT ? { [figure]: roundToEffortStep(sum) } : {};
}

/** Whether a sum tells nobody what an organisation stated that is not its own. */
function canPublishSum(figures: readonly Figure[], countries: readonly string[]): boolean {
  const organisations = [...new Set(figures.map(({ organisation }) => organisation))];
  if (organisations.length < MIN_ORGANISATIONS) return false;
  const parties: readonly ((one: Figure) => boolean)[] = [
    ...organisations.map((organisation) => (one: Figure) => one.organisation === organisation),
    ...(countries.length > 1 ? countries.map((country) => (one: Figure) => one.country === country) : []),
  ];
  return parties.every((knows) => {
    const unknown = figures.filter((one) => !knows(one));
    const [most = 0, ...others] = sumsByOrganisation(unknown).sort((a, b) => b - a);
    const rest = sumOf(others);
    // Above 0: where all that is unknown is 0, "0" would say so exactly to whoever stated 0 itself.
    return rest > 0 && rest >= P_PERCENT * most;
  });
}

function sumsByOrganisation(figures: readonly Figure[]): number[] {
  const sums = new Map<number, number>();
  for (const { organisation, value } of figures)
    sums.set(organisation, (sums.get(organisation) ?? 0) + value);
  return [...sums.values()];
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const roundToEffortStep = (sum: number): number => Math.round(sum / EFFORT_STEP) * EFFORT_STEP;

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
    stated: codeOfShare(one.stated),
    present: codeOfShare(one.present),
  };
}

/** The inverse; a share that this version doesn't know is none that is told. */
export function completenessFrom(one: CompletenessEvent): Completeness {
  const { stated, present, fieldVisits, staffDays } = one;
  return {
    countries: [...one.countries],
    ...shareField('stated', stated),
    ...shareField('present', present),
    ...(fieldVisits === undefined ? {} : { fieldVisits }),
    ...(staffDays === undefined ? {} : { staffDays }),
  };
}

const SHARE_CODES = { all: 1, most: 2, some: 3, none: 4 } as const satisfies Readonly<Record<Share, number>>;

const codeOfShare = (share: Share | undefined): 0 | 1 | 2 | 3 | 4 =>
  share === undefined ? 0 : SHARE_CODES[share];

function shareField(field: 'stated' | 'present', number: number): Partial<Record<typeof field, Share>> {
  const share = SHARES.find((one) => SHARE_CODES[one] === number);
  return share === undefined ? {} : { [field]: share };
}
