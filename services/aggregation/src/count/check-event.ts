import { dayNumber } from '@waylight/calendar';
import type { ActivityEvent } from '@waylight/contracts/activity';
import { type CountedIncident, LARGEST_NUMBER } from '@waylight/trends';
import type { DecodedEvent } from './fast-decode-event.ts';
import { INCOMPLETE, KEY_MISMATCH, OUT_OF_RANGE, type Poison, WRONG_NODE } from './poison.ts';

export const REFERENCE_BYTES = 16;

/**
 * Range of days that an event may have. The range does not depend on a clock, so that a rebuild accepts the
 * same events as the first count.
 */
const FIRST_DAY = dayNumber(1990, 1, 1);
const LAST_DAY = dayNumber(2100, 1, 1);
/**
 * Limits of an activity report, which nodes enforce too. A record changes cells for each of its months, so a
 * longer period would change too many.
 */
const MAX_ACTIVITY_DAYS = 366;
const MAX_ACTIVITY_FIGURE = 1_000_000;

/** Returns the reason why an event cannot be counted on the topic of this node; undefined if it can. */
export function checkEvent(event: DecodedEvent, key: Uint8Array | null, node: number): Poison | undefined {
  return (
    checkEnvelope(event, event.reportReference, key, node) ??
    (event.change?.$case === 'incident' ? checkIncident(event.change.value) : undefined)
  );
}

export function checkActivity(
  event: ActivityEvent,
  key: Uint8Array | null,
  node: number,
): Poison | undefined {
  const poison = checkEnvelope(event, event.activityReference, key, node);
  if (poison !== undefined || event.change?.$case !== 'activity') return poison;
  const { fromDay, toDay, fieldVisits = 0, staffDays = 0 } = event.change.value;
  const isPeriod = isDay(fromDay) && isDay(toDay) && toDay >= fromDay && toDay - fromDay < MAX_ACTIVITY_DAYS;
  const areFiguresInRange = fieldVisits <= MAX_ACTIVITY_FIGURE && staffDays <= MAX_ACTIVITY_FIGURE;
  return isPeriod && areFiguresInRange ? undefined : OUT_OF_RANGE;
}

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
  // Two characters of each cell's name contain this number.
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
