import { queryOptions } from '@tanstack/react-query';
import type { Language } from '@waylight/taxonomy/labels';
import * as v from 'valibot';
import { TOGETHER } from '../text/table-codes.ts';
import { getJson, sendChange } from './client.ts';
import type { FiredWatch, Series } from './inbox.ts';
import type { PlannedTable } from './planned-table.ts';
import type { Session } from './schemas.ts';

/** Series that a person watches, and where messages about them go. No device stores them. */

const watchSchema = v.object({
  id: v.string(),
  table: v.string(),
  codes: v.record(v.string(), v.string()),
});
export type Watch = v.InferOutput<typeof watchSchema>;
const watchesSchema = v.object({ watches: v.array(watchSchema) });

export const watchesQuery = () =>
  queryOptions({
    queryKey: ['watches'],
    queryFn: async ({ signal }) => (await getJson('/v1/watches', watchesSchema, signal)).watches,
  });

export const FAILURES = [
  ...(['unreachable', 'certificate', 'rejected', 'redirect', 'private-address', 'not-allowed'] as const),
  'gone',
] as const;
const failure = v.optional(v.object({ reason: v.picklist(FAILURES), at: v.string() }));
export type DeliveryFailure = NonNullable<v.InferOutput<typeof failure>>;

const deliverySchema = v.object({
  mail: v.optional(v.object({ address: v.string(), failure })),
  webhook: v.optional(v.object({ url: v.string(), failure })),
  mailDomains: v.array(v.string()),
  webhookHosts: v.array(v.string()),
});
export type Delivery = v.InferOutput<typeof deliverySchema>;

/** True if a message about a watch can be sent by mail. */
export const hasMail = ({ mail, mailDomains }: Delivery): boolean =>
  mail !== undefined || mailDomains.length > 0;

export const deliveryQuery = () =>
  queryOptions({
    queryKey: ['delivery'],
    queryFn: ({ signal }) => getJson('/v1/delivery', deliverySchema, signal),
  });

/** Finds a series among those watched. */
export const findWatch = (watches: readonly Watch[], series: Series): Watch | undefined =>
  watches.find((one) => seriesKey(one) === seriesKey(series));

const seriesKey = ({ table, codes }: Series): string => JSON.stringify([table, Object.entries(codes).sort()]);

/** Only numbers of tables by month, quarter or year can be watched, and neither margins nor pooled rows. */
export function isWatchable(tables: readonly PlannedTable[], { table: id, codes }: Series): boolean {
  const table = tables.find((one) => one.id === id);
  if (table === undefined || table.period === 'week') return false;
  return (
    Object.keys(codes).length === table.dimensions.length &&
    table.dimensions.every(({ name, codes: known }) => {
      const code = codes[name];
      return code !== undefined && code !== TOGETHER && known.includes(code);
    })
  );
}

/** @throws ViewProblem, like all changes here */
export const addWatch = (session: Session, { table, codes }: Series): Promise<Watch> =>
  sendChange(
    session,
    { method: 'PUT', path: `/v1/watches/${crypto.randomUUID()}`, body: { table, codes } },
    watchSchema,
  );

export const removeWatch = (session: Session, id: string): Promise<unknown> =>
  sendChange(session, { method: 'DELETE', path: `/v1/watches/${id}` }, v.unknown());

/** Removes all watches, changes, addresses and waiting messages. */
export const forgetWatches = (session: Session): Promise<unknown> =>
  sendChange(session, { method: 'DELETE', path: '/v1/watches' }, v.unknown());

export function markRead(session: Session, fired: readonly FiredWatch[]): Promise<unknown> {
  const changes = fired.map(({ watch, period }) => ({ watch, period }));
  return sendChange(session, { method: 'POST', path: '/v1/inbox/read', body: { changes } }, v.unknown());
}

export const saveMail = (session: Session, address: string, language: Language): Promise<unknown> =>
  sendChange(session, { method: 'PUT', path: '/v1/delivery/mail', body: { address, language } }, v.unknown());

const secretSchema = v.object({ secret: v.string() });

/** Returns the secret for signatures, which cannot be read again. */
export async function saveWebhook(session: Session, url: string): Promise<string> {
  const change = { method: 'PUT', path: '/v1/delivery/webhook', body: { url } } as const;
  return (await sendChange(session, change, secretSchema)).secret;
}

export const removeAddress = (session: Session, channel: 'mail' | 'webhook'): Promise<unknown> =>
  sendChange(session, { method: 'DELETE', path: `/v1/delivery/${channel}` }, v.unknown());
