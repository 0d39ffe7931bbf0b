import { AuditEntry, type AuditKind, AuditOutcome, AuditParty } from '@waylight/contracts/audit';
import type { Cut } from './chain.ts';

/** Who did something, as far as the registry knows. An organisation is its number: its name is in no entry. */
export type Party =
  | { readonly kind: 'service' }
  | { readonly kind: 'organisation'; readonly number: number }
  /** Without an id it is somebody who has signed in as one: their account is in no entry. */
  | { readonly kind: 'operator' | 'authority' | 'officer'; readonly id?: string }
  | { readonly kind: 'other-service'; readonly id: string }
  | { readonly kind: 'nobody' };

/** Something that happened, before it has its place in a chain. */
export type Happening = {
  readonly kind: AuditKind;
  readonly by: Party;
  /** Done, if not given. */
  readonly outcome?: AuditOutcome;
  /** Once, if not given. */
  readonly count?: number;
  /** The keyed digest of a report or activity record, as it is on the log. */
  readonly reference?: Uint8Array;
  readonly digest?: Uint8Array;
  readonly registryVersion?: number;
  readonly ofImport?: boolean;
  readonly releaseId?: string;
  readonly cut?: Cut;
};

export const SERVICE: Party = { kind: 'service' };
export const NOBODY: Party = { kind: 'nobody' };

/** The one form of an entry: protobuf with its fields in order and nothing that has no value. */
export function encodeEntry(happening: Happening, sequence: number, atMs: number): Uint8Array {
  const { kind, by, outcome = AuditOutcome.DONE, count = 1, reference, digest, cut } = happening;
  return AuditEntry.encode({
    sequence: BigInt(sequence),
    at: BigInt(Math.floor(atMs / 1_000)),
    kind,
    party: PARTIES[by.kind],
    organisation: by.kind === 'organisation' ? by.number : 0,
    operator: by.kind === 'operator' ? (by.id ?? '') : '',
    outcome,
    count,
    reference: Buffer.from(reference ?? []),
    digest: Buffer.from(digest ?? []),
    registryVersion: happening.registryVersion ?? 0,
    ofImport: happening.ofImport ?? false,
    releaseId: happening.releaseId ?? '',
    cut: cut && { sequence: BigInt(cut.sequence), hash: Buffer.from(cut.hash) },
    holder: 'id' in by && by.kind !== 'operator' ? (by.id ?? '') : '',
  }).finish();
}

const PARTIES: Readonly<Record<Party['kind'], AuditParty>> = {
  service: AuditParty.SERVICE,
  organisation: AuditParty.ORGANISATION,
  operator: AuditParty.OPERATOR,
  nobody: AuditParty.NOBODY,
  authority: AuditParty.AUTHORITY,
  officer: AuditParty.OFFICER,
  'other-service': AuditParty.OTHER_SERVICE,
};
