import type { Authorizer, CallRequest } from '@waylight/access';
import { NO_ROUTE } from '@waylight/access';
import { exportTable } from '@waylight/disclosure-control';
import {
  authorizeRoutes,
  createDisconnectSignal,
  describeApi,
  identifyHttpCaller,
  PROBLEM_RESPONSES,
  problemResponse,
  requestedEndpoint,
} from '@waylight/service-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { AggregationContext } from '../context.ts';
import type { RecordCall } from '../handlers/record-calls.ts';
import { withReleaseLease } from '../handlers/with-release-lease.ts';
import { readPeriod } from '../handlers/withheld-table.ts';
import type { WithheldRelease } from '../release/close-due-periods.ts';
import { audienceOf } from '../release/release-event.ts';
import { previewedSchema, previewSchema, publishedSchema, publishSchema } from './schemas.ts';

const RESPONSES = {
  ...PROBLEM_RESPONSES,
  403: problemResponse(
    'The certificate is not that of an operator, or is none; every address is answered so',
  ),
  503: problemResponse(
    'The log is not counted yet, or log or store does not answer; `retry-after` says when to try again',
  ),
  409: problemResponse('Another process is closing periods: try again shortly'),
};

/** What is due, over HTTP/JSON: for operators what the calls over gRPC are, through the same functions. */
export async function operationsRoutes(
  server: FastifyInstance,
  ctx: AggregationContext,
  { hasRule, authorize, reauthorize: checkStill }: Authorizer,
  recordCall: RecordCall,
): Promise<void> {
  const callRequest = (request: FastifyRequest, method: string): CallRequest => ({
    caller: identifyHttpCaller(request, ctx.now()),
    method,
  });
  const check = (request: FastifyRequest): void =>
    checkStill(callRequest(request, requestedEndpoint(request, NO_ROUTE)));
  // Before anything is looked for: whoever is no operator is not told what there is.
  authorizeRoutes(server, {
    hasRule,
    noRoute: NO_ROUTE,
    authorize: async (request, endpoint) => {
      await recordCall(authorize(callRequest(request, endpoint)), endpoint);
    },
  });
  await describeApi(server, {
    title: 'Waylight operations',
    description:
      'Releases that are due, for operators of the region. Every request wants a client certificate.',
  });
  server.register(async (routes) => registerReleaseRoutes(routes, ctx, check));
}

/** `check` is asked once more before an answer: it may take minutes, in which an operator may be taken out. */
function registerReleaseRoutes(
  routes: FastifyInstance,
  ctx: AggregationContext,
  check: (request: FastifyRequest) => void,
): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/v1/releases/preview',
    {
      schema: {
        summary: 'What is due and not published, as it will be published; looking changes nothing',
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
      check(request);
      return {
        releases: releases.map((event) => exportTable(event, audienceOf(event), [])),
        withheld: withheld.map(withheldBody),
      };
    },
  );
  typed.post(
    '/v1/releases/publish',
    {
      schema: {
        summary: 'Publishes what is due; repeating it is harmless',
        body: publishSchema,
        // A form of another site's page cannot send JSON, whatever certificate the browser holds.
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
      check(request);
      return { releaseIds: [...releaseIds], withheld: withheld.map(withheldBody) };
    },
  );
}

const withheldBody = ({ tableId, period, reason }: WithheldRelease) => ({ tableId, period, reason });
