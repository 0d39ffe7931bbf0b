import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { getJson, parsed, sendChange } from './client.ts';
import { approvalsSchema, changedSchema, releaseKeysSchema, releaseTableSchema } from './release-schemas.ts';
import type { Session } from './schemas.ts';

const MINUTE_MS = 60_000;

/** One release, as the document that readers save and verify, and as the table in it. It never changes. */
export const releaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['releases', 'document', id],
    queryFn: ({ signal }) => getJson(`/v1/releases/${encodeURIComponent(id)}`, z.unknown(), signal),
    select: readRelease,
    staleTime: Number.POSITIVE_INFINITY,
  });

const readRelease = (document: unknown) => ({ document, table: parsed(releaseTableSchema, document) });

/** How all approvals stand; other members change it at any time. */
export const approvalsQuery = (isMember: boolean) =>
  queryOptions({
    queryKey: ['approvals'],
    queryFn: ({ signal }) => getJson('/v1/approvals', approvalsSchema, signal),
    staleTime: MINUTE_MS / 2,
    enabled: isMember,
  });

export const askReleaseKeys = () => getJson('/v1/release-keys', releaseKeysSchema);

export type ApprovalChange = {
  readonly path: string;
  readonly body?: Readonly<Record<string, string | boolean>>;
};

/** `changed` is false if nothing had to be changed. @throws ViewProblem */
export const changeApproval = (
  session: Pick<Session, 'csrfToken'>,
  change: ApprovalChange,
): Promise<{ changed: boolean }> => sendChange(session, { method: 'POST', ...change }, changedSchema);
