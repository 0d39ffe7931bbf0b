import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MessageId } from '../text/texts.ts';
import { OF_ANOTHER_SESSION, type ViewProblem, viewProblem } from './client.ts';

/** Messages for an address that the operator does not allow, for too many entries, and for a page of another session. */
const BY_STATUS: ReadonlyMap<number | undefined, MessageId> = new Map([
  [400, 'delivery.refused'],
  [409, 'own.full'],
  [OF_ANOTHER_SESSION, 'state.otherSession'],
]);

const MESSAGES = {
  'not-permitted': 'state.over',
  offline: 'state.offline',
  empty: 'own.failed',
  error: 'own.failed',
} as const satisfies Readonly<Record<ViewProblem['code'], MessageId>>;

/** Returns true if the session is over, or may not see what it wanted to change. A new response would show it nothing. */
export const isRefusedSession = ({ code }: ViewProblem): boolean =>
  code === 'not-permitted' || code === 'empty';

export type Changing<Data> = {
  /** True until the change was answered and the queries were fetched again. */
  readonly isBusy: boolean;
  readonly data: Data | undefined;
  readonly problem: ViewProblem | undefined;
  /** The problem as a message. */
  readonly failed: MessageId | undefined;
  /** Resolves to true if the change succeeded. It never rejects. */
  readonly run: (change: () => Promise<Data>) => Promise<boolean>;
};

/** Runs changes one at a time, and afterwards fetches the queries again that begin with one of `keys`. */
export function useChange<Data = unknown>(...keys: readonly string[]): Changing<Data> {
  const client = useQueryClient();
  const { mutateAsync, isPending, data, error } = useMutation<Data, Error, () => Promise<Data>>({
    mutationFn: (change) => change(),
    // Without a connection a change fails at once, instead of waiting.
    networkMode: 'always',
    onSettled: async (_, failure) => {
      if (failure !== null && isRefusedSession(viewProblem(failure))) return;
      await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
  });
  const problem = error === null ? undefined : viewProblem(error);
  return {
    isBusy: isPending,
    data,
    problem,
    failed: problem && (BY_STATUS.get(problem.status) ?? MESSAGES[problem.code]),
    run: (change) =>
      mutateAsync(change).then(
        () => true,
        () => false,
      ),
  };
}
