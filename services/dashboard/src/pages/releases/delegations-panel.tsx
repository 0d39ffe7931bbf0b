import { useId, useState } from 'react';
import type { Change } from '../../data/release-questions.ts';
import type { Approval, Delegation } from '../../data/release-schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { ChangeOutcome } from './change-outcome.tsx';
import { useChange } from './use-change.ts';

const PATH = '/v1/approvals/delegations';

type Asking = { readonly kind: 'give' | 'end'; readonly to: string; readonly release?: string | undefined };

/** Who approves in whose place; this member's own can be given and ended here. */
export function DelegationsPanel({
  approvals,
  delegations,
  own,
  csrfToken,
}: {
  readonly approvals: readonly Approval[];
  readonly delegations: readonly Delegation[];
  readonly own: string;
  readonly csrfToken: string;
}) {
  const { t } = useLocale();
  const { isBusy, outcome, send } = useChange(csrfToken);
  const [asking, setAsking] = useState<Asking>();
  const confirm = async (asked: Asking) => {
    await send(changeOf(asked));
    setAsking(undefined);
  };
  const whatOf = (release: string | undefined) => release ?? t('delegations.every');
  return (
    <section className="panel" aria-labelledby="delegations">
      <h2 id="delegations">{t('delegations.title')}</h2>
      <p className="caption">{t('delegations.caption')}</p>
      {outcome !== undefined && asking === undefined && <ChangeOutcome outcome={outcome} />}
      {delegations.length === 0 && <p>{t('delegations.none')}</p>}
      <ul className="lines">
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
      <Give
        known={knownMembers(approvals, delegations, own)}
        give={(to) => setAsking({ kind: 'give', to })}
      />
      {asking !== undefined && (
        <ConfirmDialog
          title={t(asking.kind === 'give' ? 'delegations.give' : 'delegations.end')}
          yes={t(asking.kind === 'give' ? 'delegations.give' : 'delegations.end')}
          no={t('act.cancel')}
          isBusy={isBusy}
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

function Give({ known, give }: { readonly known: readonly string[]; readonly give: (to: string) => void }) {
  const { t } = useLocale();
  const [to, setTo] = useState('');
  const id = useId();
  return (
    <form
      className="filters"
      onSubmit={(event) => {
        event.preventDefault();
        if (to.trim() !== '') give(to.trim());
      }}
    >
      <label className="choice">
        <span>{t('delegations.to')}</span>
        <input
          value={to}
          list={id}
          maxLength={64}
          required
          autoComplete="off"
          onChange={({ target }) => setTo(target.value)}
        />
      </label>
      <datalist id={id}>
        {known.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <button type="submit">{t('delegations.give')}</button>
    </form>
  );
}

const changeOf = ({ kind, to, release }: Asking): Change => ({
  path: PATH,
  body: { to, ...(release === undefined ? {} : { release }), ...(kind === 'end' ? { revoke: true } : {}) },
});

/** Whom the page has heard of; there is no door that lists the members, and the service refuses what is none. */
function knownMembers(
  approvals: readonly Approval[],
  delegations: readonly Delegation[],
  own: string,
): readonly string[] {
  const named = [
    ...approvals.flatMap(({ request }) => request?.asked ?? []),
    ...delegations.flatMap(({ from, to }) => [from, to]),
  ];
  return [...new Set(named)].filter((one) => one !== own).sort();
}
