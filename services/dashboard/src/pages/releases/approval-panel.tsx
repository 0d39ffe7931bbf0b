import { useState } from 'react';
import {
  type Approval,
  changeApproval,
  type Delegation,
  OBJECTION_CODES,
  type ObjectionCode,
  type ReleaseTable,
} from '../../api/releases.ts';
import { useChange } from '../../api/use-change.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import { type Act, actsOf, changeOf, missingAfter } from './approval-acts.ts';
import { ChangeOutcome } from './change-outcome.tsx';
import { Totals } from './preview-head.tsx';
import { actText, instantText, REASONS } from './release-words.ts';
import styles from './releases.module.css';

/**
 * State of a release's approval, and the actions of this member. Each action states its effect first: an approval that can be
 * withdrawn next to its button, other actions in a dialog.
 */
export function ApprovalPanel({
  approval,
  delegations,
  own,
  csrfToken,
  table,
}: {
  readonly approval: Approval;
  readonly delegations: readonly Delegation[];
  readonly own: string;
  readonly csrfToken: string;
  readonly table: ReleaseTable;
}) {
  const locale = useLocale();
  const { t } = locale;
  const names = useTableNames();
  const change = useChange<{ changed: boolean }>('approvals', 'releases', 'inbox');
  const [asking, setAsking] = useState<Act>();
  const [done, setDone] = useState<Act>();
  const [code, setCode] = useState<ObjectionCode>('risk-to-persons');
  const confirm = async (act: Act) => {
    await change.run(() => changeApproval({ csrfToken }, changeOf(approval.release, act, own, code)));
    setAsking(undefined);
    setDone(act);
  };
  const acts = actsOf({ approval, delegations, own });
  // The last approval publishes the release at once, so it is confirmed like the other actions.
  const direct = acts
    .filter(isApproval)
    .filter(({ organisation }) => missingAfter(approval, organisation).length > 0);
  return (
    <section className="panel prose" aria-labelledby="approval">
      <h2 id="approval">{t('approval.title')}</h2>
      {asking === undefined && !change.isBusy && (
        <ChangeOutcome
          {...change}
          {...(done !== undefined &&
            isApproval(done) && { done: t('act.done.approve', { organisation: done.organisation }) })}
        />
      )}
      <p className="headline">{saysOf(approval, locale)}</p>
      <Members approval={approval} />
      {direct.map((act) => (
        <div key={act.organisation}>
          <p id={`will-${act.organisation}`}>{willHappen(act, approval, own, locale)}</p>
          <div className="buttons">
            <button
              type="button"
              className="button"
              aria-describedby={`will-${act.organisation}`}
              disabled={change.isBusy}
              onClick={() => void confirm(act)}
            >
              {actText(act, own, locale)}
            </button>
          </div>
        </div>
      ))}
      <div className="buttons">
        {acts
          .filter((act) => !direct.some((one) => one === act))
          .map((act) => (
            <button
              key={actText(act, own, locale)}
              type="button"
              className={isApproval(act) ? 'button' : undefined}
              onClick={() => setAsking(act)}
            >
              {actText(act, own, locale)}
            </button>
          ))}
      </div>
      {asking !== undefined && (
        <ConfirmDialog
          title={`${actText(asking, own, locale)}: ${names.release(approval.release)}`}
          yes={actText(asking, own, locale)}
          no={t('act.cancel')}
          isBusy={change.isBusy}
          onYes={() => void confirm(asking)}
          onNo={() => setAsking(undefined)}
        >
          <p>{willHappen(asking, approval, own, locale)}</p>
          {isApproval(asking) && <Totals table={table} />}
          {asking.kind === 'object' && <Reasons code={code} choose={setCode} />}
        </ConfirmDialog>
      )}
    </section>
  );
}

const isApproval = (act: Act): act is Extract<Act, { kind: 'approve' }> => act.kind === 'approve';

function Reasons({
  code,
  choose,
}: {
  readonly code: ObjectionCode;
  readonly choose: (code: ObjectionCode) => void;
}) {
  const { t } = useLocale();
  return (
    <fieldset>
      <legend>{t('reason.label')}</legend>
      {OBJECTION_CODES.map((one) => (
        <label key={one} className={styles.option}>
          <input type="radio" name="reason" checked={one === code} onChange={() => choose(one)} />
          {t(REASONS[one])}
        </label>
      ))}
    </fieldset>
  );
}

function Members({ approval: { request } }: { readonly approval: Approval }) {
  const { t } = useLocale();
  if (request === undefined) return null;
  const given = request.approvals.map(({ organisation, approvedBy }) =>
    organisation === approvedBy ? organisation : t('approval.through', { organisation, by: approvedBy }),
  );
  return (
    <>
      {request.missing.length > 0 && <p>{t('approval.missing', { members: request.missing.join(', ') })}</p>}
      {given.length > 0 && <p>{t('approval.given', { members: given.join(', ') })}</p>}
    </>
  );
}

function saysOf({ status, request, objection, withdrawal }: Approval, { t, number }: Locale): string {
  const until = request === undefined ? '' : instantText(request.until);
  switch (status) {
    case 'not-requested':
      return t('approval.details.notRequested');
    case 'open': {
      const count = request?.missing.length ?? 0;
      return t('approval.details.open', { count, n: number(count), until });
    }
    case 'approved':
      return t('approval.details.approved');
    case 'expired':
      return t('approval.details.expired', { until });
    case 'objected':
      return t('approval.details.objected', {
        by: objection?.objectedBy ?? '',
        at: objection === undefined ? '' : instantText(objection.at),
        reason: objection === undefined ? '' : t(REASONS[objection.code]),
      });
    case 'withdrawn':
      return t('approval.details.withdrawn', {
        by: withdrawal?.withdrawnBy ?? '',
        at: withdrawal === undefined ? '' : instantText(withdrawal.at),
      });
    default:
      return status satisfies never;
  }
}

/** The effect of an action in the current state. */
function willHappen(act: Act, approval: Approval, own: string, { t }: Locale): string {
  switch (act.kind) {
    case 'request':
      return t('will.request');
    case 'approve': {
      const missing = missingAfter(approval, act.organisation);
      const { organisation } = act;
      return missing.length === 0
        ? t('will.publish', { organisation })
        : t('will.approve', { organisation, missing: missing.join(', ') });
    }
    case 'object':
      return t('will.object', { organisation: own });
    case 'withdraw':
      return t(
        (
          {
            approval: 'will.withdrawApproval',
            request: 'will.withdrawRequest',
            release: 'will.withdrawRelease',
          } as const
        )[act.what],
      );
    default:
      return act satisfies never;
  }
}
