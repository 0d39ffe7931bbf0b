import { focusManager, type QueryClient, QueryObserver } from '@tanstack/react-query';
import { openBeside } from './beside.ts';
import { sessionQuery } from './questions.ts';
import type { Session } from './schemas.ts';

/**
 * Keeps in step with a session that somebody begins or ends in another window: one look for each time that one is told of, and for each
 * time that a person comes back to this window. Nothing looks by itself, which would keep alive the session of whoever has it by then.
 * Answers what calls it off.
 */
export function hearOfSessions(client: QueryClient): () => void {
  const { tell, close } = openBeside((told) => {
    if (told === 'session-changed') void client.refetchQueries({ queryKey: sessionQuery().queryKey });
  });
  // Only whoever shows who reads asks for it. Where nobody answers, there is nothing to tell.
  const session = new QueryObserver(client, { ...sessionQuery(), enabled: false });
  let isTold = false;
  const tellOnce = (reader: Session | undefined) => {
    if (isTold || reader === undefined) return;
    isTold = true;
    // A sign-in ends in a page that is loaded: perhaps it was this one's.
    if (reader.role !== 'public') tell('session-changed');
  };
  const leave = session.subscribe(({ data }) => tellOnce(data));
  tellOnce(session.getCurrentResult().data);
  // Of two windows side by side both are seen all the time, and the library knows of being seen alone.
  const comeBack = () => focusManager.onFocus();
  addEventListener('focus', comeBack);
  return () => {
    removeEventListener('focus', comeBack);
    leave();
    close();
  };
}
