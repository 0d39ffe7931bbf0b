import { dateOf, isoMonth, isoWeek, isoYear } from '@waylight/calendar';
import { DatePrecision, Layer, ShareWith } from '@waylight/contracts/incident';
import { codeByNumber, typeGroupOf } from '@waylight/taxonomy';
import {
  base127Digits,
  type CellCoordinates,
  coordinatesOfIncident,
  encodeCoordinates,
  type NarrowestAudience,
} from './coordinates.ts';
import type { CountedEvent } from './counted-event.ts';

/**
 * What a report adds to the cells. Every reference keeps the one that was last applied, so that a later revision
 * takes it back exactly, whatever the code book or this program has become since.
 */
export type Contribution = {
  /** The revision that was applied; what is not newer is dropped. */
  readonly revision: number;
  /** Where it counts; undefined after a retraction. */
  readonly placement: CellPlacement | undefined;
};

export type CellPlacement = {
  /**
   * "o2025-03" (occurred in that month) or "o2025" (month unknown). Those of the public record begin with "p", so
   * that what leaves exactly never lies in one place with what does not.
   */
  readonly bucket: string;
  readonly field: string;
  /** "r2025-W10": received in that week. */
  readonly receivedBucket: string;
  readonly receivedField: string;
  readonly victims: number;
};

/** What a cell holds: each unit is counted on its own. */
export type CellValue = { readonly reports: number; readonly incidents: number; readonly victims: number };

/** The contribution of one event by itself; of one on the log, unless it is said to lie in a ledger. */
export function contributionOf(
  event: CountedEvent,
  narrowest: NarrowestAudience = ShareWith.COUNTRY,
): Contribution {
  if (event.change?.$case !== 'incident') return { revision: event.revision, placement: undefined };
  const incident = event.change.value;
  const yearOnly = incident.datePrecision === DatePrecision.YEAR;
  const coordinates = coordinatesOfIncident(event, incident, dateOf(incident.occurredDay).day, narrowest);
  return {
    revision: event.revision,
    placement: {
      bucket: isPublicRecord(event)
        ? `p${yearOnly ? isoYear(incident.occurredDay) : isoMonth(incident.occurredDay)}`
        : yearOnly
          ? `o${isoYear(incident.occurredDay)}`
          : occurredBucket(incident.occurredDay),
      field: encodeCoordinates(coordinates),
      receivedBucket: receivedBucket(event.firstReceivedDay),
      receivedField: encodeReceivedField(coordinates),
      victims: incident.victims ?? 0,
    },
  };
}

/** Labels of days, kept because a region's days are few and events are many; emptied before it can grow. */
function cacheLabels(label: (day: number) => string): (day: number) => string {
  const labels = new Map<number, string>();
  return (day) => {
    let text = labels.get(day);
    if (text === undefined) {
      if (labels.size > 10_000) labels.clear();
      text = label(day);
      labels.set(day, text);
    }
    return text;
  };
}

const occurredBucket = cacheLabels((day) => `o${isoMonth(day)}`);
const receivedBucket = cacheLabels((day) => `r${isoWeek(day)}`);

/**
 * The second, small cube (received week × country × type group × shareWith × layer × organisation) feeds the weekly tables.
 */
function encodeReceivedField(c: CellCoordinates): string {
  return String.fromCharCode(
    c.layer + 1,
    c.country + 1,
    typeGroupNumber(c.type) + 1,
    c.shareWith + 1,
    ...base127Digits(c.organisation),
  );
}

const RECEIVED_LENGTH = 6;

/** The coordinates of a cell by week of receipt, as numbers of the code book. */
export type ReceivedCoordinates = {
  readonly layer: number;
  readonly country: number;
  readonly typeGroup: number;
  readonly shareWith: number;
  readonly organisation: number;
};

/** What a field of a week of receipt says. */
export function decodeReceivedCoordinates(field: string): ReceivedCoordinates {
  const at = (i: number) => field.charCodeAt(i) - 1;
  return {
    layer: at(0),
    country: at(1),
    typeGroup: at(2),
    shareWith: at(3),
    organisation: at(4) * 127 + at(5),
  };
}

const groups = new Map<number, number>();

/** The group of an incident type, both by number. */
export function typeGroupNumber(type: number): number {
  let group = groups.get(type);
  if (group === undefined) {
    group = typeGroupOf(codeByNumber('incidentType', type)?.id ?? 'unknown').number;
    groups.set(type, group);
  }
  return group;
}

/**
 * Applies one event to what its reference contributed before. `unchanged` where the event is not newer, which is
 * what makes redelivery, reordering and duplicates harmless.
 */
export function evolve(previous: Contribution | undefined, event: CountedEvent): Contribution | 'unchanged' {
  if (previous !== undefined && event.revision <= previous.revision) return 'unchanged';
  return contributionOf(event);
}

/** Adds (`sign` 1) or takes back (`sign` -1) what a contribution counts. Calls `add` once per cell. */
export function forEachDelta(
  contribution: Contribution | undefined,
  sign: 1 | -1,
  add: (bucket: string, field: string, count: number, victims: number) => void,
): void {
  const placement = contribution?.placement;
  if (placement === undefined) return;
  add(placement.bucket, placement.field, sign, sign * placement.victims);
  add(placement.receivedBucket, placement.receivedField, sign, sign * placement.victims);
}

/** What a cell holds, as it is stored: "reports incidents victims"; undefined for a cell at zero, which is no cell. */
export function encodeCell(value: CellValue): string | undefined {
  if (value.reports === 0 && value.incidents === 0 && value.victims === 0) return undefined;
  return `${value.reports} ${value.incidents} ${value.victims}`;
}

export const EMPTY_CELL: CellValue = { reports: 0, incidents: 0, victims: 0 };

export function decodeCell(text: string): CellValue {
  const first = text.indexOf(' ');
  const second = text.indexOf(' ', first + 1);
  return {
    reports: Number(text.slice(0, first)),
    incidents: Number(text.slice(first + 1, second)),
    victims: Number(text.slice(second + 1)),
  };
}

/** ASCII: revision, buckets and victims apart by blanks, then the two fields, of which the second has a fixed length. */
export function encodeContribution(contribution: Contribution): string {
  const { revision, placement } = contribution;
  if (placement === undefined) return String(revision);
  return `${revision} ${placement.bucket} ${placement.receivedBucket} ${placement.victims} ${placement.field}${placement.receivedField}`;
}

export function decodeContribution(text: string): Contribution {
  const a = text.indexOf(' ');
  if (a === -1) return { revision: Number(text), placement: undefined };
  const b = text.indexOf(' ', a + 1);
  const c = text.indexOf(' ', b + 1);
  const d = text.indexOf(' ', c + 1);
  const e = text.length - RECEIVED_LENGTH;
  return {
    revision: Number(text.slice(0, a)),
    placement: {
      bucket: text.slice(a + 1, b),
      receivedBucket: text.slice(b + 1, c),
      victims: Number(text.slice(c + 1, d)),
      field: text.slice(d + 1, e),
      receivedField: text.slice(e),
    },
  };
}

/** Whether a bucket holds cells of the public record. */
export function isPublicRecordBucket(bucket: string): boolean {
  return bucket.startsWith('p');
}

/** Whether an event belongs to the public record, which leaves exact. */
export function isPublicRecord(event: CountedEvent): boolean {
  return event.layer === Layer.PUBLIC_RECORD;
}
