import { onlineManager, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { sessionQuery } from '../api/questions.ts';
import type { Session } from '../api/schemas.ts';
import { useFailure } from '../ui/standing.ts';

export type Connection = {
  /** Undefined until somebody has answered; it stays when the connection is lost. */
  readonly session: Session | undefined;
  readonly isOffline: boolean;
  readonly tryAgain: () => void;
};

/** Whether insights answers: the cheapest of its doors is asked when the browser or the stream of events says otherwise. */
export function useConnection(): Connection {
  const query = useQuery(sessionQuery());
  const isOnline = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  const nobodyAnswers = useFailure(query).problem?.code === 'offline';
  return {
    session: query.data,
    isOffline: !isOnline || query.fetchStatus === 'paused' || nobodyAnswers,
    tryAgain: () => void query.refetch(),
  };
}
