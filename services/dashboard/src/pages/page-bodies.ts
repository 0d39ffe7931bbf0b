import { type ComponentType, lazy } from 'react';
import type { MessageId } from '../text/texts.ts';
import { OverviewPage } from './overview/overview-page.tsx';
import type { PageName } from './page-paths.ts';

/** A page that is loaded when it is first opened. */
const page = (load: () => Promise<ComponentType>) => lazy(async () => ({ default: await load() }));

/**
 * What stands on each page; it is loaded when it is first opened. The overview comes with the shell: what is its own is
 * little, the rest is what all pages are made of, and one file is there sooner than twenty small ones.
 */
export const PAGE_BODIES: Readonly<Record<PageName, ComponentType>> = {
  overview: OverviewPage,
  trends: page(async () => (await import('./trends/trends-page.tsx')).TrendsPage),
  border: page(async () => (await import('./border/border-page.tsx')).BorderPage),
  record: page(async () => (await import('./record/record-page.tsx')).RecordPage),
  releases: page(async () => (await import('./releases/releases-page.tsx')).ReleasesPage),
  quality: page(async () => (await import('./quality/quality-page.tsx')).QualityPage),
  own: page(async () => (await import('./own/own-page.tsx')).OwnPage),
  bulletins: page(async () => (await import('./bulletin/bulletins-page.tsx')).BulletinsPage),
};

/** What the navigation calls it. */
export const PAGE_TITLES: Readonly<Record<PageName, MessageId>> = {
  overview: 'nav.overview',
  trends: 'nav.trends',
  border: 'nav.border',
  record: 'nav.record',
  releases: 'nav.releases',
  quality: 'nav.quality',
  own: 'nav.own',
  bulletins: 'nav.bulletins',
};
