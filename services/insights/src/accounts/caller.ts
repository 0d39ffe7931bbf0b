import { type Access, AUDIENCE_OF_CALLER, type CallerKind } from '@waylight/access';
import type { Actor } from '@waylight/audit';
import type { Audience } from '@waylight/disclosure-control';

/** Who reads, gives a command about an approval, or asks how one stands. */
export type Caller = {
  readonly kind: CallerKind;
  readonly audience: Audience;
  /** The member organisation that it is; undefined for everybody else. */
  readonly member: string | undefined;
  /** In the audit. */
  readonly actor: Actor;
};

/** The same, with what it gets at the door that it came to. */
export type CallerWithAccess = Caller & { readonly access: Access };

/** Somebody who reads over HTTP as what he is. */
export function createCaller(kind: CallerKind, actor: Actor, member?: string): Caller {
  return { kind, audience: AUDIENCE_OF_CALLER[kind], member, actor };
}
