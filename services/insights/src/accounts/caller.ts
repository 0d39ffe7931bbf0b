import { type Access, AUDIENCE_OF_CALLER, type CallerKind } from '@waylight/access';
import type { Actor } from '@waylight/audit';
import type { Audience } from '@waylight/disclosure-control';

/** A caller over gRPC or HTTP. */
export type Caller = {
  readonly kind: CallerKind;
  readonly audience: Audience;
  /** Registry id of a member organisation; undefined for other callers. */
  readonly member: string | undefined;
  /** The caller as audit entries name it. */
  readonly actor: Actor;
};

/** A caller with its access to the requested endpoint. */
export type CallerWithAccess = Caller & { readonly access: Access };

/** Creates a caller over HTTP. */
export function createCaller(kind: CallerKind, actor: Actor, member?: string): Caller {
  return { kind, audience: AUDIENCE_OF_CALLER[kind], member, actor };
}
