import { AuditKind } from '@waylight/contracts/audit';
import { type Audience, exportedTableSchema } from '@waylight/disclosure-control';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { listNotices } from '../answers/notices.ts';
import { exportRelease, findReadableRelease } from '../answers/release.ts';
import { auditRead } from '../audit-access.ts';
import { type InsightsContext, nextNumbers } from '../context.ts';
import type { HttpAccounts } from './http-accounts.ts';
import { CALLER_RESPONSES, RELEASE_NOT_FOUND_RESPONSE, releaseNotFound } from './problem-responses.ts';
import { releaseBody, releaseIdSchema, releasesSchema } from './release-schemas.ts';

export function releaseRoutes(
  routes: FastifyInstance,
  context: InsightsContext,
  { callerOf }: HttpAccounts,
  auditAudience: (request: FastifyRequest) => Promise<Audience>,
): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  const { snapshots, approvedReleases } = context;
  typed.get(
    '/v1/releases',
    {
      schema: {
        summary: 'The releases that this reader may read, and the date of the next numbers',
        response: { 200: releasesSchema, ...CALLER_RESPONSES },
      },
    },
    async (request) => {
      const audience = await auditAudience(request);
      const notices = listNotices(await snapshots.current(), approvedReleases, audience);
      const next = nextNumbers(context, audience);
      return { releases: notices.map(releaseBody), ...(next === undefined ? {} : { next }) };
    },
  );
  typed.get(
    '/v1/releases/:id',
    {
      schema: {
        summary: 'Every number of one release',
        params: releaseIdSchema,
        response: { 200: exportedTableSchema, 404: RELEASE_NOT_FOUND_RESPONSE, ...CALLER_RESPONSES },
      },
    },
    async (request) => {
      const { audience, actor } = callerOf(request);
      const { id } = request.params;
      const release = findReadableRelease(await snapshots.current(), approvedReleases, audience, id);
      if (release === undefined) throw releaseNotFound();
      await auditRead(context, AuditKind.RELEASE_READ, actor, release.event.releaseId);
      return exportRelease(release);
    },
  );
}
