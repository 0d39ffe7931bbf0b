import type { Doorkeeper, Knock } from '@waylight/access';
import { NO_ROUTE } from '@waylight/access';
import {
  createSparing,
  describeApi,
  type FollowedTls,
  guardRoutes,
  HttpProblemError,
  type Logger,
  PROBLEM_RESPONSES,
  problemResponse,
  requestCaller,
} from '@waylight/service-kit';
import { answerDocument, askedQuestionSchema, parameterOf, wireQuestion } from '@waylight/trends';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { NodeContext } from '../context.ts';
import { ownTrends } from '../handlers/get-own-trends.ts';
import { reader } from '../handlers/guard.ts';
import { createAtOnce } from './at-once.ts';
import { pagesOf } from './pages-of.ts';
import { ownAnswerSchema } from './schemas.ts';

export type DoorParts = {
  /** Of the same registry as over gRPC: nobody is somebody else here. */
  readonly keeper: Doorkeeper;
  /** The origin of the pages that may ask. */
  readonly pagesOf: string;
  readonly tls: FollowedTls;
  readonly now: () => number;
  readonly log: Pick<Logger, 'warn'>;
};

const SAY_EVERY_MS = 60_000;
const OWN_TRENDS = 'GET /v1/own/trends';

/** An analyst asks one thing after the other; each reads a ledger from end to end. */
const MOST_AT_ONCE = 2;

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
export async function ownNumbersRoutes(
  server: FastifyInstance,
  ctx: NodeContext,
  { keeper, tls, now, log, pagesOf: origin }: DoorParts,
): Promise<void> {
  const isOfPages = pagesOf(origin, tls);
  const maySay = createSparing(SAY_EVERY_MS);
  const knock = (request: FastifyRequest, method: string): Knock => ({
    caller: requestCaller(request, now()),
    method,
  });
  // Before anybody is looked up: a foreign page must not make a browser read anything here, nor learn whether it could.
  server.addHook('onRequest', async ({ headers }, reply) => {
    reply.header('vary', 'Origin');
    const { host, origin: said, 'sec-fetch-mode': mode } = headers;
    if (!isOfPages({ host, origin: said, mode })) {
      // Whose page it was is the caller's to write, and so in no log.
      if (maySay('foreign'))
        log.warn('a request at the door for browsers came from no page of the dashboard');
      throw notOfPages(origin);
    }
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-allow-credentials', 'true');
  });
  guardRoutes(server, {
    knows: keeper.knows,
    noRoute: NO_ROUTE,
    admit: (request, door) => keeper.admit(knock(request, door)),
  });
  await describeApi(server, {
    title: `Waylight node ${ctx.country}`,
    description:
      'Own exact numbers, for the dashboard’s pages. Every request wants the client certificate of an organisation of this node, and the origin of the dashboard. Programs call GetOwnTrends over gRPC.',
  });
  const atOnce = createAtOnce(MOST_AT_ONCE);
  server.register(async (routes) => {
    routes.withTypeProvider<ZodTypeProvider>().get(
      '/v1/own/trends',
      {
        schema: {
          summary:
            'Exact numbers of the organisation’s own current reports at this node; not for publication',
          querystring: askedQuestionSchema,
          response: { 200: ownAnswerSchema, ...RESPONSES },
        },
      },
      async (request, reply) => {
        const asks = knock(request, OWN_TRENDS);
        const organisation = reader(ctx, asks);
        const end = atOnce.begin(organisation.id);
        if (end === undefined) {
          reply.header('retry-after', '1');
          throw new HttpProblemError(429);
        }
        try {
          const told = await ownTrends(ctx, organisation, wireQuestion(request.query));
          if (told.kind === 'refused')
            throw new HttpProblemError(400, {
              errors: told.problems.map(({ field, description }) => ({
                path: parameterOf(field, request.query),
                message: description,
              })),
            });
          // The registry may have changed while the ledger was read.
          keeper.check(asks);
          const { by, cells, explain, ...document } = answerDocument(told.answer);
          const { attribution, footnotes, ...words } = explain;
          return {
            organisation: organisation.id,
            ...document,
            by: [...by],
            cells: [...cells],
            explain: { ...words, attribution: [...attribution], footnotes: [...footnotes] },
          };
        } finally {
          end();
        }
      },
    );
  });
}

/** The same for every request that no page of the dashboard makes; a person reads it who opens the address. */
function notOfPages(origin: string): HttpProblemError {
  return new HttpProblemError(403, {
    detail: `This door answers the pages of ${origin} alone. Where you read this in a browser, its certificate was issued by the right authority: go back to that page and ask again.`,
  });
}
