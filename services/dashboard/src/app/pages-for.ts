import type { Session } from '../api/schemas.ts';
import { type PageName, ROUTES, type Route, TAB_NAMES } from '../model/routes.ts';

/** Facts about a reader that determine which pages have content. */
export type PageReader = Pick<Session, 'role' | 'reads'> & {
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
