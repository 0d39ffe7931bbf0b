import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { deviceStorage } from '../api/device-storage.ts';
import { inboxQuery } from '../api/inbox.ts';
import { sessionQuery } from '../api/questions.ts';
import { isPageOf, PAGE_NAMES, ROUTES } from '../model/routes.ts';
import { useLocale } from '../text/locale.tsx';
import { FOOTNOTE_ID } from '../ui/country.tsx';
import { FailureBoundary } from '../ui/failure-boundary.tsx';
import { State } from '../ui/state.tsx';
import { ViewState } from '../ui/view-state.tsx';
import { Account } from './account.tsx';
import { Choices } from './choices.tsx';
import head from './head.module.css';
import { LiveBar } from './live-bar.tsx';
import markAddress from './mark.svg';
import { Menu } from './menu.tsx';
import { Navigation } from './navigation.tsx';
import { OwnBar } from './own-bar.tsx';
import { PAGE_COMPONENTS } from './page-components.ts';
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

/** Links analysts to their inbox, with the number of waiting items. */
function InboxLink() {
  const { t, number } = useLocale();
  const [at] = useLocation();
  const organisation = useQuery(sessionQuery()).data?.organisation;
  const { data } = useQuery({ ...inboxQuery(), enabled: organisation !== undefined });
  if (organisation === undefined) return null;
  const { path, title } = ROUTES.inbox;
  return (
    <Link
      className={data === undefined || data.count === 0 ? head.inbox : `${head.inbox} ${head.waiting}`}
      href={path}
      aria-current={at === path ? 'page' : undefined}
    >
      {t(title)}
      {data !== undefined && ` (${number(data.count)})`}
    </Link>
  );
}
