import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, useState } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { deviceStorage } from '../api/device-storage.ts';
import { isFirstTry } from '../api/is-first-try.ts';
import { releasesQuery, sessionQuery } from '../api/questions.ts';
import { isPageOf, PAGE_NAMES, type PageName, ROUTES, TAB_NAMES } from '../model/routes.ts';
import { useLocale } from '../text/locale.tsx';
import { FOOTNOTE_ID } from '../ui/country.tsx';
import { FailureBoundary } from '../ui/failure-boundary.tsx';
import { State } from '../ui/state.tsx';
import { ViewState } from '../ui/view-state.tsx';
import { Account } from './account.tsx';
import { Choices } from './choices.tsx';
import head from './head.module.css';
import { InboxLink } from './inbox-link.tsx';
import { LiveBar } from './live-bar.tsx';
import markAddress from './mark.svg';
import { Menu } from './menu.tsx';
import { OwnBar } from './own-bar.tsx';
import { PAGE_COMPONENTS } from './page-components.ts';
import { pagesFor } from './pages-for.ts';
import { ReadingStrip } from './reading-strip.tsx';
import styles from './shell.module.css';

const CONTENT_ID = 'content';

/** The frame of every page: header, navigation and footer. */
export function Shell() {
  const { t } = useLocale();
  const [at] = useLocation();
  const here = PAGE_NAMES.find((name) => isPageOf(name, at));
  return (
    <>
      <a className={styles.skip} href={`#${CONTENT_ID}`}>
        {t('app.skip')}
      </a>
      <header className={head.head}>
        <p className={head.product}>
          <img src={markAddress} alt="" width="28" height="28" />
          <span>
            <strong>Waylight</strong>
            <span className={head.tagline}>{t('app.tagline')}</span>
          </span>
        </p>
        <InboxLink />
        <Menu here={here && t(ROUTES[here].title)}>
          <Choices />
          <OwnBar />
          <Account />
          <Navigation here={here} />
        </Menu>
      </header>
      <FailureBoundary instead={null}>
        <LiveBar />
      </FailureBoundary>
      <ReadingStrip />
      <main id={CONTENT_ID} tabIndex={-1}>
        <FailureBoundary instead={<Broken />}>
          <Suspense fallback={<ViewState kind="loading" />}>
            <Pages />
          </Suspense>
        </FailureBoundary>
      </main>
      <footer className={styles.foot}>
        <p id={FOOTNOTE_ID}>* {t('footnote.xk')}</p>
        <p>{t('footnote.borders')}</p>
        {deviceStorage() === undefined && <p>{t('storage.blocked')}</p>}
      </footer>
    </>
  );
}

function Navigation({ here }: { readonly here: PageName | undefined }) {
  const { t } = useLocale();
  const { pages, isPending } = usePagesFor();
  const [isShown, setShown] = useState(false);
  if (!isPending && !isShown) setShown(true);
  return (
    // Only before the page is shown, because an invisible field loses the focus of its author.
    <nav aria-label={t('nav.label')} className={isPending && !isShown ? head.pending : undefined}>
      <ul>
        {pages.map((name) => (
          <li key={name}>
            <Link href={ROUTES[name].path} aria-current={name === here ? 'page' : undefined}>
              {t(ROUTES[name].title)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Without a session response all pages remain, because each can show cached data. */
function usePagesFor(): { readonly pages: readonly PageName[]; readonly isPending: boolean } {
  const session = useQuery(sessionQuery());
  const isOther = session.data !== undefined && session.data.reads !== 'partners';
  const releases = useQuery({ ...releasesQuery(), enabled: isOther });
  const isPending = isFirstTry(session) || isFirstTry(releases);
  if (session.data === undefined || (isOther && releases.data === undefined))
    return { pages: TAB_NAMES, isPending };
  const tables = releases.data?.map(({ table }) => table) ?? [];
  return { pages: pagesFor({ ...session.data, tables }), isPending };
}

function Pages(): ReactNode {
  return (
    <Switch>
      {PAGE_NAMES.map((name) => (
        <Route key={name} path={routeOf(ROUTES[name].path)} component={PAGE_COMPONENTS.get(name)} />
      ))}
      <Route component={NoSuchPage} />
    </Switch>
  );
}

/** Paths below a page belong to it. */
const routeOf = (path: string): string => (path === '/' ? path : `${path}/*?`);

function NoSuchPage() {
  const { t } = useLocale();
  return (
    <div className="state">
      <h1>{t('page.missing')}</h1>
      <Link href="/">{t('page.missing.next')}</Link>
    </div>
  );
}

function Broken() {
  const { t } = useLocale();
  return <State kind="error" role="alert" says={t('state.broken')} next={t('state.broken.next')} />;
}
