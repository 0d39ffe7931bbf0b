import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { isFirstTry } from '../api/is-first-try.ts';
import { releasesQuery, sessionQuery } from '../api/questions.ts';
import type { Session } from '../api/schemas.ts';
import { type PageName, ROUTES, type Route, TAB_NAMES } from '../model/routes.ts';
import { useLocale } from '../text/locale.tsx';
import head from './head.module.css';

/** Links to the pages that have content for the reader. */
export function Navigation({ here }: { readonly here: PageName | undefined }) {
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

/** Facts about a reader that determine which pages have content. */
type PageReader = Pick<Session, 'role' | 'reads'> & {
  /** Tables of which at least one release is readable. */
  readonly tables: readonly string[];
};

/**
 * The pages of the navigation. Members always have all; other readers have those with content for them. Other pages remain at
 * their URLs, and explain what is missing.
 */
export function pagesFor({ role, reads, tables }: PageReader): readonly PageName[] {
  if (reads === 'partners') return TAB_NAMES;
  const hasContent = ({ needsTable, onlyFor }: Route): boolean =>
    (needsTable === undefined || tables.some((table) => table.startsWith(needsTable))) &&
    (onlyFor === undefined || role === onlyFor);
  return TAB_NAMES.filter((name) => hasContent(ROUTES[name]));
}
