import type { MessageId } from '../text/texts.ts';

export type Route = {
  /** Path of the page. Paths below it, such as /releases/2026-09, belong to it too. */
  readonly path: string;
  readonly title: MessageId;
  /** Folder in `pages/`. Its file `page.tsx` exports the component as `Page`. */
  readonly folder: string;
  /** Prefix of tables. The navigation shows the page to readers with one of these tables, and to members always. */
  readonly needsTable?: string;
  /** The only role for which the page has content. */
  readonly onlyFor?: 'analyst';
  /** False for a page that is linked in the header instead. */
  readonly isTab?: false;
};

/** All pages in navigation order. Insights returns the dashboard at their paths. */
export const ROUTES = {
  overview: { path: '/', title: 'nav.overview', folder: 'overview' },
  trends: { path: '/trends', title: 'nav.trends', folder: 'trends', needsTable: '' },
  border: { path: '/border', title: 'nav.border', folder: 'border', needsTable: 'segment-' },
  response: { path: '/response', title: 'nav.response', folder: 'response', needsTable: 'country-service-' },
  record: { path: '/record', title: 'nav.record', folder: 'record' },
  releases: { path: '/releases', title: 'nav.releases', folder: 'releases' },
  quality: { path: '/quality', title: 'nav.quality', folder: 'quality', needsTable: '' },
  own: { path: '/own', title: 'nav.own', folder: 'own', onlyFor: 'analyst' },
  bulletins: { path: '/bulletins', title: 'nav.bulletins', folder: 'bulletin' },
  inbox: { path: '/inbox', title: 'nav.inbox', folder: 'inbox', isTab: false },
} as const satisfies Readonly<Record<string, Route>>;

export type PageName = keyof typeof ROUTES;

export const PAGE_NAMES = Object.keys(ROUTES) as readonly PageName[];

/** Pages of the navigation. */
export const TAB_NAMES: readonly PageName[] = PAGE_NAMES.filter(
  (name) => (ROUTES[name] as Route).isTab !== false,
);

export const isPageOf = (name: PageName, address: string): boolean => {
  const { path } = ROUTES[name];
  return address === path || (path !== '/' && address.startsWith(`${path}/`));
};

/** The first path segment of each page. The overview has none. */
export const firstSegments = (): readonly string[] =>
  Object.values<Route>(ROUTES)
    .map(({ path }) => path.split('/')[1] ?? '')
    .filter((segment) => segment !== '');
