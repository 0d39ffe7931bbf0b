import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Change, sendChange } from '../../api/release-questions.ts';
import { type ViewProblem, viewProblem } from '../../api/view-problem.ts';

/** What came of the last change. */
export type Outcome =
  | { readonly kind: 'changed' | 'unchanged' }
  | { readonly kind: 'failed'; readonly problem: ViewProblem };

export type Changing = {
  readonly isBusy: boolean;
  readonly outcome: Outcome | undefined;
  readonly send: (change: Change) => Promise<void>;
};

/** Who has no session any more is told so, or that there is no such thing for him: how it stands is then no answer for who looked. */
export const isForNobody = ({ code }: ViewProblem): boolean => code === 'not-permitted' || code === 'empty';

/** Sends a change once; whatever came of it, how things stand is asked for anew before it is shown. */
export function useChange(csrfToken: string): Changing {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const send = async (change: Change) => {
    setBusy(true);
    setOutcome(undefined);
    const came = await sendChange(change, csrfToken).then(
      ({ changed }): Outcome => ({ kind: changed ? 'changed' : 'unchanged' }),
      (error: unknown): Outcome => ({ kind: 'failed', problem: viewProblem(error) }),
    );
    if (came.kind !== 'failed' || !isForNobody(came.problem))
      await Promise.all(
        ['approvals', 'releases'].map((door) => client.invalidateQueries({ queryKey: [door] })),
      );
    setOutcome(came);
    setBusy(false);
  };
  return { isBusy, outcome, send };
}
