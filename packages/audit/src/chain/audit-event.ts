import { AuditActor, AuditEntry, type AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import type { PrunePoint } from './chain.ts';

/** Who caused an event, as identified by the registry. Entries contain the number of an organisation, never its name. */
export type Actor =
  | { readonly kind: 'service' }
  | { readonly kind: 'organisation'; readonly number: number }
  /** `id` is absent for signed-in people, because entries must not contain account names. */
  | { readonly kind: 'operator' | 'authority' | 'officer'; readonly id?: string }
  | { readonly kind: 'other-service'; readonly id: string }
  | { readonly kind: 'anonymous' };

/** An event before it is appended to a chain. */
export type AuditEvent = {
  readonly kind: AuditKind;
  readonly actor: Actor;
  /** DONE by default. */
  readonly outcome?: AuditOutcome;
  /** 1 by default. */
  readonly count?: number;
  /** Keyed digest of a report or activity report, as on the log. */
  readonly reference?: Uint8Array;
  readonly digest?: Uint8Array;
  readonly registryVersion?: number;
  readonly ofImport?: boolean;
  readonly releaseId?: string;
  readonly prunedTo?: PrunePoint;
};

export const SERVICE_ACTOR: Actor = { kind: 'service' };
export const ANONYMOUS_ACTOR: Actor = { kind: 'anonymous' };

/** Encodes an entry in its only canonical form: protobuf with fields in order, default values omitted. */
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
