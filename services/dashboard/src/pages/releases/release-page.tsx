import { useQuery } from '@tanstack/react-query';
import { needsApproval } from '@waylight/disclosure-control/audiences';
import { Link } from 'wouter';
import { sessionQuery } from '../../api/questions.ts';
import { approvalsQuery, type ReleaseTable, releaseQuery } from '../../api/releases.ts';
import { download, type ExportedFile } from '../../export/download.ts';
import { useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import { Span } from '../../ui/columns.tsx';
import { CompletenessFigure } from '../../ui/completeness-figure.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import { Answered } from '../../ui/view-state.tsx';
import { ApprovalPanel } from './approval-panel.tsx';
import { NumbersPanel } from './numbers-panel.tsx';
import { PreviewHead } from './preview-head.tsx';
import styles from './releases.module.css';
import { VerifyPanel } from './verify-panel.tsx';

/** One release: its numbers, the state of its approval, and its verification. */
export function ReleasePage({ id }: { readonly id: string }) {
  const { t } = useLocale();
  const names = useTableNames();
  const release = useQuery(releaseQuery(id));
  const { data: session } = useQuery(sessionQuery());
  const own = session?.role === 'analyst' ? session.organisation : undefined;
  const isMember = own !== undefined && session?.reads === 'partners';
  /** State of the approval, and actions. */
  const approvalOf = (document: unknown, table: ReleaseTable) => (
    <>
      {!needsApproval(table.audience) ? (
        <section className="panel" aria-labelledby="approval">
          <h2 id="approval">{t('approval.title')}</h2>
          <p>{t('approval.needsNone')}</p>
        </section>
      ) : (
        own !== undefined && <ReleaseApproval table={table} own={own} csrfToken={session?.csrfToken ?? ''} />
      )}
      <VerifyPanel document={document} />
      <DownloadPanel id={id} document={document} />
    </>
  );
  return (
    <>
      <p className={styles.back}>
        <Link href="/releases">← {t('release.back')}</Link>
      </p>
      <PageHead title={names.release(id)} asOf={release.data?.table.release} />
      <Answered query={release} absent="no-release">
        {({ document, table }) => (
          <div className="columns">
            {isMember && needsApproval(table.audience) && (
              <PreviewHead table={table} audience={table.audience} />
            )}
            <Span of={table.completeness === undefined ? 8 : 4}>
              <NumbersPanel table={table} />
            </Span>
            {table.completeness !== undefined && (
              <Span of={4}>
                <CompletenessFigure
                  bounds={{ from: table.period, to: table.period }}
                  hasNumbers={table.audience === session?.reads}
                />
              </Span>
            )}
            <Span of={4}>
              <div className="stack">{approvalOf(document, table)}</div>
            </Span>
          </div>
        )}
      </Answered>
    </>
  );
}

function ReleaseApproval({
  table,
  own,
  csrfToken,
}: {
  readonly table: ReleaseTable;
  readonly own: string;
  readonly csrfToken: string;
}) {
  const query = useQuery(approvalsQuery(true));
  return (
    <Answered query={query}>
      {({ approvals, delegations }) => {
        const approval = approvals.find(({ release }) => release === table.release);
        return (
          approval !== undefined && (
            <ApprovalPanel
              approval={approval}
              delegations={delegations}
              own={own}
              csrfToken={csrfToken}
              table={table}
            />
          )
        );
      }}
    </Answered>
  );
}

/** Saves a release as a file, in the form of `waylight release export`. */
function DownloadPanel({ id, document: release }: { readonly id: string; readonly document: unknown }) {
  const { t } = useLocale();
  const title = t('release.download');
  return (
    <section className="panel prose" aria-labelledby="download">
      <h2 id="download">{title}</h2>
      <p>
        <button type="button" onClick={() => download(exportedFile(id, release))}>
          {title}
        </button>
      </p>
      <p className="caption">
        <Say
          id="release.download.note"
          values={{ command: <code className={styles.code}>{`npx waylight release export ${id}`}</code> }}
        />
      </p>
    </section>
  );
}

/** A list of one table, as the command prints it. */
const exportedFile = (id: string, release: unknown): ExportedFile => ({
  name: `${id}.json`,
  content: new Blob([`${JSON.stringify([release])}\n`], { type: 'application/json' }),
});
