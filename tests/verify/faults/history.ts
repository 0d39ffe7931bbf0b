import type { NodeCountry } from '@waylight/contracts';

/**
 * Operations and observations of the clients, after the model of Jepsen. Times are milliseconds of this machine's
 * monotonic clock. One process alone writes a report, one operation after the other, so that its states can be followed.
 */
export type History = {
  readonly operations: readonly Operation[];
  readonly sightings: readonly ReceiptSighting[];
};

export type ReportName = {
  readonly country: NodeCountry;
  readonly organisation: string;
  readonly reportId: string;
};

/** One write with all its tries: the same request is repeated until it is answered or given up. */
export type Operation = ReportName & {
  readonly process: string;
  readonly kind: 'submit' | 'revise' | 'retract';
  /** A content that no other operation of the organisation has. Undefined for a retraction. */
  readonly content: number | undefined;
  /** The revision that it replaces; 0 for a submit. */
  readonly base: number;
  /** Breaks a rule of the node on purpose, in any state. */
  readonly invalid: boolean;
  readonly tries: number;
  readonly invokedAt: number;
  readonly endedAt: number;
  readonly outcome: Outcome;
};

export type Outcome =
  | { readonly kind: 'acknowledged'; readonly receipt: SeenReceipt }
  /** Every try was answered, and nothing was kept. */
  | { readonly kind: 'refused'; readonly code: number }
  /** At least one try was never answered, and none was acknowledged: it may be applied, now or later. */
  | { readonly kind: 'unanswered'; readonly code: number };

export type SeenReceipt = { readonly revision: number; readonly state: number };

/** A receipt that was observed outside of a write. */
export type ReceiptSighting = ReportName &
  SeenReceipt & {
    readonly process: string;
    /** `watch`: in the order of one stream, which the resume token continues over reconnections. */
    readonly by: 'get' | 'watch';
    readonly invokedAt: number;
    readonly endedAt: number;
  };

export const nameOf = ({ country, organisation, reportId }: ReportName): string =>
  `${country} ${organisation} ${reportId}`;
