import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { OF_ANOTHER_SESSION } from '../data/change-insights.ts';
import { viewProblem } from '../data/view-problem.ts';
import type { MessageId } from '../text/texts.ts';

/** What insights answers where there are as many as there may be, and to a page of another session. */
const BY_STATUS: ReadonlyMap<number | undefined, MessageId> = new Map([
  [409, 'own.full'],
  [OF_ANOTHER_SESSION, 'state.otherSession'],
]);

/** Runs changes of one list and asks for it anew; what went wrong is a message. */
export function useChange(door: 'views' | 'notes'): {
  readonly failed: MessageId | undefined;
  readonly run: (change: () => Promise<unknown>) => Promise<boolean>;
} {
  const client = useQueryClient();
  const [failed, setFailed] = useState<MessageId>();
  return {
    failed,
    async run(change) {
      setFailed(undefined);
      try {
        await change();
        await client.invalidateQueries({ queryKey: [door] });
        return true;
      } catch (error) {
        const { code, status } = viewProblem(error);
        setFailed(BY_STATUS.get(status) ?? MESSAGES[code]);
        return false;
      }
    },
  };
}

const MESSAGES = {
  'not-permitted': 'state.over',
  offline: 'state.offline',
  empty: 'own.failed',
  error: 'own.failed',
} as const satisfies Readonly<Record<string, MessageId>>;
