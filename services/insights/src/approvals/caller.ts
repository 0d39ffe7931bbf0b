import type { Audience } from '@waylight/disclosure-control';

/** Who gives a command about an approval, or asks how one stands. */
export type Caller = {
  readonly reader: Audience;
  /** The member organisation that it is; undefined for everybody else, and for a member's token that names none. */
  readonly member: string | undefined;
};
