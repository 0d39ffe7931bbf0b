import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { bulletinQuery, type Commanded, saveBulletin } from '../../api/bulletins.ts';
import { ViewProblem } from '../../api/client.ts';
import { sessionQuery } from '../../api/questions.ts';
import { DraftSaver, type DraftState, type Version } from './draft-saver.ts';

export type Draft = DraftState & { readonly saver: DraftSaver };

/** A draft that is saved automatically, also when its author leaves the page. It is saved only with a session of `author`. */
export function useDraft(id: string, author: string, begun: Version): Draft {
  const client = useQueryClient();
  const [saver] = useState(
    () =>
      new DraftSaver(begun, {
        save: async (base, content) => {
          const { queryKey } = sessionQuery();
          const session = client.getQueryData(queryKey);
          if (session?.account !== author)
            return { kind: 'failed', problem: new ViewProblem('not-permitted') };
          const outcome = await saveBulletin(session, id, base, content);
          if (outcome.kind === 'done') {
            const { bulletin } = outcome.data;
            // A response to an earlier request would replace this version by an older one.
            await client.cancelQueries({ queryKey: bulletinQuery(id).queryKey });
            client.setQueryData(bulletinQuery(id).queryKey, bulletin);
            void client.invalidateQueries({ queryKey: ['bulletins'], exact: true });
          } else if (isPerhapsOver(outcome)) void client.refetchQueries({ queryKey });
          return outcome;
        },
        load: async () => {
          const bulletin = await client.fetchQuery(bulletinQuery(id)).catch(() => undefined);
          return bulletin?.content && { version: bulletin.version, content: bulletin.content };
        },
      }),
  );
  const state = useSyncExternalStore(saver.subscribe, saver.state);
  const token = useQuery(sessionQuery()).data?.csrfToken;
  // A new session of the same author saves the changes that the old one could not.
  useEffect(() => {
    if (token !== undefined) void saver.flush();
  }, [saver, token]);
  useEffect(() => () => void saver.close(), [saver]);
  return { saver, ...state };
}

/** The public gets 404 for a draft. */
const OF_NO_SESSION: readonly (number | undefined)[] = [401, 403, 404];

const isPerhapsOver = (outcome: Exclude<Commanded, { kind: 'done' }>): boolean =>
  OF_NO_SESSION.includes(outcome.kind === 'failed' ? outcome.problem.status : outcome.refusal.status);
