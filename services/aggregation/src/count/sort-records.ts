import type { LogRecord } from '@waylight/event-log';
import { checkEvent, REFERENCE_BYTES } from './check-event.ts';
import { decodeEvent, isPoison } from './decode-event.ts';
import type { DecodedEvent } from './fast-decode-event.ts';
import { referenceText } from './partition-summary.ts';
import type { Poison } from './poison.ts';

/** A message that can't be counted, and the reference that it seems to be about. */
export type RefusedRecord = {
  readonly record: LogRecord;
  readonly poison: Poison;
  readonly reference: string | undefined;
};

/** An event that can be counted, and where it lies. */
export type AcceptedEvent<Event> = { readonly event: Event; readonly offset: number };

/** A null, and the reference that the log says no more of. */
type Tombstone = { readonly key: Uint8Array; readonly offset: number };

/** Records of a topic, sorted: reports, where nothing else is said. */
export type SortedRecords = SortedEvents<DecodedEvent>;

export type SortedEvents<Event> = {
  /** Per reference the newest revision among the records, older ones would be dropped anyway; or the last, where the last counts. */
  readonly newest: ReadonlyMap<string, AcceptedEvent<Event>>;
  /**
   * References with a null, and where the last lies: compaction forgets what was said of them before, and so does the store. What
   * `newest` has of one came after it.
   */
  readonly tombstones: ReadonlyMap<string, Tombstone>;
  readonly refused: readonly RefusedRecord[];
};

/** Decodes and checks records of one node's topic of reports. */
export function sortRecords(records: readonly LogRecord[], node: number): SortedRecords {
  return sortEvents(records, {
    read: (value, key) => {
      const event = decodeEvent(value, key);
      return isPoison(event) ? event : (checkEvent(event, key, node) ?? event);
    },
    referenceIn: (event) => event.reportReference,
  });
}

export type EventReader<Event> = {
  /** The event in a value, or why it cannot be counted. */
  readonly read: (value: Uint8Array, key: LogRecord['key']) => Event | Poison;
  readonly referenceIn: (event: Event) => Uint8Array;
  /** Whether what comes last counts, as in the compacted log; the newest revision if not given, wherever it lies. */
  readonly lastCounts?: boolean;
};

/** Per reference what a batch says last of it. */
export function sortEvents<Event extends { readonly revision: number }>(
  records: readonly LogRecord[],
  { read, referenceIn, lastCounts = false }: EventReader<Event>,
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
    const isNewer = lastCounts || other === undefined || event.revision > other.event.revision;
    if (isNewer) newest.set(reference, { event, offset });
  }
  return { newest, tombstones, refused };
}

function referenceOf(key: Uint8Array | null): string | undefined {
  return key?.length === REFERENCE_BYTES ? referenceText(key) : undefined;
}
