import { useState } from 'react';
import { type ApprovalChange, changeApproval, type Delegation, type Member } from '../../api/releases.ts';
import { useChange } from '../../api/use-change.ts';
import { useLocale } from '../../text/locale.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Choice } from '../../ui/select.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import { ChangeOutcome } from './change-outcome.tsx';
import styles from './releases.module.css';

const PATH = '/v1/approvals/delegations';

type Asking = { readonly kind: 'give' | 'end'; readonly to: string; readonly release?: string | undefined };

/** Delegations of all members. The member's own delegation can be given and ended here. */
export function DelegationsPanel({
  members,
  delegations,
  own,
  csrfToken,
}: {
  readonly members: readonly Member[];
  readonly delegations: readonly Delegation[];
  readonly own: string;
  readonly csrfToken: string;
}) {
  const { t } = useLocale();
  const change = useChange<{ changed: boolean }>('approvals', 'releases');
  const [asking, setAsking] = useState<Asking>();
  const confirm = async (asked: Asking) => {
    await change.run(() => changeApproval({ csrfToken }, changeOf(asked)));
    setAsking(undefined);
  };
  const names = useTableNames();
  const whatOf = (release: string | undefined) =>
    release === undefined ? t('delegations.every') : names.release(release);
  return (
    <section className="panel" aria-labelledby="delegations">
      <h2 id="delegations">{t('delegations.title')}</h2>
      <p className="caption">{t('delegations.caption')}</p>
      {asking === undefined && <ChangeOutcome {...change} />}
      {delegations.length === 0 && <p>{t('delegations.none')}</p>}
      <ul className={styles.lines}>
        {delegations.map(({ from, to, release }) => (
          <li key={`${from} ${release ?? ''}`}>
            <span>{t('delegations.one', { to, from, what: whatOf(release) })}</span>
            {from === own && (
              <button type="button" onClick={() => setAsking({ kind: 'end', to, release })}>
                {t('delegations.end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <Give members={members.filter(({ id }) => id !== own)} give={(to) => setAsking({ kind: 'give', to })} />
      {asking !== undefined && (
        <ConfirmDialog
          title={t(asking.kind === 'give' ? 'delegations.give' : 'delegations.end')}
          yes={t(asking.kind === 'give' ? 'delegations.give' : 'delegations.end')}
          no={t('act.cancel')}
          isBusy={change.isBusy}
          onYes={() => void confirm(asking)}
          onNo={() => setAsking(undefined)}
        >
          <p>
            {asking.kind === 'give'
              ? t('will.delegate', { to: asking.to, organisation: own })
              : t('will.end', { to: asking.to, organisation: own, what: whatOf(asking.release) })}
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function Give({
  members,
  give,
}: {
  readonly members: readonly Member[];
  readonly give: (to: string) => void;
}) {
  const { t } = useLocale();
  const [chosen, setChosen] = useState('');
  // There is no default delegate. A delegate that is no longer a member is deselected.
  const to = members.find(({ id }) => id === chosen)?.id ?? '';
  if (members.length === 0) return null;
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        give(to);
      }}
    >
      <Choice
        label={t('delegations.to')}
        value={to}
        nothing={to === '' ? t('delegations.choose') : undefined}
        options={members.map(({ id, name }) => ({ value: id, text: `${id} – ${name}` }))}
        choose={(id = '') => setChosen(id)}
      />
      <button type="submit" disabled={to === ''}>
        {t('delegations.give')}
      </button>
    </form>
  );
}

const changeOf = ({ kind, to, release }: Asking): ApprovalChange => ({
  path: PATH,
  body: { to, ...(release === undefined ? {} : { release }), ...(kind === 'end' ? { revoke: true } : {}) },
});
