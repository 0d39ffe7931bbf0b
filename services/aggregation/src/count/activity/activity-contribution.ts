import { isoMonth, periodDays, periodsOverlapping } from '@waylight/calendar';
import type { ActivityEvent } from '@waylight/contracts/activity';
import { Country } from '@waylight/contracts/incident';

/**
 * Contribution of an activity report to the cells of completeness. The store keeps the last contribution that
 * was applied. So the next record subtracts exactly this contribution, even after a change of this program.
 */
export type ActivityContribution = ActivityRevision & {
  /** Undefined after a retraction, and for a country other than the country of the node. */
  readonly counted: CountedActivity | undefined;
};

export type CountedActivity = {
  /** Number of the country. */
  readonly country: number;
  /** The organisation's number in the registry. */
  readonly organisation: number;
  /** Months that the record covers, oldest first, such as "2025-03". */
  readonly months: readonly string[];
  readonly present: boolean;
  /** Sum over all these months; undefined if not stated. */
  readonly fieldVisits: number | undefined;
  readonly staffDays: number | undefined;
};

/** Sum of the records of one organisation for a month and country. */
export type ActivityCell = {
  readonly records: number;
  readonly present: number;
  /** Number of records that state field visits, and the sum of these visits. */
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

/** Identifies the state of an activity report. A later start of the ledger makes every revision newer. */
export type ActivityRevision = Pick<ActivityEvent, 'start' | 'revision'>;

/** Returns a positive number if `a` is newer than `b`, and 0 if both are the same. */
export function compareActivity(a: ActivityRevision, b: ActivityRevision): number {
  return a.start === b.start ? a.revision - b.revision : a.start > b.start ? 1 : -1;
}

/** Contribution of one event. A node's records count only for its own country. */
export function activityContributionOf(event: ActivityEvent): ActivityContribution {
  const { start, revision, organisation, node } = event;
  if (event.change?.$case !== 'activity') return { start, revision, counted: undefined };
  const { fromDay, toDay, present, fieldVisits, staffDays, country: stated } = event.change.value;
  // A record without a country counts for the node's country. A record for another country does not count:
  // otherwise a node could claim activity there and hide that the country is silent.
  const isOwn = stated === node || stated === Country.UNSPECIFIED || stated === Country.UNKNOWN;
  if (!isOwn) return { start, revision, counted: undefined };
  const months = monthsCovered(fromDay, toDay);
  const counted = { country: node, organisation, months, present, fieldVisits, staffDays };
  return { start, revision, counted };
}

/**
 * Months of a record: those of which it covers at least half, and the month of its middle day.
 */
export function monthsCovered(fromDay: number, toDay: number): string[] {
  const middle = isoMonth(Math.floor((fromDay + toDay) / 2));
  return periodsOverlapping('month', { fromDay, toDay }).filter((month) => {
    const days = periodDays('month', month);
    const covered = Math.min(toDay, days.toDay) - Math.max(fromDay, days.fromDay) + 1;
    return month === middle || 2 * covered >= days.toDay - days.fromDay + 1;
  });
}

/** Adds (`sign` 1) or subtracts (`sign` -1) a contribution. Calls `add` once per cell. */
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

/** Returns one of `of` parts of `whole`. The parts differ by at most one and add up to `whole`. */
const shareOf = (whole: number, at: number, of: number): number =>
  Math.floor((whole * (at + 1)) / of) - Math.floor((whole * at) / of);

/**
 * Bucket such as "a2025-03". Its prefix differs from buckets of reports, so that no table counts activity.
 */
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

/** Stored form: six numbers separated by spaces. A cell without records is null and is deleted. */
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

/**
 * ASCII text, separated by spaces: revision and start, such as "2@1764633600000" (without a start "2"),
 * country, organisation, presence, visits, days ("-" if not stated), months.
 */
export function encodeActivityContribution({ start, revision, counted }: ActivityContribution): string {
  const state = start === 0n ? String(revision) : `${revision}@${start}`;
  if (counted === undefined) return state;
  const { country, organisation, present, fieldVisits, staffDays, months } = counted;
  const figures = [fieldVisits ?? '-', staffDays ?? '-'];
  return [state, country, organisation, present ? 1 : 0, ...figures, ...months].join(' ');
}

export function decodeActivityContribution(text: string): ActivityContribution {
  const [state = '', country, organisation, present, visits, days, ...months] = text.split(' ');
  const [revision, start = 0] = state.split('@');
  const applied = { start: BigInt(start), revision: Number(revision) };
  if (country === undefined) return { ...applied, counted: undefined };
  return {
    ...applied,
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
