import type { Session } from '../data/schemas.ts';
import { PAGE_NAMES, type PageName } from './page-paths.ts';

/** Facts about a reader that decide which pages have content. */
export type PageReader = Pick<Session, 'role' | 'reads'> & {
  /** Tables of which at least one release is readable. */
  readonly tables: readonly string[];
};

/**
 * The pages of the navigation. Members always have all; other readers have those that can show them something. A hidden page
 * remains at its address, and explains what it lacks.
 */
export function pagesFor({ role, reads, tables }: PageReader): readonly PageName[] {
  if (reads === 'partners') return PAGE_NAMES;
  const hasContent: Readonly<Record<PageName, boolean>> = {
    overview: true,
    trends: tables.length > 0,
    border: tables.some((table) => table.startsWith('segment-')),
    record: true,
    releases: true,
    quality: tables.length > 0,
    own: role === 'analyst',
    bulletins: true,
  };
  return PAGE_NAMES.filter((name) => hasContent[name]);
}
