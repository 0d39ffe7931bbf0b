import type { Session } from '../../api/schemas.ts';

type Reader = Pick<Session, 'account'> | undefined;

export type Standing = 'writes' | 'over' | 'another';

/**
 * What becomes of a text that somebody is writing, by who reads now: she writes on; her session is over; or another account has signed in
 * in this browser. For the two last it stays where it is and is shown to nobody, until she is back.
 */
export function authorStanding(author: string, reader: Reader): Standing {
  // Nobody could say who reads, or the page has begun to leave.
  if (reader?.account === undefined) return 'over';
  return reader.account === author ? 'writes' : 'another';
}
