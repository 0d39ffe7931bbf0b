import type { NodeCountry } from '@waylight/contracts';

/**
 * What clients did and saw, in the manner of Jepsen. Times are milliseconds of this machine's monotonic clock. A report
 * is written by one process alone, one operation after the other, so that what may have become of it can be followed.
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

/** One write with all its tries: the same is sent again until it is answered, or given up. */
export type Operation = ReportName & {
  readonly process: string;
  readonly kind: 'submit' | 'revise' | 'retract';
  /** What it says: the number of a content that no other operation of the organisation has. None in a retraction. */
  readonly content: number | undefined;
  /** The revision that it replaces; 0 of a submit. */
  readonly base: number;
  /** It breaks a rule of the node on purpose, whatever the state. */
  readonly invalid: boolean;
  readonly tries: number;
  readonly invokedAt: number;
  readonly endedAt: number;
  readonly outcome: Outcome;
};

export type Outcome =
  | { readonly kind: 'acknowledged'; readonly receipt: SeenReceipt }
  /** Every try was answered, and nothing of it was kept. */
  | { readonly kind: 'refused'; readonly code: number }
  /** At least one try was never answered, and none was acknowledged: it may have been done, now or later. */
  | { readonly kind: 'unanswered'; readonly code: number };

export type SeenReceipt = { readonly revision: number; readonly state: number };

/** A receipt as somebody saw it outside of a write. */
export type ReceiptSighting = ReportName &
  SeenReceipt & {
    readonly process: string;
    /** `watch`: told on a stream, in its order; over reconnections too, by the resume token. */
    readonly by: 'get' | 'watch';
    readonly invokedAt: number;
    readonly endedAt: number;
  };

export const nameOf = ({ country, organisation, reportId }: ReportName): string =>
  `${country} ${organisation} ${reportId}`;
