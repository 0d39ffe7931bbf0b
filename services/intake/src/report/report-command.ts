import type { Country, Incident, Layer, RetractionReason } from '@waylight/contracts/incident';
import type { Consent, Note } from '@waylight/contracts/intake';
import type { Command } from './decide.ts';
import type { Narrowing, SharingCap } from './decide-narrowing.ts';

/** A report after validation and normalisation. It contains no identity. */
export type PreparedReport = {
  readonly layer: Layer;
  readonly incident: Incident;
  /** First and last possible day of the incident. */
  readonly occurred: { readonly from: number; readonly to: number };
  /** By code ids; undefined if none was stated. */
  readonly consent: Consent | undefined;
  /** The cap of the node where the report was before, for a report that moves here. */
  readonly cap?: SharingCap | undefined;
  readonly notes: readonly Note[];
  readonly importId: string;
};

export type ReportCommand = {
  /** The organisation's number in the registry. */
  readonly organisation: number;
  readonly reportId: string;
  /** Computes the reference, which is needed only for a new report. */
  readonly reference: () => Uint8Array;
  readonly command: Command | Narrowing;
  /** The content of a submitted or revised report; absent from a retraction or narrowing. */
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
