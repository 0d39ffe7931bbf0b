import { type Authorizer, type CallRequest, NO_ROUTE, type Organisation } from '@waylight/access';
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
  answerSchema,
  nearestNames,
  parameterForField,
  type QuestionParameters,
  questionParametersSchema,
  toTrendQuestion,
} from '@waylight/trends';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { NodeContext } from '../context.ts';
import { authorizeRead } from '../handlers/authorize.ts';
import { readOwnTrends } from '../handlers/get-own-trends.ts';
import { createConcurrencyLimit } from './concurrency-limit.ts';
import { createOriginCheck } from './origin-check.ts';

export type OwnTrendsRoutesOptions = {
  /** Uses the same registry as the access control of gRPC. */
  readonly authorizer: Authorizer;
  /** Origin of the dashboard. Only its pages may send requests. */
  readonly dashboardOrigin: string;
  readonly tls: TlsSource;
  readonly now: () => number;
  readonly log: Pick<Logger, 'warn'>;
};

const LOG_INTERVAL_MS = 60_000;
const OWN_TRENDS = 'GET /v1/own/trends';

/**
 * Maximum number of concurrent requests of one organisation. Each request reads all reports of the
 * organisation.
 */
const MAX_CONCURRENT = 2;

/**
 * The response of insights to /v1/trends, together with the organisation, because a browser may have
 * certificates of several organisations.
 */
const ownAnswerSchema = z
  .object({
    organisation: z.string().describe('Organisation of the certificate; the numbers are of its reports'),
  })
  .extend(answerSchema.shape);

const RESPONSES = {
  ...PROBLEM_RESPONSES,
  403: problemResponse(
    'The certificate is not that of an organisation of this node, or the request is not from a page of the dashboard',
  ),
  429: problemResponse(
    'Too many concurrent requests of the organisation; `retry-after` states how long to wait',
  ),
  503: problemResponse('The node is stopping or starting, or cannot write its audit'),
};

/**
 * Exact own numbers over HTTP/JSON, for pages of the dashboard in the browsers of an organisation. The
 * certificate identifies the caller, and the response has the same content as over gRPC. Pages of other
 * origins get a refusal without numbers and without a reason.
 */
export async function registerOwnTrendsRoutes(
  server: FastifyInstance,
  ctx: NodeContext,
  options: OwnTrendsRoutesOptions,
): Promise<void> {
  const { authorizer, now } = options;
  refuseForeignOrigins(server, options);
  const toCallRequest = (request: FastifyRequest, method: string): CallRequest => ({
    caller: identifyHttpCaller(request, now()),
    method,
  });
  authorizeRoutes(server, {
    hasRule: authorizer.hasRule,
    noRoute: NO_ROUTE,
    authorize: (request, endpoint) => authorizer.authorize(toCallRequest(request, endpoint)),
  });
  await describeApi(server, {
    title: `Waylight node ${ctx.country}`,
    description:
      'Exact own numbers, for pages of the dashboard. Every request requires the client certificate of an organisation of this node and the origin of the dashboard. Programs call GetOwnTrends over gRPC.',
    suggestNames: nearestNames,
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
        const organisation = authorizeRead(ctx, request);
        const release = concurrency.tryAcquire(organisation.id);
        if (release === undefined) {
          reply.header('retry-after', '1');
          throw new HttpProblemError(429);
        }
        try {
          const document = await readOwnDocument(ctx, organisation, request.query);
          // The registry may have changed during the read.
          authorizer.reauthorize(callRequest);
          return document;
        } finally {
          release();
        }
      },
    );
  });
}

/**
 * Runs before authorisation. A foreign page must not cause any read here, and must not detect whether it
 * could.
 */
function refuseForeignOrigins(
  server: FastifyInstance,
  { dashboardOrigin, tls, log }: OwnTrendsRoutesOptions,
): void {
  const isFromDashboard = createOriginCheck(dashboardOrigin, tls);
  const shouldLog = createThrottle(LOG_INTERVAL_MS);
  server.addHook('onRequest', async ({ headers }, reply) => {
    reply.header('vary', 'Origin');
    const { host, origin, 'sec-fetch-mode': mode } = headers;
    if (!isFromDashboard({ host, origin, mode })) {
      // The foreign origin is a text from an attacker, so it is not logged.
      if (shouldLog('foreign')) log.warn('a request to the browser endpoint did not come from the dashboard');
      throw createForeignOriginError(dashboardOrigin);
    }
    reply.header('access-control-allow-origin', dashboardOrigin);
    reply.header('access-control-allow-credentials', 'true');
  });
}

/** The same error for all refused requests. People who open the URL in a browser read its text. */
function createForeignOriginError(origin: string): HttpProblemError {
  return new HttpProblemError(403, {
    detail: `This endpoint serves only pages of ${origin}. If a browser shows you this, its certificate is from the right authority: return to that page and try again.`,
  });
}

async function readOwnDocument(ctx: NodeContext, organisation: Organisation, query: QuestionParameters) {
  const result = await readOwnTrends(ctx, organisation, toTrendQuestion(query));
  if (result.kind === 'refused')
    throw new HttpProblemError(400, {
      errors: result.problems.map(({ field, description }) => ({
        path: parameterForField(field, query),
        message: description,
      })),
    });
  const { by, cells, explain, ...document } = answerDocument(result.answer);
  const { attribution, footnotes, ...texts } = explain;
  return {
    organisation: organisation.id,
    ...document,
    by: [...by],
    cells: [...cells],
    explain: { ...texts, attribution: [...attribution], footnotes: [...footnotes] },
  };
}
