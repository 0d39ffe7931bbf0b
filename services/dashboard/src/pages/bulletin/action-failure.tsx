import { type ChangeOutcome, OF_ANOTHER_SESSION, type ViewProblem } from '../../api/client.ts';
import { useLocale } from '../../text/locale.tsx';
import { Refused } from '../../ui/refused.tsx';
import { State } from '../../ui/state.tsx';
import { ViewState } from '../../ui/view-state.tsx';
import { Problems } from './problems.tsx';
import { REFUSAL_WORDS } from './words.ts';

export type Unsaved = Exclude<ChangeOutcome<unknown>, { kind: 'done' }>;

/** Reason for a failed action, its place, and the next step. Text of the author is never lost. */
export function ActionFailure({ outcome }: { readonly outcome: Unsaved }) {
  const { t } = useLocale();
  if (outcome.kind === 'failed')
    return (
      <div role="alert">
        <Failed problem={outcome.problem} />
        <p className="caption">{t('bulletin.unsaved.kept')}</p>
      </div>
    );
  const { detail, reason, errors = [] } = outcome.refusal;
  return (
    <div className="state state-error" role="alert">
      <p className="state-says">{t('bulletin.refused')}</p>
      {errors.length === 0 && detail !== undefined && (
        <Refused reason={reason} said={detail} words={REFUSAL_WORDS} />
      )}
      <Problems problems={errors.map(({ path, ...rest }) => ({ ...rest, path: inContent(path) }))} />
      <p>{t('bulletin.refused.next')}</p>
    </div>
  );
}

function Failed({ problem }: { readonly problem: ViewProblem }) {
  const { t } = useLocale();
  const { code, status, faultId } = problem;
  if (status === OF_ANOTHER_SESSION)
    return <State kind="not-permitted" says={t('state.otherSession')} next={t('state.otherSession.next')} />;
  // The request was a change, so it is not known whether it was made.
  if (code === 'error')
    return (
      <div className="state state-error">
        <p className="state-says">{t('act.failed')}</p>
        {faultId !== undefined && <p>{t('state.error.fault', { faultId })}</p>}
      </div>
    );
  return <ViewState kind={code} problem={problem} />;
}

/** The service names the place in the request. */
const inContent = (path: string): string => path.replace(/^body\/(?:content\/)?/, '');
