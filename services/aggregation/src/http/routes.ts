import type { Authorizer, CallRequest } from '@waylight/access';
import { NO_ROUTE } from '@waylight/access';
import { exportTable } from '@waylight/disclosure-control';
import {
  authorizeRoutes,
  createDisconnectSignal,
  describeApi,
  HttpProblemError,
  identifyHttpCaller,
  PROBLEM_RESPONSES,
  problemResponse,
  requestedEndpoint,
} from '@waylight/service-kit';
import { nearestNames } from '@waylight/trends';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AggregationContext } from '../context.ts';
import { readPeriod, withReleaseLease } from '../handlers/due-periods.ts';
import type { RecordCall } from '../handlers/record-calls.ts';
import { audienceOf } from '../release/release-event.ts';
import type { WithheldRelease } from '../release/withheld-release.ts';
import { previewedSchema, previewSchema, publishedSchema, publishSchema } from './schemas.ts';

const RESPONSES = {
  ...PROBLEM_RESPONSES,
  403: problemResponse('The certificate is not that of an operator; every URL returns the same response'),
  503: problemResponse(
    'The log is not fully counted, no node has sent a heartbeat yet, or the log or a store does not respond; retry after `retry-after` seconds',
  ),
  409: problemResponse('Another process is closing periods: try again shortly'),
};

/** Due releases over HTTP/JSON. The handlers call the same functions as over gRPC. */
export async function operationsRoutes(
  server: FastifyInstance,
  ctx: AggregationContext,
  { hasRule, authorize, reauthorize }: Authorizer,
  recordCall: RecordCall,
): Promise<void> {
  const callRequest = (request: FastifyRequest, method: string): CallRequest => ({
    caller: identifyHttpCaller(request, ctx.now()),
    method,
  });
  const reauthorizeRequest = (request: FastifyRequest): void =>
    reauthorize(callRequest(request, requestedEndpoint(request, NO_ROUTE)));
  refuseWebPages(server);
  // Runs before routing, so that only operators learn which URLs exist.
  authorizeRoutes(server, {
    hasRule,
    noRoute: NO_ROUTE,
    authorize: async (request, endpoint) => {
      await recordCall(authorize(callRequest(request, endpoint)), endpoint);
    },
  });
  await describeApi(server, {
    title: 'Waylight operations',
    description: 'Due releases, for operators of the region. Every request needs a client certificate.',
    suggestNames: nearestNames,
  });
  server.register(async (routes) => registerReleaseRoutes(routes, ctx, reauthorizeRequest));
}

/**
 * A browser sends the operator's certificate with requests of any page, and no page uses these endpoints. So only programs may
 * call them, and a person who enters the URL (`none`). A foreign page must not cause previews or audit entries.
 */
function refuseWebPages(server: FastifyInstance): void {
  server.addHook('onRequest', async ({ headers: { origin, 'sec-fetch-site': site } }) => {
    if (origin === undefined && (site === undefined || site === 'none')) return;
    throw new HttpProblemError(403, { detail: 'Only programs may call this endpoint, not web pages.' });
  });
}

/**
 * A handler may work for minutes, and the operator may be removed meanwhile. So `reauthorizeRequest` runs
 * again before the response.
 */
function registerReleaseRoutes(
  routes: FastifyInstance,
  ctx: AggregationContext,
  reauthorizeRequest: (request: FastifyRequest) => void,
): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/v1/releases/preview',
    {
      schema: {
        summary: 'Returns due releases as they will be published; changes nothing',
        querystring: previewSchema,
        response: { 200: previewedSchema, ...RESPONSES },
      },
    },
    async (request, reply) => {
      const period = readPeriod(request.query.period ?? '');
      const { releases, withheld } = await withReleaseLease(
        ctx,
        createDisconnectSignal(reply),
        (leaseSignal) => ctx.releaseTask.preview(leaseSignal, period),
      );
      reauthorizeRequest(request);
      return {
        releases: releases.map((event) => exportTable(event, audienceOf(event))),
        withheld: withheld.map(withheldBody),
      };
    },
  );
  typed.post(
    '/v1/releases/publish',
    {
      schema: {
        summary: 'Publishes due releases; repeating the request does no harm',
        body: publishSchema,
        // A form of another site cannot send JSON, even if the browser presents a certificate.
        response: { 200: publishedSchema, ...RESPONSES, 415: problemResponse('The body is not JSON') },
      },
    },
    async (request, reply) => {
      const period = readPeriod(request.body.period ?? '');
      const { releaseIds, withheld } = await withReleaseLease(
        ctx,
        createDisconnectSignal(reply),
        (leaseSignal) => ctx.releaseTask.close(leaseSignal, period),
      );
      reauthorizeRequest(request);
      return { releaseIds: [...releaseIds], withheld: withheld.map(withheldBody) };
    },
  );
}

const withheldBody = ({ tableId, period, reason }: WithheldRelease) => ({ tableId, period, reason });
