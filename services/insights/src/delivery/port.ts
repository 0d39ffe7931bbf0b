import type { SqliteDatabase } from '@waylight/sqlite';

/** The database of the service that sends messages. It contains the tables of DELIVERY_SCHEMA. */
export type DeliveryDatabase = {
  readonly sqlite: Pick<SqliteDatabase, 'prepare'>;
  /** Runs `work` in a transaction, which is durable on return. */
  write<T>(work: () => T): T;
  /** Turns errors of SQLite into errors of the service. */
  translateErrors<T>(work: () => T): T;
};

export const CHANNELS = ['mail', 'webhook'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Reasons why a message was not delivered. Owners of addresses see them, and so do logs. */
export const FAILURES = [
  // No connection, no answer in time, or a name that does not resolve.
  'unreachable',
  // The server offers no TLS, or its certificate is expired, of another host, or of an unknown authority.
  'certificate',
  // The server answered with an error.
  'rejected',
  // The server answered with a redirect, which is never followed.
  'redirect',
  // The name resolves to a private, loopback or link-local address.
  'private-address',
  // The configuration does not list the host or domain.
  'not-allowed',
  // The receiver wants no further messages (410).
  'gone',
] as const;
export type Failure = (typeof FAILURES)[number];

/** A message is given up at once if no further attempt would succeed, otherwise after three days of attempts. */
export const GIVEN_UP_REASONS = ['refused', 'expired'] as const;
export type GivenUpReason = (typeof GIVEN_UP_REASONS)[number];

/** `final`: no further attempt would succeed. */
export type SendOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly isFinal: boolean };

export const SENT: SendOutcome = { kind: 'sent' };
export const failed = (failure: Failure, isFinal = false): SendOutcome => ({
  kind: 'failed',
  failure,
  isFinal,
});
