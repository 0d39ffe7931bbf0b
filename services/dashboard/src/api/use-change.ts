import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MessageId } from '../text/texts.ts';
import { OF_ANOTHER_SESSION } from './change-insights.ts';
import { viewProblem } from './view-problem.ts';

/** An address that the operator does not allow, too many entries, and a page of another session. */
const BY_STATUS: ReadonlyMap<number | undefined, MessageId> = new Map([
  [400, 'delivery.refused'],
  [409, 'own.full'],
  [OF_ANOTHER_SESSION, 'state.otherSession'],
]);

/** Runs changes of lists and fetches these again. An error is a message. */
export function useChange(...doors: readonly ('views' | 'notes' | 'watches' | 'inbox' | 'delivery')[]): {
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
        await Promise.all(doors.map((door) => client.invalidateQueries({ queryKey: [door] })));
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
