/** How much of everything a report may hold. What is past a limit is refused, never cut off. */
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
  /** Persons in one incident, of any kind. */
  count: 10_000,
  /** Numbers of an activity record. */
  activityCount: 1_000_000,
  /** Days of an activity record. */
  activityDays: 366,
  reportIdsOfAFilter: 1_000,
} as const;

/** The form of a sender's ids: a report's, an activity's, an import's. */
export const SENDER_ID = /^[A-Za-z0-9._:,-]{1,64}$/;
export const SENDER_ID_FORM = 'wants 1 to 64 of A-Z, a-z, 0-9 and . _ : , -';
