import { type Access, AUDIENCE_OF_CALLER, type CallerKind } from '@waylight/access';
import type { Actor } from '@waylight/audit';
import type { Audience } from '@waylight/disclosure-control';

/** Who reads, gives a command about an approval, or asks how one stands. */
export type Caller = {
  readonly kind: CallerKind;
  readonly reader: Audience;
  /** The member organisation that it is; undefined for everybody else. */
  readonly member: string | undefined;
  /** In the audit. */
  readonly party: Actor;
};

/** The same, with what it gets at the door that it came to. */
export type Asker = Caller & { readonly access: Access };

/** Somebody who reads over HTTP as what he is. */
export function callerAs(kind: CallerKind, party: Actor, member?: string): Caller {
  return { kind, reader: AUDIENCE_OF_CALLER[kind], member, party };
}
