import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { bulletinsQuery } from '../../api/bulletins.ts';
import { sessionQuery } from '../../api/questions.ts';
import type { Session } from '../../api/schemas.ts';
import { bulletinPath, newBulletinPath } from '../../model/paths.ts';
import { useLocale } from '../../text/locale.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Answered } from '../../ui/view-state.tsx';
import { AUDIENCE_WORDS, dayOf, STATUS_WORDS } from './words.ts';

/** Analysts of members write. All readers can read the frozen bulletins for their audience. */
export const mayWrite = (session: Session | undefined): boolean =>
  session?.role === 'analyst' && session.reads === 'partners';

/** Drafts of the reader's organisation, and frozen bulletins. */
export function ListPage() {
  const { t, period, number } = useLocale();
  const query = useQuery(bulletinsQuery());
  const { data: session } = useQuery(sessionQuery());
  return (
    <>
      <PageHead title={t('nav.bulletins')}>
        {mayWrite(session) && (
          <Link href={newBulletinPath} className="button">
            {t('bulletin.new')}
          </Link>
        )}
      </PageHead>
      <Answered query={query} absent="no-bulletins">
        {({ drafts, frozen }) => (
          <div className="stack">
            {mayWrite(session) && (
              <section className="panel" aria-labelledby="drafts">
                <h2 id="drafts">{t('bulletin.drafts')}</h2>
                <p className="caption">{t('bulletin.drafts.note')}</p>
                {drafts.length === 0 ? (
                  <p>{t('bulletin.drafts.none')}</p>
                ) : (
                  <DataTable
                    caption={t('bulletin.drafts')}
                    columns={[
                      { key: 'title', title: t('bulletin.title') },
                      { key: 'period', title: t('figure.period') },
                      { key: 'audience', title: t('releases.audience') },
                      { key: 'status', title: t('bulletin.status') },
                      { key: 'version', title: t('bulletin.version') },
                      { key: 'changed', title: t('bulletin.changed') },
                    ]}
                    rows={drafts.map(({ id, title, period: of, audience, status, version, changedAt }) => ({
                      key: id,
                      cells: [
                        <To key="title" id={id} title={title} />,
                        of === undefined ? '' : period(of),
                        audience === undefined ? '' : t(AUDIENCE_WORDS[audience]),
                        t(STATUS_WORDS[status]),
                        number(version),
                        dayOf(changedAt),
                      ],
                    }))}
                  />
                )}
              </section>
            )}
            <section className="panel" aria-labelledby="frozen">
              <h2 id="frozen">{t('bulletin.frozen')}</h2>
              <p className="caption">{t('bulletin.frozen.note')}</p>
              {frozen.length === 0 ? (
                <p>{t('bulletin.frozen.none')}</p>
              ) : (
                <DataTable
                  caption={t('bulletin.frozen')}
                  columns={[
                    { key: 'title', title: t('bulletin.title') },
                    { key: 'period', title: t('figure.period') },
                    { key: 'organisation', title: t('bulletin.organisation') },
                    { key: 'audience', title: t('releases.audience') },
                    { key: 'frozen', title: t('bulletin.frozenOn') },
                  ]}
                  rows={frozen.map(({ id, title, organisation, audience, frozenAt, period: of }) => ({
                    key: id,
                    cells: [
                      <To key="title" id={id} title={title} />,
                      period(of),
                      organisation,
                      t(AUDIENCE_WORDS[audience]),
                      dayOf(frozenAt),
                    ],
                  }))}
                />
              )}
            </section>
          </div>
        )}
      </Answered>
    </>
  );
}

function To({ id, title }: { readonly id: string; readonly title: string }) {
  const { t } = useLocale();
  return (
    <Link href={bulletinPath(id)} className="table-link">
      {title === '' ? t('bulletin.untitled') : title}
    </Link>
  );
}
