import { dayNumber } from '@waylight/calendar';
import type { ActivityEvent } from '@waylight/contracts/activity';
import { type CountedIncident, LARGEST_NUMBER } from '@waylight/trends';
import type { DecodedEvent } from './fast-decode-event.ts';
import { INCOMPLETE, KEY_MISMATCH, OUT_OF_RANGE, type Poison, WRONG_NODE } from './poison.ts';

export const REFERENCE_BYTES = 16;

/** Days that an event may name. Fixed, and not drawn from a clock: a rebuild must judge as the first reading did. */
const FIRST_DAY = dayNumber(1990, 1, 1);
const LAST_DAY = dayNumber(2100, 1, 1);

/** What an event on the topic of a node must have for it to be counted; undefined where nothing is wrong. */
export function checkEvent(event: DecodedEvent, key: Uint8Array | null, node: number): Poison | undefined {
  return (
    checkEnvelope(event, event.reportReference, key, node) ??
    (event.change?.$case === 'incident' ? checkIncident(event.change.value) : undefined)
  );
}

/** The same of an activity record. */
export function checkActivity(
  event: ActivityEvent,
  key: Uint8Array | null,
  node: number,
): Poison | undefined {
  const poison = checkEnvelope(event, event.activityReference, key, node);
  if (poison !== undefined || event.change?.$case !== 'activity') return poison;
  const { fromDay, toDay, fieldVisits = 0, staffDays = 0 } = event.change.value;
  const isPeriod = isDay(fromDay) && isDay(toDay) && toDay >= fromDay && toDay - fromDay < MOST_DAYS;
  return isPeriod && fieldVisits <= LARGEST_FIGURE && staffDays <= LARGEST_FIGURE ? undefined : OUT_OF_RANGE;
}

/** Nodes take no longer period: one record would speak of so many months. */
const MOST_DAYS = 366;
/** Nor larger figures. */
const LARGEST_FIGURE = 1_000_000;

type Envelope = Pick<DecodedEvent, 'revision' | 'node' | 'firstReceivedDay' | 'organisation'> & {
  readonly change?: unknown;
};

function checkEnvelope(
  event: Envelope,
  reference: Uint8Array,
  key: Uint8Array | null,
  node: number,
): Poison | undefined {
  if (reference.length !== REFERENCE_BYTES || event.revision < 1 || event.change === undefined)
    return INCOMPLETE;
  if (key === null || !areBytesEqual(key, reference)) return KEY_MISMATCH;
  if (event.node !== node) return WRONG_NODE;
  if (!isDay(event.firstReceivedDay)) return OUT_OF_RANGE;
  // Its number is part of each cell's name, which has two characters for it.
  if (event.organisation < 1 || event.organisation > LARGEST_NUMBER) return OUT_OF_RANGE;
  return undefined;
}

function checkIncident(incident: CountedIncident): Poison | undefined {
  return isDay(incident.occurredDay) ? undefined : OUT_OF_RANGE;
}

const isDay = (day: number): boolean => day >= FIRST_DAY && day <= LAST_DAY;

function areBytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
