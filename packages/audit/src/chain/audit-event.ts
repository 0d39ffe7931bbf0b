import { AuditActor, AuditEntry, type AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import type { PrunePoint } from './chain.ts';

/** Who did something, as far as the registry knows. An organisation is its number: its name is in no entry. */
export type Actor =
  | { readonly kind: 'service' }
  | { readonly kind: 'organisation'; readonly number: number }
  /** Without an id it is somebody who has signed in as one: their account is in no entry. */
  | { readonly kind: 'operator' | 'authority' | 'officer'; readonly id?: string }
  | { readonly kind: 'other-service'; readonly id: string }
  | { readonly kind: 'anonymous' };

/** Something that happened, before it has its place in a chain. */
export type AuditEvent = {
  readonly kind: AuditKind;
  readonly actor: Actor;
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
  readonly prunedTo?: PrunePoint;
};

export const SERVICE_ACTOR: Actor = { kind: 'service' };
export const NOBODY_ACTOR: Actor = { kind: 'anonymous' };

/** The one form of an entry: protobuf with its fields in order and nothing that has no value. */
export function encodeEntry(event: AuditEvent, sequence: number, atMs: number): Uint8Array {
  const { kind, actor, outcome = AuditOutcome.DONE, count = 1, reference, digest, prunedTo } = event;
  return AuditEntry.encode({
    sequence: BigInt(sequence),
    at: BigInt(Math.floor(atMs / 1_000)),
    kind,
    actor: PROTO_ACTORS[actor.kind],
    organisation: actor.kind === 'organisation' ? actor.number : 0,
    operator: actor.kind === 'operator' ? (actor.id ?? '') : '',
    outcome,
    count,
    reference: Buffer.from(reference ?? []),
    digest: Buffer.from(digest ?? []),
    registryVersion: event.registryVersion ?? 0,
    ofImport: event.ofImport ?? false,
    releaseId: event.releaseId ?? '',
    prunedTo: prunedTo && { sequence: BigInt(prunedTo.sequence), hash: Buffer.from(prunedTo.hash) },
    holder: 'id' in actor && actor.kind !== 'operator' ? (actor.id ?? '') : '',
  }).finish();
}

const PROTO_ACTORS: Readonly<Record<Actor['kind'], AuditActor>> = {
  service: AuditActor.SERVICE,
  organisation: AuditActor.ORGANISATION,
  operator: AuditActor.OPERATOR,
  anonymous: AuditActor.ANONYMOUS,
  authority: AuditActor.AUTHORITY,
  officer: AuditActor.OFFICER,
  'other-service': AuditActor.OTHER_SERVICE,
};
