import { type QueryClient, useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { isFirstTry } from '../../api/is-first-try.ts';
import { onceKnown } from '../../api/once-known.ts';
import { releasePlanQuery, releasesQuery, sessionQuery } from '../../api/questions.ts';
import { approvalsQuery } from '../../api/releases.ts';
import type { Session } from '../../api/schemas.ts';
import { useLocale } from '../../text/locale.tsx';
import { Span } from '../../ui/columns.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { ApprovalsPanel } from './approvals-panel.tsx';
import { DelegationsPanel } from './delegations-panel.tsx';
import { ReleaseList } from './release-list.tsx';
import { ReleasePage } from './release-page.tsx';
import { UpcomingPanel } from './upcoming-panel.tsx';

export function fetchEarly(client: QueryClient): void {
  void client.prefetchQuery(releasesQuery());
  void client.prefetchQuery(releasePlanQuery());
  onceKnown(client.fetchQuery(sessionQuery()), (session) => {
    if (memberOf(session) !== undefined) void client.prefetchQuery(approvalsQuery(true));
  });
}

/** The organisation of an analyst, who may approve for it. */
const memberOf = (session: Session | undefined): string | undefined =>
  session?.role === 'analyst' ? session.organisation : undefined;

/** Releases and approvals, or one release if the URL names it. */
export function Page() {
  const [path] = useLocation();
  const id = idIn(path);
  return id === undefined ? <AllReleases /> : <ReleasePage key={id} id={id} />;
}

function idIn(path: string): string | undefined {
  const name = path.split('/')[2] ?? '';
  try {
    return decodeURIComponent(name) || undefined;
  } catch {
    return name;
  }
}

function AllReleases() {
  const { t } = useLocale();
  const sessionResult = useQuery(sessionQuery());
  const session = sessionResult.data;
  const own = memberOf(session);
  const releases = useQuery(releasesQuery());
  const approvals = useQuery(approvalsQuery(own !== undefined));
  const plan = useQuery(releasePlanQuery());
  // All panels appear in one step, so that none moves another.
  const isComplete = ![sessionResult, releases, approvals, plan].some(isFirstTry);
  return (
    <>
      <PageHead title={t('nav.releases')} />
      {isComplete ? (
        <div className="columns">
          {own !== undefined && (
            <Span of={7}>
              <Answered query={approvals}>{(found) => <ApprovalsPanel {...found} own={own} />}</Answered>
            </Span>
          )}
          {session?.reads === 'partners' && (
            <Span of={own === undefined ? 12 : 5}>
              <div className="stack">
                <UpcomingPanel />
                {own !== undefined && approvals.data !== undefined && (
                  <DelegationsPanel {...approvals.data} own={own} csrfToken={session.csrfToken ?? ''} />
                )}
              </div>
            </Span>
          )}
          <Answered query={releases} absent="no-releases">
            {(all) =>
              all.length === 0 ? (
                <ViewState kind="empty" cause="no-releases" />
              ) : (
                <ReleaseList releases={all} approvals={approvals.data?.approvals ?? []} />
              )
            }
          </Answered>
        </div>
      ) : (
        <ViewState kind="loading" />
      )}
    </>
  );
}
