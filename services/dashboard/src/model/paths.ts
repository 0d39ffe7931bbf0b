import type { PeriodKind } from '@waylight/calendar';
import { ROUTES } from './routes.ts';

/** The address segment of a new bulletin. No bulletin has this id: ids are UUIDs. */
export const NEW_BULLETIN = 'new';
/** The URL parameter for the state in which a bulletin is shown. */
export const BULLETIN_VIEW = 'view';

export const releasePath = (id: string): string => `${ROUTES.releases.path}/${encodeURIComponent(id)}`;

export const bulletinPath = (id: string): string => `${ROUTES.bulletins.path}/${encodeURIComponent(id)}`;
export const editPath = (id: string): string => `${bulletinPath(id)}?${BULLETIN_VIEW}=edit`;
export const newBulletinPath = bulletinPath(NEW_BULLETIN);

/** The page Trends with the numbers by these dimensions; with `only`, those of one code of the second dimension. */
export const trendsPath = (by: readonly string[], period: PeriodKind, only?: string): string =>
  `${ROUTES.trends.path}?${new URLSearchParams({ by: by.join(','), period, ...(only !== undefined && { only }) })}`;
