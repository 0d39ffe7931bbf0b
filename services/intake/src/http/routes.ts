import type { Authorizer, CallRequest } from '@waylight/access';
import { NO_ROUTE } from '@waylight/access';
import {
  authorizeRoutes,
  createThrottle,
  describeApi,
  HttpProblemError,
  identifyHttpCaller,
  type Logger,
  PROBLEM_RESPONSES,
  problemResponse,
  type TlsSource,
} from '@waylight/service-kit';
import {
  answerDocument,
  parameterForField,
  questionParametersSchema,
  toTrendQuestion,
} from '@waylight/trends';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { NodeContext } from '../context.ts';
import { authorizeRead } from '../handlers/authorize.ts';
import { readOwnTrends } from '../handlers/get-own-trends.ts';
import { createConcurrencyLimit } from './concurrency-limit.ts';
import { createOriginCheck } from './origin-check.ts';
import { ownAnswerSchema } from './schemas.ts';

export type OwnTrendsRoutesOptions = {
  /** Of the same registry as over gRPC: nobody is somebody else here. */
  readonly authorizer: Authorizer;
  /** The origin of the pages that may ask. */
  readonly dashboardOrigin: string;
  readonly tls: TlsSource;
  readonly now: () => number;
  readonly log: Pick<Logger, 'warn'>;
};

const LOG_INTERVAL_MS = 60_000;
const OWN_TRENDS = 'GET /v1/own/trends';

/** An analyst asks one thing after the other; each reads a ledger from end to end. */
const MAX_CONCURRENT = 2;

const RESPONSES = {
  ...PROBLEM_RESPONSES,
  403: problemResponse(
    'The certificate is not that of an organisation of this node, or the request is not one of the dashboard’s pages',
  ),
  429: problemResponse(
    'The organisation asks more at once than it may; `retry-after` says when to try again',
  ),
  503: problemResponse('The node is stopping or starting, or cannot write its audit'),
};

/**
 * Own exact numbers over HTTP/JSON, for the pages of the dashboard in the browsers of an organisation: who asks is who its
 * certificate says, and what is answered is what it is over gRPC. Nobody else's page gets anything, not even a reason.
 */
export async function registerOwnTrendsRoutes(
  server: FastifyInstance,
  ctx: NodeContext,
  { authorizer, tls, now, log, dashboardOrigin: origin }: OwnTrendsRoutesOptions,
): Promise<void> {
  const isFromDashboard = createOriginCheck(origin, tls);
  const shouldLog = createThrottle(LOG_INTERVAL_MS);
  const toCallRequest = (request: FastifyRequest, method: string): CallRequest => ({
    caller: identifyHttpCaller(request, now()),
    method,
  });
  // Before anybody is looked up: a foreign page must not make a browser read anything here, nor learn whether it could.
  server.addHook('onRequest', async ({ headers }, reply) => {
    reply.header('vary', 'Origin');
    const { host, origin: requestOrigin, 'sec-fetch-mode': mode } = headers;
    if (!isFromDashboard({ host, origin: requestOrigin, mode })) {
      // Whose page it was is the caller's to write, and so in no log.
      if (shouldLog('foreign'))
        log.warn('a request at the door for browsers came from no page of the dashboard');
      throw createForeignOriginError(origin);
    }
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-allow-credentials', 'true');
  });
  authorizeRoutes(server, {
    hasRule: authorizer.hasRule,
    noRoute: NO_ROUTE,
    authorize: (request, endpoint) => authorizer.authorize(toCallRequest(request, endpoint)),
  });
  await describeApi(server, {
    title: `Waylight node ${ctx.country}`,
    description:
      'Own exact numbers, for the dashboard’s pages. Every request wants the client certificate of an organisation of this node, and the origin of the dashboard. Programs call GetOwnTrends over gRPC.',
  });
  const concurrency = createConcurrencyLimit(MAX_CONCURRENT);
  server.register(async (routes) => {
    routes.withTypeProvider<ZodTypeProvider>().get(
      '/v1/own/trends',
      {
        schema: {
          summary:
            'Exact numbers of the organisation’s own current reports at this node; not for publication',
          querystring: questionParametersSchema,
          response: { 200: ownAnswerSchema, ...RESPONSES },
        },
      },
      async (request, reply) => {
        const callRequest = toCallRequest(request, OWN_TRENDS);
        const organisation = authorizeRead(ctx, callRequest);
        const release = concurrency.tryAcquire(organisation.id);
        if (release === undefined) {
          reply.header('retry-after', '1');
          throw new HttpProblemError(429);
        }
        try {
          const result = await readOwnTrends(ctx, organisation, toTrendQuestion(request.query));
          if (result.kind === 'refused')
            throw new HttpProblemError(400, {
              errors: result.problems.map(({ field, description }) => ({
                path: parameterForField(field, request.query),
                message: description,
              })),
            });
          // The registry may have changed while the ledger was read.
          authorizer.reauthorize(callRequest);
          const { by, cells, explain, ...document } = answerDocument(result.answer);
          const { attribution, footnotes, ...words } = explain;
          return {
            organisation: organisation.id,
            ...document,
            by: [...by],
            cells: [...cells],
            explain: { ...words, attribution: [...attribution], footnotes: [...footnotes] },
          };
        } finally {
          release();
        }
      },
    );
  });
}

/** The same for every request that no page of the dashboard makes; a person reads it who opens the address. */
function createForeignOriginError(origin: string): HttpProblemError {
  return new HttpProblemError(403, {
    detail: `This door answers the pages of ${origin} alone. Where you read this in a browser, its certificate was issued by the right authority: go back to that page and ask again.`,
  });
}
