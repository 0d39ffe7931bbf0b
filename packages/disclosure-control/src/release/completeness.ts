/**
 * Completeness of reporting: the share of a country's organisations that submitted an activity report for a month. It is computed
 * only from activity reports. Reports, revisions and retractions of incidents do not change it, so it discloses no small counts.
 * See docs/decisions/0037.
 */

import { EFFORT_STEP } from '@waylight/presentation';
import { sum } from '../rounding/controlled-rounding.ts';

/** Share of the expected organisations. `most` means more than half, and `some` means at least one. */
export const SHARES = ['all', 'most', 'some', 'none'] as const;
export type Share = (typeof SHARES)[number];

/** Activity report of one organisation for a month and country. Figures that the organisation does not state are undefined. */
export type StatedActivity = {
  readonly present: boolean;
  readonly fieldVisits?: number | undefined;
  readonly staffDays?: number | undefined;
};

/** A country with the numbers of the organisations that report from it, and their activity reports. */
export type CountryActivity = {
  readonly country: string;
  readonly expected: ReadonlySet<number>;
  readonly statements: ReadonlyMap<number, StatedActivity>;
};

/** Published completeness of one country, or of the countries that are pooled because each has too few organisations. */
export type Completeness = {
  /** Code ids, in the order of the input. */
  readonly countries: readonly string[];
  /** Absent if even the pooled countries together have too few expected organisations. */
  readonly stated?: Share;
  readonly present?: Share;
  /** Multiples of `EFFORT_STEP`, within half of it from the stated sum. */
  readonly fieldVisits?: number;
  readonly staffDays?: number;
};

/** With fewer organisations, a share would describe a single organisation, or expose one of two organisations to the other. */
export const MIN_ORGANISATIONS = 3;
/**
 * Minimum number of organisations that must be left when a known part is subtracted. An organisation knows its own report, and a
 * node knows the reports of its country.
 */
const MIN_UNKNOWN_ORGANISATIONS = MIN_ORGANISATIONS - 1;

/** Limit for a country and month. A larger sum cannot be real field work, and events cannot contain arbitrarily large sums. */
const MAX_EFFORT = 1_000_000;

/**
 * The p% rule of statistical disclosure control (Hundepool et al., Statistical Disclosure Control, 2012, section 4.2.2): after a
 * known part is subtracted, no figure of another organisation may be known more precisely than this share of the figure.
 */
const P_PERCENT = 0.1;

/** Omits countries without expected organisations. The result does not depend on the number of any single organisation. */
export function completenessOf(countries: readonly CountryActivity[]): Completeness[] {
  const reporting = countries.filter(({ expected }) => expected.size > 0);
  const alone = reporting.filter(({ expected }) => expected.size >= MIN_ORGANISATIONS);
  const few = reporting.filter(({ expected }) => expected.size < MIN_ORGANISATIONS);
  return [...alone.map((one) => summarise([one])), ...(few.length > 0 ? [summarise(few)] : [])];
}

function summarise(countries: readonly CountryActivity[]): Completeness {
  const names = { countries: countries.map(({ country }) => country) };
  if (areTooFew(countries)) return names;
  // An organisation that is expected in two of the countries counts twice.
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

/** Whether a share would expose the report of one organisation. */
function areTooFew(countries: readonly CountryActivity[]): boolean {
  const expectedIn = (some: readonly CountryActivity[]) =>
    new Set(some.flatMap(({ expected }) => [...expected])).size;
  if (expectedIn(countries) < MIN_ORGANISATIONS) return true;
  // The node of a single country knows all of the country's reports anyway.
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
  const total = sum(figures.map(({ value }) => value));
  return canPublishSum(figures, countries) && total <= MAX_EFFORT
    ? { [figure]: roundToEffortStep(total) }
    : {};
}

/** Whether a sum can be published without exposing the figure of an organisation to another one. */
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
    const rest = sum(others);
    // The unknown figures must be above 0. If all were 0, an organisation that stated 0 would know them exactly.
    return rest > 0 && rest >= P_PERCENT * most;
  });
}

function sumsByOrganisation(figures: readonly Figure[]): number[] {
  const sums = new Map<number, number>();
  for (const { organisation, value } of figures)
    sums.set(organisation, (sums.get(organisation) ?? 0) + value);
  return [...sums.values()];
}

const roundToEffortStep = (total: number): number => Math.round(total / EFFORT_STEP) * EFFORT_STEP;

/** Completeness as in a release event. Shares are numbers; 0 means not published. */
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

/** The inverse of `completenessEventOf`. An unknown share is read as not published. */
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
