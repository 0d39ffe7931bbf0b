import { focusManager, type QueryClient } from '@tanstack/react-query';
import { openBeside } from '../data/beside.ts';
import { sessionQuery } from '../data/questions.ts';

/**
 * Keeps in step with a session that somebody begins or ends in another window: one look for each time that one is told of, and for each
 * time that a person comes back to this window. Nothing looks by itself, which would keep alive the session of whoever has it by then.
 * Answers what calls it off.
 */
export function hearOfSessions(client: QueryClient): () => void {
  const { tell, close } = openBeside((told) => {
    if (told === 'session-changed') void client.refetchQueries({ queryKey: sessionQuery().queryKey });
  });
  void client.fetchQuery(sessionQuery()).then(
    ({ role }) => {
      // A sign-in ends in a page that is loaded: perhaps it was this one's.
      if (role !== 'public') tell('session-changed');
    },
    // Nobody answers who reads, so there is nothing to tell.
    () => undefined,
  );
  // Of two windows side by side both are seen all the time, and the library knows of being seen alone.
  const comeBack = () => focusManager.onFocus();
  addEventListener('focus', comeBack);
  return () => {
    removeEventListener('focus', comeBack);
    close();
  };
}
