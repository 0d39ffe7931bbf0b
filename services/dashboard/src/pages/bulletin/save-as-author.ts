import type { QueryClient } from '@tanstack/react-query';
import type { BulletinContent } from '../../api/bulletin-schemas.ts';
import { type Commanded, saveBulletin } from '../../api/bulletins.ts';
import { NO_SESSION, OF_ANOTHER_SESSION } from '../../api/client.ts';
import { sessionQuery } from '../../api/questions.ts';
import { authorStanding } from './author.ts';

/** Whoever comes without any session is the public, for whom there is no draft: so it is where a page beside heard first that it is over. */
const NOT_THERE = 404;
const WHO_ASKS: readonly (number | undefined)[] = [NO_SESSION, OF_ANOTHER_SESSION, NOT_THERE];

export type Written = {
  /** Mark of the account that began to write. */
  readonly author: string;
  readonly id: string;
  /** The version with which it was begun. */
  readonly base: number;
  readonly content: BulletinContent;
};

/**
 * Saves in the name of who wrote it. Where the answer can mean that the session is over, or is another one by now, the page learns who reads:
 * the author who has signed in anew elsewhere in this browser saves with that session, and nobody else does.
 */
export async function saveAsAuthor(
  client: QueryClient,
  { author, id, base, content }: Written,
): Promise<Commanded> {
  const session = client.getQueryData(sessionQuery().queryKey);
  const outcome = await saveBulletin(session, id, base, content);
  if (outcome.kind === 'done') return outcome;
  const { status } = outcome.kind === 'failed' ? outcome.problem : outcome.refusal;
  if (!WHO_ASKS.includes(status)) return outcome;
  const now = await client.fetchQuery({ ...sessionQuery(), staleTime: 0 }).catch(() => undefined);
  const isAnew = authorStanding(author, now) === 'writes' && now?.csrfToken !== session?.csrfToken;
  return isAnew ? saveBulletin(now, id, base, content) : outcome;
}
