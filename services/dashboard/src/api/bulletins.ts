import { queryOptions } from '@tanstack/react-query';
import { askInsights } from './ask-insights.ts';
import {
  type Bulletin,
  type BulletinContent,
  bulletinSchema,
  bulletinsSchema,
  commandedSchema,
  removedSchema,
} from './bulletin-schemas.ts';
import { type ChangeOutcome, changeInsights } from './change-insights.ts';
import type { Session } from './schemas.ts';

/** Others write as well: what is shown is asked for anew whenever somebody comes to it. */
const ALWAYS_ASKED = { staleTime: 0 } as const;

export const bulletinsQuery = () =>
  queryOptions({
    queryKey: ['bulletins'],
    queryFn: ({ signal }) => askInsights('/v1/bulletins', bulletinsSchema, { signal }),
    ...ALWAYS_ASKED,
  });

export const bulletinQuery = (id: string) =>
  queryOptions({
    queryKey: ['bulletins', id],
    queryFn: ({ signal }) => askInsights(addressOf(id), bulletinSchema, { signal }),
    ...ALWAYS_ASKED,
  });

const addressOf = (id: string): string => `/v1/bulletins/${encodeURIComponent(id)}`;

type Who = Pick<Session, 'csrfToken'> | undefined;
export type Commanded = ChangeOutcome<{ readonly changed: boolean; readonly bulletin: Bulletin }>;

/** Over the version that was edited; 0 for a new one. */
export const saveBulletin = (
  who: Who,
  id: string,
  base: number,
  content: BulletinContent,
): Promise<Commanded> =>
  changeInsights(
    { method: 'PUT', path: addressOf(id), body: { base, content }, csrfToken: who?.csrfToken },
    commandedSchema,
  );

export type BulletinCommand =
  | { readonly kind: 'submit' | 'freeze'; readonly version: number }
  | { readonly kind: 'approve'; readonly version: number; readonly digest: string };

export const commandBulletin = (
  who: Who,
  id: string,
  { kind, ...body }: BulletinCommand,
): Promise<Commanded> =>
  changeInsights(
    { method: 'POST', path: `${addressOf(id)}/${kind}`, body, csrfToken: who?.csrfToken },
    commandedSchema,
  );

export const removeBulletin = (who: Who, id: string): Promise<ChangeOutcome<{ readonly removed: boolean }>> =>
  changeInsights(
    { method: 'DELETE', path: addressOf(id), body: {}, csrfToken: who?.csrfToken },
    removedSchema,
  );
