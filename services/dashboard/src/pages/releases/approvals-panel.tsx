import { placeOf } from '../../api/origin.ts';
import type { Approval, Delegation } from '../../api/releases.ts';
import { audienceText } from '../../text/audience-text.ts';
import { useLocale } from '../../text/locale.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import { groupApprovals } from './approval-acts.ts';
import { ReleaseLink } from './release-link.tsx';
import { instantText } from './release-words.ts';
import styles from './releases.module.css';

/** Approvals that wait for this member first, then those that wait for others, and those not requested. */
export function ApprovalsPanel({
  approvals,
  delegations,
  own,
}: {
  readonly approvals: readonly Approval[];
  readonly delegations: readonly Delegation[];
  readonly own: string;
}) {
  const { t, number } = useLocale();
  const found = groupApprovals(approvals, delegations, own);
  return (
    <section className="panel" aria-labelledby="approvals">
      <h2 id="approvals">{t('approvals.title')}</h2>
      <p className="caption">{t('approvals.caption')}</p>
      {approvals.length === 0 ? (
        <p>{t('approvals.none')}</p>
      ) : (
        <>
          <h3>{t('approvals.own', { organisation: own })}</h3>
          <ApprovalTable title={t('approvals.own', { organisation: own })} approvals={found.own} />
          <h3>{t('approvals.others')}</h3>
          <ApprovalTable title={t('approvals.others')} approvals={found.others} />
          <details className="behind">
            <summary>{`${t('approvals.notYet')}: ${number(found.notYet.length)}`}</summary>
            <ApprovalTable title={t('approvals.notYet')} approvals={found.notYet} />
          </details>
        </>
      )}
    </section>
  );
}

function ApprovalTable({
  title,
  approvals,
}: {
  readonly title: string;
  readonly approvals: readonly Approval[];
}) {
  const locale = useLocale();
  const { t, period } = locale;
  const names = useTableNames();
  if (approvals.length === 0) return <p>{t('approvals.nothing')}</p>;
  const isAsked = approvals.some(({ status }) => status === 'open');
  return (
    <div className={styles.list}>
      <DataTable
        caption={title}
        columns={[
          { key: 'table', title: t('releases.table') },
          { key: 'period', title: t('figure.period') },
          { key: 'audience', title: t('releases.audience') },
          ...(isAsked
            ? [
                { key: 'until', title: t('approvals.until') },
                { key: 'missing', title: t('approvals.missing') },
              ]
            : []),
        ]}
        rows={approvals.map(({ release, request }) => {
          const place = placeOf(release);
          return {
            key: release,
            cells: [
              <ReleaseLink key="table" id={release} names={names} isPreview />,
              period(place?.period ?? ''),
              audienceText(place?.audience ?? '', locale),
              ...(isAsked
                ? [
                    request === undefined ? '–' : instantText(request.until),
                    request?.missing.join(', ') ?? '–',
                  ]
                : []),
            ],
          };
        })}
      />
    </div>
  );
}
