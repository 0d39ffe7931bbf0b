import fastifyCookie from '@fastify/cookie';
import { HttpProblemError, type Logger } from '@waylight/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../approvals/caller.ts';
import type { InsightsContext } from '../context.ts';
import { CALLBACK_PATH, type SignIn } from '../sign-in/sign-in.ts';
import { sessionRoutes } from './session-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { createVisits, type Visits } from './visits.ts';

/** Somebody who has signed in, as far as insights knows. */
export type Account = {
  /** Keyed digest, in hex: nobody can say whose. */
  readonly person: string;
  /** Of an analyst: for which organisation, by its id in the registry. */
  readonly organisation: string | undefined;
};

/** Who is at the door, and how they come in and go. */
export type Visitors = {
  /** The one place where HTTP says who calls. @throws HttpProblemError where a session is over */
  readonly callerOf: (request: FastifyRequest) => Caller;
  readonly stillThere: Visits['stillThere'];
  /** Undefined of the public, and of whoever’s session is over. */
  readonly accountOf: (request: FastifyRequest) => Account | undefined;
  /** Whom a request counts for where there is a most for each: a session, or an address of the public. */
  readonly keyOf: (request: FastifyRequest) => { readonly key: string; readonly isPublic: boolean };
  /** Adds what must be read of each request first. */
  readonly readCookies: (server: FastifyInstance) => Promise<void>;
  /** Who sends a request, before anything else is asked of it. @throws HttpProblemError for a change that no page of our own asks for */
  readonly receive: (request: FastifyRequest, reply: FastifyReply) => void;
  /** Adds the ways in and out. */
  readonly addWays: (routes: FastifyInstance) => Promise<void>;
};

export function createVisitors(
  context: Pick<InsightsContext, 'registry' | 'now' | 'audit' | 'nodeDoors'>,
  signIn: SignIn | undefined,
  log: Logger,
): Visitors {
  const visits = createVisits(context, signIn);
  return {
    callerOf: visits.callerOf,
    stillThere: visits.stillThere,
    accountOf(request) {
      const visit = visits.of(request);
      if (visit.kind !== 'session') return undefined;
      const { person, office } = visit.session;
      return { person, organisation: office.role === 'analyst' ? office.id : undefined };
    },
    keyOf(request) {
      const visit = visits.of(request);
      return visit.kind === 'session'
        ? { key: `session ${visit.id}`, isPublic: false }
        : { key: `address ${request.ip}`, isPublic: true };
    },
    receive: visits.receive,
    async readCookies(server) {
      await server.register(fastifyCookie);
    },
    async addWays(routes) {
      // At what is open to everybody nobody has looked yet.
      routes.addHook('onRequest', async (request, reply) => visits.receive(request, reply));
      sessionRoutes(routes, visits, signIn, context);
      if (signIn === undefined) withoutProvider(routes);
      else await routes.register(async (ways) => signInRoutes(ways, context, signIn, log));
    },
  };
}

/** Says so to who wants to sign in where nobody can. */
function withoutProvider(routes: FastifyInstance): void {
  for (const path of ['/sign-in', CALLBACK_PATH])
    routes.get(path, { schema: { hide: true } }, async () => {
      throw new HttpProblemError(404, {
        detail: 'No provider of sign-ins is set up here: over HTTP everybody reads as the public.',
      });
    });
}
