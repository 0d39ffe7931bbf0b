import { queryOptions } from '@tanstack/react-query';
import {
  type Bulletin,
  type BulletinContent,
  bulletinSchema,
  bulletinsSchema,
  commandedSchema,
  removedSchema,
} from './bulletin-schemas.ts';
import { type ChangeOutcome, getJson, outcomeOf, sendChange } from './client.ts';
import type { Session } from './schemas.ts';

/** Other people write too, so the data is fetched again whenever it is shown. */
const ALWAYS_ASKED = { staleTime: 0 } as const;

export const bulletinsQuery = () =>
  queryOptions({
    queryKey: ['bulletins'],
    queryFn: ({ signal }) => getJson('/v1/bulletins', bulletinsSchema, signal),
    ...ALWAYS_ASKED,
  });

export const bulletinQuery = (id: string) =>
  queryOptions({
    queryKey: ['bulletins', id],
    queryFn: ({ signal }) => getJson(addressOf(id), bulletinSchema, signal),
    ...ALWAYS_ASKED,
  });

const addressOf = (id: string): string => `/v1/bulletins/${encodeURIComponent(id)}`;

type Writer = Pick<Session, 'csrfToken'> | undefined;
export type Commanded = ChangeOutcome<{ readonly changed: boolean; readonly bulletin: Bulletin }>;

/** Version that was edited; 0 for a new bulletin. */
export const saveBulletin = (
  writer: Writer,
  id: string,
  base: number,
  content: BulletinContent,
): Promise<Commanded> =>
  outcomeOf(
    sendChange(writer, { method: 'PUT', path: addressOf(id), body: { base, content } }, commandedSchema),
  );

export type BulletinCommand =
  | { readonly kind: 'submit' | 'freeze'; readonly version: number }
  | { readonly kind: 'approve'; readonly version: number; readonly digest: string };

export const commandBulletin = (
  writer: Writer,
  id: string,
  { kind, ...body }: BulletinCommand,
): Promise<Commanded> =>
  outcomeOf(sendChange(writer, { method: 'POST', path: `${addressOf(id)}/${kind}`, body }, commandedSchema));

export const removeBulletin = (
  writer: Writer,
  id: string,
): Promise<ChangeOutcome<{ readonly removed: boolean }>> =>
  outcomeOf(sendChange(writer, { method: 'DELETE', path: addressOf(id), body: {} }, removedSchema));
