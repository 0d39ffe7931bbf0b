import type { Buffer } from 'node:buffer';
import { dayNumber } from '@waylight/calendar';
import { type Activity, ActivityEvent } from '@waylight/contracts/activity';
import { Country, RetractionReason } from '@waylight/contracts/incident';
import { reference } from './events.ts';

export type ActivityFacts = {
  readonly reference: number;
  readonly revision?: number;
  readonly start?: bigint;
  /** A retraction has no activity. */
  readonly activity?: Partial<Activity>;
  readonly node?: Country;
  readonly organisation?: number;
};

/** Event with these facts. Other facts are those of a month of presence in North Macedonia. */
export function activityEvent(facts: ActivityFacts): ActivityEvent {
  const { activity, start = 0n, revision = 1, node = Country.MK, organisation = 3 } = facts;
  return ActivityEvent.fromPartial({
    activityReference: reference(facts.reference),
    revision,
    start,
    node,
    organisation,
    firstReceivedDay: dayNumber(2025, 4, 2),
    codeBookVersion: 1,
    change:
      activity === undefined
        ? { $case: 'retraction', value: { reason: RetractionReason.EXPIRED } }
        : {
            $case: 'activity',
            value: {
              fromDay: dayNumber(2025, 3, 1),
              toDay: dayNumber(2025, 3, 31),
              country: Country.MK,
              present: true,
              ...activity,
            },
          },
  });
}

/** Record of the event on the log. */
export function activityRecord(facts: ActivityFacts): { readonly key: Buffer; readonly value: Uint8Array } {
  return { key: reference(facts.reference), value: ActivityEvent.encode(activityEvent(facts)).finish() };
}
