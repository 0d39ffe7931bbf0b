import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { askInsights } from './ask-insights.ts';
import { approvalsSchema, changedSchema, releaseKeysSchema, releaseTableSchema } from './release-schemas.ts';
import { ViewProblem } from './view-problem.ts';

const MINUTE_MS = 60_000;
const FOREVER = Number.POSITIVE_INFINITY;

/** One release: to be shown, and as it came, to be saved and checked. It never changes. */
export const releaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['release', id],
    queryFn: async ({ signal }) => {
      const document = await askInsights(`/v1/releases/${encodeURIComponent(id)}`, z.unknown(), { signal });
      const parsed = releaseTableSchema.safeParse(document);
      if (!parsed.success) throw new ViewProblem('error', { cause: parsed.error });
      return { document, table: parsed.data };
    },
    staleTime: FOREVER,
  });

/** How all approvals stand; other members change it at any time. */
export const approvalsQuery = (isMember: boolean) =>
  queryOptions({
    queryKey: ['approvals'],
    queryFn: ({ signal }) => askInsights('/v1/approvals', approvalsSchema, { signal }),
    staleTime: MINUTE_MS / 2,
    enabled: isMember,
  });

export const askReleaseKeys = () => askInsights('/v1/release-keys', releaseKeysSchema);

export type Change = { readonly path: string; readonly body?: Readonly<Record<string, unknown>> };

/** Changes something in the name of who has signed in; `changed` is false where it was so already. @throws ViewProblem */
export function sendChange({ path, body }: Change, csrfToken: string): Promise<{ changed: boolean }> {
  const headers = new Headers({ 'x-csrf-token': csrfToken });
  if (body !== undefined) headers.set('content-type', 'application/json');
  return askInsights(path, changedSchema, {
    method: 'POST',
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
