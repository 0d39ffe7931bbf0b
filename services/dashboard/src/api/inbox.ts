import { queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { getJson } from './client.ts';

const seriesSchema = v.object({ table: v.string(), codes: v.record(v.string(), v.string()) });
/** A number of a released table over time: a code for each dimension of the table. */
export type Series = v.InferOutput<typeof seriesSchema>;

const inboxSchema = v.object({
  count: v.number(),
  approvals: v.array(v.object({ release: v.string(), until: v.string(), for: v.optional(v.string()) })),
  bulletins: v.array(v.object({ id: v.string(), title: v.string() })),
  watches: v.array(
    v.object({
      ...seriesSchema.entries,
      watch: v.string(),
      period: v.string(),
      reasons: v.array(v.picklist(['more', 'fewer', 'silent'])),
    }),
  ),
});
export type Inbox = v.InferOutput<typeof inboxSchema>;
export type FiredWatch = Inbox['watches'][number];

const SECOND_MS = 1000;

/**
 * Items that wait for the reader. Fetched when a page opens, after a release (`useNews`), and when the reader returns to the
 * window. It is not fetched by a timer, because that would keep a session alive for ever.
 */
export const inboxQuery = () =>
  queryOptions({
    queryKey: ['inbox'],
    queryFn: ({ signal }) => getJson('/v1/inbox', inboxSchema, signal),
    staleTime: 10 * SECOND_MS,
    refetchOnWindowFocus: true,
  });
