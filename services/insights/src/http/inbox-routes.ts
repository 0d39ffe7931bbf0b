import { AuditKind } from '@waylight/contracts/audit';
import { approvalStateOf, mayApproveFor, mayRead } from '@waylight/disclosure-control';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { auditRead } from '../audit-access.ts';
import type { InsightsContext } from '../context.ts';
import type { HttpAccounts } from './http-accounts.ts';
import { toInstant } from './instants.ts';
import { ACCOUNT_RESPONSES } from './problem-responses.ts';
import { findWatchingReader, requireWatchingReader, type WatchingReader } from './watch-routes.ts';
import { inboxSchema, readBodySchema, readSchema } from './watch-schemas.ts';

type Inbox = z.output<typeof inboxSchema>;

/** The inbox of one person: approvals, bulletins to review, and changes of watched series. */
export function inboxRoutes(routes: FastifyInstance, context: InsightsContext, accounts: HttpAccounts): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  const { watches, audit, now } = context;
  typed.get(
    '/v1/inbox',
    {
      schema: {
        summary: 'What waits for this reader; nothing without an organisation',
        response: { 200: inboxSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const reader = findWatchingReader(context, accounts, request);
      if (reader === undefined) return { count: 0, approvals: [], bulletins: [], watches: [] };
      await auditRead(context, AuditKind.INBOX_READ, reader.actor);
      watches.touch(reader.watcher, now());
      const approvals = await waitingApprovals(context, reader);
      const bulletins = waitingBulletins(context, reader);
      const changes = unreadChanges(context, reader);
      const count = approvals.length + bulletins.length + changes.length;
      return { count, approvals, bulletins, watches: changes };
    },
  );
  typed.post(
    '/v1/inbox/read',
    {
      schema: {
        summary: 'Marks changes of watched series as read',
        body: readBodySchema,
        response: { 200: readSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const { watcher, actor } = requireWatchingReader(context, accounts, request);
      await audit.record({ kind: AuditKind.WATCH_CHANGED, actor });
      const changes = request.body.changes.map(({ watch: watchId, period }) => ({ watchId, period }));
      return { marked: watches.markRead(watcher.person, changes, now()) };
    },
  );
}

/** Open requests that lack the approval of the own organisation, or of one that has delegated to it. */
async function waitingApprovals(
  { approvals, snapshots, now }: InsightsContext,
  { member }: WatchingReader,
): Promise<Inbox['approvals']> {
  if (member === undefined) return [];
  const current = approvals.current();
  const { releases } = await snapshots.current();
  return releases.flatMap(({ event: { releaseId: release } }) => {
    const { status, request } = approvalStateOf(current, release, now());
    if (status !== 'open' || request === undefined) return [];
    const until = toInstant(request.untilMs);
    return request.missing.flatMap((organisation) => {
      if (organisation === member) return [{ release, until }];
      const of = { by: member, from: organisation, releaseId: release };
      return mayApproveFor(current.delegations, of) ? [{ release, until, for: organisation }] : [];
    });
  });
}

/** Submitted bulletins of the own organisation, without those whose version the reader saved. */
function waitingBulletins(
  { bulletins }: InsightsContext,
  { member, watcher }: WatchingReader,
): Inbox['bulletins'] {
  if (member === undefined) return [];
  return bulletins
    .drafts(member)
    .flatMap(({ id, state: { status, version, author, content } }) =>
      status === 'submitted' && author !== watcher.person
        ? [{ id, version, title: content?.title ?? '' }]
        : [],
    );
}

/** Changes that the reader may still read: an organisation can lose rights. */
function unreadChanges(
  { watches }: InsightsContext,
  { watcher, audience }: WatchingReader,
): Inbox['watches'] {
  return watches
    .unread(watcher.person)
    .filter((one) => mayRead(audience, one.audience))
    .map(({ watch: { id, table, codes }, period, reasons, atMs }) => ({
      ...{ watch: id, table, codes: { ...codes }, period, reasons: [...reasons] },
      at: toInstant(atMs),
    }));
}
