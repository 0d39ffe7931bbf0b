import { type ComponentType, lazy } from 'react';
import type { MessageId } from '../messages/catalogs.ts';
import type { PageName } from './page-paths.ts';

/** What stands on each page; it is loaded when it is first opened. */
export const PAGE_BODIES: Readonly<Record<PageName, ComponentType>> = {
  overview: lazy(async () => ({ default: (await import('./overview/overview-page.tsx')).OverviewPage })),
  trends: lazy(async () => ({ default: (await import('./trends/trends-page.tsx')).TrendsPage })),
  border: lazy(async () => ({ default: (await import('./border/border-page.tsx')).BorderPage })),
  record: lazy(async () => ({ default: (await import('./record/record-page.tsx')).RecordPage })),
  releases: lazy(async () => ({ default: (await import('./releases/releases-page.tsx')).ReleasesPage })),
  quality: lazy(async () => ({ default: (await import('./quality/quality-page.tsx')).QualityPage })),
  own: lazy(async () => ({ default: (await import('./own/own-page.tsx')).OwnPage })),
  bulletins: lazy(async () => ({ default: (await import('./bulletin/bulletins-page.tsx')).BulletinsPage })),
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
