import type { Country, Incident, Layer, RetractionReason } from '@waylight/contracts/incident';
import type { Consent, Note } from '@waylight/contracts/intake';
import type { Command } from './decide.ts';
import type { Narrowing, SharingCap } from './decide-narrowing.ts';

/** A report after validation, normalisation and pseudonymisation: nothing in it tells who a person is. */
export type PreparedReport = {
  readonly layer: Layer;
  readonly incident: Incident;
  /** First and last day on which it may have happened. */
  readonly occurred: { readonly from: number; readonly to: number };
  /** By code ids; undefined where none was stated. */
  readonly consent: Consent | undefined;
  /** Of a report that moves here: how far the node where it lived lets it go. */
  readonly limit?: SharingCap | undefined;
  readonly notes: readonly Note[];
  readonly importId: string;
};

export type ReportCommand = {
  /** The organisation's number in the registry. */
  readonly organisation: number;
  readonly reportId: string;
  /** Made where it is needed: only of a report that is not here under its id. */
  readonly reference: () => Uint8Array;
  readonly command: Command | Narrowing;
  /** The content of a report that is sent; absent of what only ends or narrows one. */
  readonly prepared?: PreparedReport;
  readonly reason?: RetractionReason;
  readonly validateOnly: boolean;
};

export type LedgerFacts = {
  readonly node: Country;
  readonly nowMs: () => number;
  /** The node's calendar day, in days since 1970-01-01. */
  readonly today: () => number;
};
