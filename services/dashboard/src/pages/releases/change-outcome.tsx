import { useEffect, useRef } from 'react';
import { signInAddress } from '../../api/sign-out.ts';
import { useLocale } from '../../text/locale.tsx';
import { currentPath } from '../../ui/current-path.ts';
import { Refused } from '../../ui/refused.tsx';
import { APPROVAL_REFUSALS } from './release-words.ts';
import { isForNobody, type Outcome } from './use-change.ts';

/** What came of a change. It takes the keyboard, because the button that asked for it may be gone. */
export function ChangeOutcome({ outcome }: { readonly outcome: Outcome }) {
  const { t } = useLocale();
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => said.current?.focus(), []);
  const isDone = outcome.kind !== 'failed';
  return (
    <div ref={said} tabIndex={-1} role="status" className={isDone ? 'state' : 'state state-error'}>
      {outcome.kind === 'changed' && <p className="state-says">{t('act.done')}</p>}
      {outcome.kind === 'unchanged' && <p className="state-says">{t('act.unchanged')}</p>}
      {outcome.kind === 'failed' && <Failure {...outcome} />}
    </div>
  );
}

function Failure({ problem }: Extract<Outcome, { readonly kind: 'failed' }>) {
  const { t } = useLocale();
  if (problem.refusal !== undefined)
    return (
      <>
        <p className="state-says">{t('act.refused')}</p>
        <Refused reason={problem.reason} said={problem.refusal} words={APPROVAL_REFUSALS} />
      </>
    );
  if (isForNobody(problem))
    return (
      <>
        <p className="state-says">{t('act.over')}</p>
        <a className="button" href={signInAddress(currentPath())}>
          {t('session.signIn')}
        </a>
      </>
    );
  return (
    <>
      <p className="state-says">{t('act.failed')}</p>
      {problem.faultId !== undefined && <p>{t('state.error.fault', { faultId: problem.faultId })}</p>}
    </>
  );
}
