/** Limits of a report. Values above a limit are refused, never truncated. */
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
  /** Limit of each count of persons in one incident. */
  count: 10_000,
  /** Limit of each count in an activity report. */
  activityCount: 1_000_000,
  /** Limit of the days that an activity report covers. */
  activityDays: 366,
  reportIdsOfAFilter: 1_000,
} as const;

/** Form of a sender's ids of reports, activity reports and imports. */
export const SENDER_ID = /^[A-Za-z0-9._:,-]{1,64}$/;
export const SENDER_ID_FORM = 'must be 1 to 64 of A-Z, a-z, 0-9 and . _ : , -';
