import { ReportEvent } from '@waylight/contracts/incident';
import type { LogRecord } from '@waylight/event-log';
import { checkEvent, REFERENCE_BYTES } from './check-event.ts';
import { type DecodedEvent, fastDecodeEvent } from './fast-decode-event.ts';
import { referenceText } from './partition-summary.ts';
import { isPoison, type Poison, UNREADABLE } from './poison.ts';

/** A message that cannot be counted, with the reference of its key. */
export type RefusedRecord = {
  readonly record: LogRecord;
  readonly poison: Poison;
  readonly reference: string | undefined;
};

export type AcceptedEvent<Event> = {
  readonly event: Event;
  readonly offset: number;
  /** Offset of the last record of the reference. */
  lastOffset: number;
  /** True if the last record contains an older revision than `event`. */
  isLastOlder: boolean;
};

/** A record whose value is null. It makes the log forget a reference. */
type Tombstone = { readonly key: Uint8Array; readonly offset: number };

export type SortedRecords = SortedEvents<DecodedEvent>;

export type SortedEvents<Event> = {
  /** The newest revision of each reference after its last tombstone. */
  readonly newest: ReadonlyMap<string, AcceptedEvent<Event>>;
  /** The last tombstone of each reference. Compaction forgets earlier records of the reference, and so does the store. */
  readonly tombstones: ReadonlyMap<string, Tombstone>;
  readonly refused: readonly RefusedRecord[];
};

/** Decodes and checks records of a topic of reports. */
export function sortRecords(records: readonly LogRecord[], node: number): SortedRecords {
  return sortEvents(records, {
    read: (value, key) => {
      const event = fastDecodeEvent(value, key) ?? decodeOrRefuse(() => ReportEvent.decode(value));
      return isPoison(event) ? event : (checkEvent(event, key, node) ?? event);
    },
    referenceIn: (event) => event.reportReference,
    compare: (a, b) => a.revision - b.revision,
  });
}

/** Omits the decoder's error, which may quote the message. */
export function decodeOrRefuse<Event extends object>(decode: () => Event): Event | Poison {
  try {
    return decode();
  } catch {
    return UNREADABLE;
  }
}

export type EventReader<Event> = {
  /** Returns the event that the value contains, or the reason why it cannot be counted. */
  readonly read: (value: Uint8Array, key: LogRecord['key']) => Event | Poison;
  readonly referenceIn: (event: Event) => Uint8Array;
  /** Returns a positive number if `a` is newer than `b`, and 0 if both contain the same revision. */
  readonly compare: (a: Event, b: Event) => number;
};

/** Keeps at most one event of each reference. */
export function sortEvents<Event extends object>(
  records: readonly LogRecord[],
  { read, referenceIn, compare }: EventReader<Event>,
): SortedEvents<Event> {
  const newest = new Map<string, AcceptedEvent<Event>>();
  const tombstones = new Map<string, Tombstone>();
  const refused: RefusedRecord[] = [];
  for (const record of records) {
    const { key, value, offset } = record;
    if (value === null) {
      const reference = referenceOf(key);
      if (key === null || reference === undefined) continue;
      newest.delete(reference);
      tombstones.set(reference, { key, offset });
      continue;
    }
    const event = read(value, key);
    if (isPoison(event)) {
      refused.push({ record, poison: event, reference: referenceOf(key) });
      continue;
    }
    const reference = referenceText(referenceIn(event));
    const other = newest.get(reference);
    const order = other === undefined ? 1 : compare(event, other.event);
    if (other === undefined || order > 0) {
      newest.set(reference, { event, offset, lastOffset: offset, isLastOlder: false });
    } else {
      other.lastOffset = offset;
      other.isLastOlder = order < 0;
    }
  }
  return { newest, tombstones, refused };
}

function referenceOf(key: Uint8Array | null): string | undefined {
  return key?.length === REFERENCE_BYTES ? referenceText(key) : undefined;
}
