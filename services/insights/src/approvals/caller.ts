import { type Access, type CallerKind, CIRCLES } from '@waylight/access';
import type { Party } from '@waylight/audit';
import type { Audience } from '@waylight/disclosure-control';

/** Who reads, gives a command about an approval, or asks how one stands. */
export type Caller = {
  readonly kind: CallerKind;
  readonly reader: Audience;
  /** The member organisation that it is; undefined for everybody else. */
  readonly member: string | undefined;
  /** In the audit. */
  readonly party: Party;
};

/** The same, with what it gets at the door that it came to. */
export type Asker = Caller & { readonly access: Access };

/** Somebody who reads over HTTP as what he is. */
export function callerAs(kind: CallerKind, party: Party, member?: string): Caller {
  return { kind, reader: CIRCLES[kind], member, party };
}
