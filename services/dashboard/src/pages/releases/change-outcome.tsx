import { useEffect, useRef } from 'react';
import type { ViewProblem } from '../../api/client.ts';
import { currentPath, signInAddress } from '../../api/sign-out.ts';
import { type Changing, isRefusedSession } from '../../api/use-change.ts';
import { useLocale } from '../../text/locale.tsx';
import { Refused } from '../../ui/refused.tsx';
import { APPROVAL_REFUSALS } from './release-words.ts';

/** Outcome of the last change. It takes the focus, because the button that was pressed may be gone. */
export function ChangeOutcome({
  data,
  problem,
  done,
}: Pick<Changing<{ readonly changed: boolean }>, 'data' | 'problem'> & {
  /** What the change has done. */
  readonly done?: string;
}) {
  const { t } = useLocale();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.focus(), []);
  if (data === undefined && problem === undefined) return null;
  return (
    <div
      ref={element}
      tabIndex={-1}
      role="status"
      className={problem === undefined ? 'state' : 'state state-error'}
    >
      {data !== undefined && (
        <p className="state-says">{data.changed ? (done ?? t('act.done')) : t('act.unchanged')}</p>
      )}
      {problem !== undefined && <ApprovalFailure problem={problem} />}
    </div>
  );
}

function ApprovalFailure({ problem }: { readonly problem: ViewProblem }) {
  const { t } = useLocale();
  if (isRefusedSession(problem))
    return (
      <>
        <p className="state-says">{t('act.over')}</p>
        <a className="button" href={signInAddress(currentPath())}>
          {t('session.signIn')}
        </a>
      </>
    );
  const { detail, reason, errors } = problem.refusal ?? {};
  const said = detail ?? errors?.[0]?.message;
  if (said !== undefined)
    return (
      <>
        <p className="state-says">{t('act.refused')}</p>
        <Refused reason={reason} said={said} words={APPROVAL_REFUSALS} />
      </>
    );
  return (
    <>
      <p className="state-says">{t('act.failed')}</p>
      {problem.faultId !== undefined && <p>{t('state.error.fault', { faultId: problem.faultId })}</p>}
    </>
  );
}
