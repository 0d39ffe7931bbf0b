/** Limits and intervals that no operator needs to change. Tests override them. */
export type InsightsLimits = {
  /** Interval at which the audit's chain head is published on the log. */
  readonly chainHeadsMs: number;
  /** Interval at which a watcher of releases queries the released store. */
  readonly watchMs: number;
  /** Time without a new release after which the tables of a period count as complete. */
  readonly settleMs: number;
  /** Interval at which new releases are compared with watches. */
  readonly watchesMs: number;
  /** Interval at which the queue of messages is read. */
  readonly deliveryMs: number;
  /** Open event streams of one session, or of one address without a session. */
  readonly streamsPerCaller: number;
  /** Open event streams of all callers. The public gets at most half of them. */
  readonly streamsInTotal: number;
  /** Sessions of one person. One more ends the least recently used. */
  readonly sessionsPerPerson: number;
  readonly sessionsInTotal: number;
  /** Requests to begin or finish a sign-in, by address. */
  readonly signInsPerMinute: number;
};

export const DEFAULT_LIMITS: InsightsLimits = {
  chainHeadsMs: 10 * 60_000,
  watchMs: 1_000,
  settleMs: 15_000,
  watchesMs: 10_000,
  deliveryMs: 10_000,
  streamsPerCaller: 10,
  streamsInTotal: 500,
  sessionsPerPerson: 5,
  sessionsInTotal: 10_000,
  signInsPerMinute: 30,
};
