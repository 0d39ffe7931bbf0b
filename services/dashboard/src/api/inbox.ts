import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { getJson } from './client.ts';

const seriesSchema = z.object({ table: z.string(), codes: z.record(z.string(), z.string()) });
/** A number of a released table over time: a code for each dimension of the table. */
export type Series = z.output<typeof seriesSchema>;

const inboxSchema = z.object({
  count: z.number(),
  approvals: z.array(z.object({ release: z.string(), until: z.string(), for: z.optional(z.string()) })),
  bulletins: z.array(z.object({ id: z.string(), title: z.string() })),
  watches: z.array(
    z.extend(seriesSchema, {
      watch: z.string(),
      period: z.string(),
      reasons: z.array(z.enum(['more', 'fewer', 'silent'])),
    }),
  ),
});
export type Inbox = z.output<typeof inboxSchema>;
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
