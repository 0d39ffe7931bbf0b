import { daysOf, periodKindOf, periodsWithin } from '@waylight/calendar';
import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import {
  type Audience,
  type Completeness,
  completenessFrom,
  mayRead,
  needsApproval,
  type Share,
} from '@waylight/disclosure-control';
import { type CountryReporting, lowestShare } from '../verdict/judge.ts';
import type { KnownRelease, ReleasedSnapshot } from './released-snapshot.ts';

/** Reporting of every country in one period. */
export type Reporting = {
  readonly byCountry: ReadonlyMap<string, CountryReporting>;
  /** Completeness of each month of the period. */
  readonly months: readonly (readonly Completeness[])[];
  /** The same text for the same content. */
  readonly key: string;
};

/** Undefined where completeness is not published: for weeks, and for periods with a month without it. */
export type ReportingOf = (period: string) => Reporting | undefined;

const NOT_PUBLISHED: ReportingOf = () => undefined;

const cache = new WeakMap<ReleasedSnapshot, Map<Audience, ReportingOf>>();

/**
 * Reporting by period as this audience may know it. Authorities and the public may not. It depends only on releases that need
 * no approval, so it is computed once for a snapshot and an audience.
 */
export function reportingFor(snapshot: ReleasedSnapshot, audience: Audience): ReportingOf {
  if (needsApproval(audience)) return NOT_PUBLISHED;
  const byAudience = cache.get(snapshot) ?? new Map<Audience, ReportingOf>();
  cache.set(snapshot, byAudience);
  const before = byAudience.get(audience);
  if (before !== undefined) return before;
  const created = createReporting(snapshot.releases, audience);
  byAudience.set(audience, created);
  return created;
}

function createReporting(releases: readonly KnownRelease[], audience: Audience): ReportingOf {
  const months = new Map<string, readonly Completeness[]>();
  for (const { event } of releases) {
    const of = audienceOrNarrowest(event.audience);
    // Completeness is the same for each audience.
    if (event.completeness.length > 0 && mayRead(audience, of) && !needsApproval(of))
      months.set(event.period, event.completeness.map(completenessFrom));
  }
  const periods = new Map<string, Reporting | undefined>();
  return (period) => {
    if (!periods.has(period)) periods.set(period, combineMonths(period, months));
    return periods.get(period);
  };
}

function combineMonths(
  period: string,
  released: ReadonlyMap<string, readonly Completeness[]>,
): Reporting | undefined {
  const kind = periodKindOf(period);
  if (kind === undefined || kind === 'week') return undefined;
  const months = periodsWithin('month', kind, period).map((month) => released.get(month));
  const published = months.filter((one) => one !== undefined);
  if (published.length === 0 || published.length < months.length) return undefined;
  const countries = new Set(published.flatMap((month) => month.flatMap((one) => one.countries)));
  const byCountry = new Map(
    [...countries].sort().map((country) => [country, reportingOf(country, published)] as const),
  );
  return { byCountry, months: published, key: JSON.stringify([...byCountry]) };
}

function reportingOf(country: string, months: readonly (readonly Completeness[])[]): CountryReporting {
  const shares = months.map(
    (entries) => entries.find(({ countries }) => countries.includes(country))?.stated,
  );
  const published = shares.filter((share) => share !== undefined);
  return {
    isSilent: published.includes('none'),
    share: published.length < shares.length ? undefined : lowestShare(published),
  };
}

/** Silence of a number that counts these countries; undefined where reporting is not known. */
export function silenceOf(
  reporting: Reporting | undefined,
  countries: readonly string[],
): 'own' | 'part' | 'none' | undefined {
  if (reporting === undefined) return undefined;
  const entries = countries.map((country) => reporting.byCountry.get(country));
  const silent = entries.filter((one) => one?.isSilent === true);
  if (silent.length > 0) return silent.length === countries.length ? 'own' : 'part';
  return entries.every((one) => one?.share !== undefined) ? 'none' : undefined;
}

/** The lowest share of these countries, without silent ones if there are others. Undefined if one is not known. */
export function lowestShareOf(
  reporting: Reporting | undefined,
  countries: readonly string[],
): Share | undefined {
  if (silenceOf(reporting, countries) === 'own') return 'none';
  const entries = countries.map((country) => reporting?.byCountry.get(country));
  const shares = entries.filter((one) => one?.isSilent !== true).map((one) => one?.share);
  const known = shares.filter((share) => share !== undefined);
  return known.length < shares.length ? undefined : lowestShare(known);
}

const SEGMENT = /^(?<from>[A-Z]{2})-(?<to>[A-Z]{2})(?:\.|$)/;
const AREA = /^(?:elsewhere-in-)?(?<country>[A-Z]{2})(?:-|$)/;

/** True for a segment between two countries; false for places away from borders, or at others. */
export const isBetweenCountries = (segment: string): boolean => SEGMENT.test(segment);

/**
 * The reporting countries whose incidents a number with these codes counts. An incident at a border lies in the country of
 * either end. A number without a place counts every country. `all` are the reporting countries.
 */
export function countedCountries(
  codes: Readonly<Record<string, string>>,
  all: readonly string[],
): readonly string[] {
  const { country, segment = '', area } = codes;
  const ends = SEGMENT.exec(segment)?.groups;
  const lists = [
    country === undefined ? all : [country],
    ends === undefined ? all : [ends.from, ends.to],
    area === undefined ? all : [AREA.exec(area)?.groups?.country],
  ];
  return all.filter((one) => lists.every((list) => list.includes(one)));
}

/** Number of days of a period. @throws RangeError for an id that is none */
export function lengthOf(period: string): number {
  const span = daysOf(period);
  if (span === undefined) throw new RangeError(`${period} is not the id of a period`);
  return span.toDay - span.fromDay + 1;
}
