import type { ViewProblem } from '../../api/client.ts';
import { type ChangeOutcome, OF_ANOTHER_SESSION } from '../../api/client.ts';
import { useLocale } from '../../text/locale.tsx';
import { Refused } from '../../ui/refused.tsx';
import { State } from '../../ui/state.tsx';
import { ViewState } from '../../ui/view-state.tsx';
import { Problems } from './problems.tsx';
import { REFUSAL_WORDS } from './words.ts';

export type Unsaved = Exclude<ChangeOutcome<unknown>, { kind: 'done' }>;

/** Why something was not done, where, and what to do; nothing that was written is lost. */
export function Failure({ outcome }: { readonly outcome: Unsaved }) {
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
  // Nothing was to be loaded: it is not known whether it was done.
  if (code === 'error')
    return (
      <div className="state state-error">
        <p className="state-says">{t('act.failed')}</p>
        {faultId !== undefined && <p>{t('state.error.fault', { faultId })}</p>}
      </div>
    );
  return <ViewState kind={code} problem={problem} />;
}

/** The service names the place in what was sent. */
const inContent = (path: string): string => path.replace(/^body\/(?:content\/)?/, '');
