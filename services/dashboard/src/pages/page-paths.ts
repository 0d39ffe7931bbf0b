/**
 * The pages and their addresses, in the order of the navigation: a page is its line here, its component in
 * `page-bodies.ts` (which does not compile without) and its texts. Insights answers these addresses with the
 * dashboard; what stands behind a page's name belongs to it, as in /releases/2026-09.
 */
export const PAGE_PATHS = {
  overview: '/',
  trends: '/trends',
  border: '/border',
  record: '/record',
  releases: '/releases',
  quality: '/quality',
  own: '/own',
  bulletins: '/bulletins',
} as const;

export type PageName = keyof typeof PAGE_PATHS;

export const PAGE_NAMES = Object.keys(PAGE_PATHS) as readonly PageName[];

/** The first segment of each address, but for the first page's, which has none. */
export const pageNames = (): readonly string[] =>
  Object.values<string>(PAGE_PATHS)
    .map((path) => path.split('/')[1] ?? '')
    .filter((name) => name !== '');
