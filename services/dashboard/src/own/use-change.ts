import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { viewProblem } from '../data/view-problem.ts';
import type { MessageId } from '../messages/catalogs.ts';

/** What insights answers where there are as many as there may be. */
const TOO_MANY = 409;

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
        setFailed(status === TOO_MANY ? 'own.full' : MESSAGES[code]);
        return false;
      }
    },
  };
}

const MESSAGES = {
  'not-permitted': 'state.notPermitted',
  offline: 'state.offline',
  empty: 'own.failed',
  error: 'own.failed',
} as const satisfies Readonly<Record<string, MessageId>>;
