import type { ActivityEvent } from '@waylight/contracts/activity';
import { Country } from '@waylight/contracts/incident';
import { releaseMonthDays, releaseMonthOf, releasePeriodsOverlapping } from '@waylight/disclosure-control';

/**
 * What an activity record adds to the cells of completeness. Its reference keeps the one that was last applied, so that what is said
 * next takes it back exactly, whatever this program has become since.
 */
export type ActivityContribution = {
  /** The revision that was applied last. */
  readonly revision: number;
  /** Where it counts; undefined after a retraction, and where it is about another country than the node's. */
  readonly counted: CountedActivity | undefined;
};

export type CountedActivity = {
  /** Number of the country. */
  readonly country: number;
  /** The organisation's number in the registry. */
  readonly organisation: number;
  /** Months of release that it speaks of, oldest first, such as "2025-03". */
  readonly months: readonly string[];
  readonly present: boolean;
  /** Over all of the months; undefined where it was not stated. */
  readonly fieldVisits: number | undefined;
  readonly staffDays: number | undefined;
};

/** What the records of one organisation say together of a month and country. */
export type ActivityCell = {
  readonly records: number;
  readonly present: number;
  /** Records that stated visits, and visits. */
  readonly visitsStated: number;
  readonly visits: number;
  readonly daysStated: number;
  readonly days: number;
};

export const EMPTY_ACTIVITY: ActivityCell = {
  records: 0,
  present: 0,
  visitsStated: 0,
  visits: 0,
  daysStated: 0,
  days: 0,
};

/** The contribution of one event by itself: a node speaks of its own country. */
export function activityContributionOf(event: ActivityEvent): ActivityContribution {
  const { revision, organisation, node } = event;
  if (event.change?.$case !== 'activity') return { revision, counted: undefined };
  const { fromDay, toDay, present, fieldVisits, staffDays, country: stated } = event.change.value;
  // Where none is stated it was in the node's own. Of another a node could claim what it likes, and hide a silence there.
  const isOwn = stated === node || stated === Country.UNSPECIFIED || stated === Country.UNKNOWN;
  if (!isOwn) return { revision, counted: undefined };
  const months = monthsCovered(fromDay, toDay);
  return { revision, counted: { country: node, organisation, months, present, fieldVisits, staffDays } };
}

/**
 * The months of release of which a record speaks: each of which it covers at least half, and the one in which its middle lies. A calendar month
 * hangs over into two other months of release, and says nothing of those.
 */
export function monthsCovered(fromDay: number, toDay: number): string[] {
  const middle = releaseMonthOf(Math.floor((fromDay + toDay) / 2));
  return releasePeriodsOverlapping('month', { fromDay, toDay }).filter((month) => {
    const days = releaseMonthDays(month);
    const covered = Math.min(toDay, days.toDay) - Math.max(fromDay, days.fromDay) + 1;
    return month === middle || 2 * covered >= days.toDay - days.fromDay + 1;
  });
}

/** Adds (`sign` 1) or takes back (`sign` -1) what a contribution counts. Calls `add` once per cell. */
export function eachActivityDelta(
  counted: CountedActivity | undefined,
  sign: 1 | -1,
  add: (bucket: string, field: string, delta: ActivityCell) => void,
): void {
  counted?.months.forEach((month, at) => {
    const part = (whole: number | undefined) => sign * shareOf(whole ?? 0, at, counted.months.length);
    add(activityBucket(month), activityField(counted), {
      records: sign,
      present: counted.present ? sign : 0,
      visitsStated: counted.fieldVisits === undefined ? 0 : sign,
      visits: part(counted.fieldVisits),
      daysStated: counted.staffDays === undefined ? 0 : sign,
      days: part(counted.staffDays),
    });
  });
}

/** One of `of` parts that differ by one at most and add up. */
const shareOf = (whole: number, at: number, of: number): number =>
  Math.floor((whole * (at + 1)) / of) - Math.floor((whole * at) / of);

/** "a2025-03": apart from the buckets of reports, so that no table ever counts one for the other. */
export const activityBucket = (month: string): string => `a${month}`;

export const activityField = ({
  country,
  organisation,
}: Pick<CountedActivity, 'country' | 'organisation'>): string => `${country} ${organisation}`;

export function readActivityField(field: string): Pick<CountedActivity, 'country' | 'organisation'> {
  const [country, organisation] = field.split(' ').map(Number);
  return { country: country ?? 0, organisation: organisation ?? 0 };
}

export function addActivity(a: ActivityCell, b: ActivityCell): ActivityCell {
  return {
    records: a.records + b.records,
    present: a.present + b.present,
    visitsStated: a.visitsStated + b.visitsStated,
    visits: a.visits + b.visits,
    daysStated: a.daysStated + b.daysStated,
    days: a.days + b.days,
  };
}

/** As it is stored: six numbers apart by blanks; null for a cell of no record, which is no cell. */
export function encodeActivityCell(cell: ActivityCell): string | null {
  const { records, present, visitsStated, visits, daysStated, days } = cell;
  return records === 0 ? null : [records, present, visitsStated, visits, daysStated, days].join(' ');
}

export function decodeActivityCell(text: string | null): ActivityCell {
  if (text === null) return EMPTY_ACTIVITY;
  const [records = 0, present = 0, visitsStated = 0, visits = 0, daysStated = 0, days = 0] = text
    .split(' ')
    .map(Number);
  return { records, present, visitsStated, visits, daysStated, days };
}

/** ASCII, parts apart by blanks: revision, country, organisation, whether present, visits, days ("-": not stated), months. */
export function encodeActivityContribution({ revision, counted }: ActivityContribution): string {
  if (counted === undefined) return String(revision);
  const { country, organisation, present, fieldVisits, staffDays, months } = counted;
  const figures = [fieldVisits ?? '-', staffDays ?? '-'];
  return [revision, country, organisation, present ? 1 : 0, ...figures, ...months].join(' ');
}

export function decodeActivityContribution(text: string): ActivityContribution {
  const [revision, country, organisation, present, visits, days, ...months] = text.split(' ');
  if (country === undefined) return { revision: Number(revision), counted: undefined };
  return {
    revision: Number(revision),
    counted: {
      country: Number(country),
      organisation: Number(organisation),
      months,
      present: present === '1',
      fieldVisits: parseFigure(visits),
      staffDays: parseFigure(days),
    },
  };
}

const parseFigure = (text: string | undefined): number | undefined =>
  text === undefined || text === '-' ? undefined : Number(text);
