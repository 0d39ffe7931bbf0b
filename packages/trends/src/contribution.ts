import { dateOf, isCountedByWeek, isoMonth, isoWeek, isoYear } from '@waylight/calendar';
import { DatePrecision, Layer, ShareWith } from '@waylight/contracts/incident';
import { codeByNumber, typeGroupOf } from '@waylight/taxonomy';
import {
  base127Digits,
  type CellCoordinates,
  coordinatesOfIncident,
  encodeCoordinates,
  type NarrowestAudience,
} from './coordinates.ts';
import type { CountedEvent, CountedIncident } from './counted-event.ts';

/**
 * The cells that a report adds to. The last applied contribution of a report is stored under its reference. So a later revision
 * subtracts exactly this contribution, even if the code book or this program has changed.
 */
export type Contribution = {
  /** The revision that was applied. Events with this revision or an earlier one are dropped. */
  readonly revision: number;
  /** The cells in which the report is counted; undefined after a retraction. */
  readonly placement: CellPlacement | undefined;
};

export type CellPlacement = {
  /**
   * "o2025-03" (occurred in that month) or "o2025" (month unknown). Buckets of the public record begin with "p", so that exact and
   * protected counts never share a bucket.
   */
  readonly bucket: string;
  readonly field: string;
  /** The cell by week of receipt; undefined if the report counts in no week. See `isCountedByWeek`. */
  readonly received: ReceivedPlacement | undefined;
  readonly victims: number;
};

export type ReceivedPlacement = {
  /** Such as "r2025-W10": received in that week. */
  readonly bucket: string;
  readonly field: string;
};

/** The counts of a cell. Each unit is counted independently of the others. */
export type CellValue = { readonly reports: number; readonly incidents: number; readonly victims: number };

/** Returns the contribution of a single event. `narrowest` is COUNTRY for events on the log, and ORGANISATION in a ledger. */
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
      received: receivedPlacement(event, incident, coordinates),
      victims: incident.victims ?? 0,
    },
  };
}

function receivedPlacement(
  { firstReceivedDay }: CountedEvent,
  { occurredDay, datePrecision }: CountedIncident,
  coordinates: CellCoordinates,
): ReceivedPlacement | undefined {
  const knownDay = datePrecision === DatePrecision.DAY ? occurredDay : undefined;
  if (!isCountedByWeek(knownDay, firstReceivedDay)) return undefined;
  return { bucket: receivedBucket(firstReceivedDay), field: encodeReceivedField(coordinates) };
}

/** Caches labels, because a region has few days and many events. The cache is cleared at 10,000 days, so that its size is limited. */
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

/** Encodes a field of the second cube, which weekly tables need: type group × shareWith × layer × organisation. */
function encodeReceivedField(c: CellCoordinates): string {
  return String.fromCharCode(
    c.layer + 1,
    typeGroupNumber(c.type) + 1,
    c.shareWith + 1,
    ...base127Digits(c.organisation),
  );
}

const RECEIVED_LENGTH = 5;

/** The coordinates of a cell by week of receipt, as numbers of the code book. */
export type ReceivedCoordinates = {
  readonly layer: number;
  readonly typeGroup: number;
  readonly shareWith: number;
  readonly organisation: number;
};

/** The inverse of `encodeReceivedField`. */
export function decodeReceivedCoordinates(field: string): ReceivedCoordinates {
  const at = (i: number) => field.charCodeAt(i) - 1;
  return {
    layer: at(0),
    typeGroup: at(1),
    shareWith: at(2),
    organisation: at(3) * 127 + at(4),
  };
}

const groups = new Map<number, number>();

/** Returns the number of the type group of an incident type, which is given by its number. */
export function typeGroupNumber(type: number): number {
  let group = groups.get(type);
  if (group === undefined) {
    group = typeGroupOf(codeByNumber('incidentType', type)?.id ?? 'unknown').number;
    groups.set(type, group);
  }
  return group;
}

/** Calls `visit` once for each cell of a contribution. Aggregation counts cached cells instead, in `evolve-batch.ts`. */
export function forEachCell(
  contribution: Contribution,
  visit: (bucket: string, field: string, victims: number) => void,
): void {
  const { placement } = contribution;
  if (placement === undefined) return;
  visit(placement.bucket, placement.field, placement.victims);
  const { received } = placement;
  if (received !== undefined) visit(received.bucket, received.field, placement.victims);
}

/** Encodes a cell as "reports incidents victims". Returns undefined if all counts are zero, because such a cell is not stored. */
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

/**
 * Encodes a contribution as ASCII: revision, buckets and victims separated by blanks, then the two fields. The second field has a
 * fixed length. Its bucket is empty if the report counts in no week; then there is no second field.
 */
export function encodeContribution(contribution: Contribution): string {
  const { revision, placement } = contribution;
  if (placement === undefined) return String(revision);
  const { bucket, field, received, victims } = placement;
  return `${revision} ${bucket} ${received?.bucket ?? ''} ${victims} ${field}${received?.field ?? ''}`;
}

export function decodeContribution(text: string): Contribution {
  const a = text.indexOf(' ');
  if (a === -1) return { revision: Number(text), placement: undefined };
  const b = text.indexOf(' ', a + 1);
  const c = text.indexOf(' ', b + 1);
  const d = text.indexOf(' ', c + 1);
  const receivedBucket = text.slice(b + 1, c);
  const e = receivedBucket === '' ? text.length : text.length - RECEIVED_LENGTH;
  return {
    revision: Number(text.slice(0, a)),
    placement: {
      bucket: text.slice(a + 1, b),
      victims: Number(text.slice(c + 1, d)),
      field: text.slice(d + 1, e),
      received: receivedBucket === '' ? undefined : { bucket: receivedBucket, field: text.slice(e) },
    },
  };
}

/** Whether a bucket contains cells of the public record. */
export function isPublicRecordBucket(bucket: string): boolean {
  return bucket.startsWith('p');
}

/** Whether an event belongs to the public record, which is published exactly. */
export function isPublicRecord(event: CountedEvent): boolean {
  return event.layer === Layer.PUBLIC_RECORD;
}
