/** Limits of a report. Excess is refused, never cut off. */
export const LIMITS = {
  textLength: 200,
  types: 10,
  causes: 5,
  perpetrators: 10,
  smugglingMethods: 10,
  persons: 50,
  personFlags: 10,
  origins: 20,
  services: 30,
  /** Each count of persons in one incident. */
  count: 10_000,
  /** Each count of an activity record. */
  activityCount: 1_000_000,
  /** Days of an activity record. */
  activityDays: 366,
  reportIdsOfAFilter: 1_000,
} as const;

/** Form of a sender's ids of reports, activity records and imports. */
export const SENDER_ID = /^[A-Za-z0-9._:,-]{1,64}$/;
export const SENDER_ID_FORM = 'must be 1 to 64 of A-Z, a-z, 0-9 and . _ : , -';
