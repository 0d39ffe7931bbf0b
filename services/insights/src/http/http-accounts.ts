import fastifyCookie from '@fastify/cookie';
import { HttpProblemError, type Logger } from '@waylight/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../accounts/caller.ts';
import type { InsightsContext } from '../context.ts';
import { CALLBACK_PATH, type SignIn } from '../sign-in/sign-in.ts';
import { createRequestAuthenticator, type RequestAuthenticator } from './request-authenticator.ts';
import { sessionRoutes } from './session-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';

/** Somebody who has signed in, as far as insights knows. */
export type Account = {
  /** Keyed digest, in hex: nobody can say whose. */
  readonly person: string;
  /** Of an analyst: for which organisation, by its id in the registry. */
  readonly organisation: string | undefined;
};

/** Who is at the door, and how they come in and go. */
export type HttpAccounts = {
  /** The one place where HTTP says who calls. @throws HttpProblemError where a session is over */
  readonly callerOf: (request: FastifyRequest) => Caller;
  readonly currentCaller: RequestAuthenticator['currentCaller'];
  /** Undefined of the public, and of whoever’s session is over. */
  readonly accountOf: (request: FastifyRequest) => Account | undefined;
  /** Whom a request counts for where there is a most for each: a session, or an address of the public. */
  readonly limitKey: (request: FastifyRequest) => { readonly key: string; readonly isPublic: boolean };
  /** Adds what must be read of each request first. */
  readonly registerCookies: (server: FastifyInstance) => Promise<void>;
  /** Who sends a request, before anything else is asked of it. @throws HttpProblemError for a change that no page of our own asks for */
  readonly authenticate: (request: FastifyRequest, reply: FastifyReply) => void;
  /** Adds the ways in and out. */
  readonly addRoutes: (routes: FastifyInstance) => Promise<void>;
};

export function createHttpAccounts(
  context: Pick<InsightsContext, 'registry' | 'now' | 'audit' | 'nodeEndpoints'>,
  signIn: SignIn | undefined,
  log: Logger,
): HttpAccounts {
  const authenticator = createRequestAuthenticator(context, signIn);
  return {
    callerOf: authenticator.callerOf,
    currentCaller: authenticator.currentCaller,
    accountOf(request) {
      const authentication = authenticator.authenticationOf(request);
      if (authentication.kind !== 'session') return undefined;
      const { person, assignment } = authentication.session;
      return { person, organisation: assignment.role === 'analyst' ? assignment.id : undefined };
    },
    limitKey(request) {
      const authentication = authenticator.authenticationOf(request);
      return authentication.kind === 'session'
        ? { key: `session ${authentication.id}`, isPublic: false }
        : { key: `address ${request.ip}`, isPublic: true };
    },
    authenticate: authenticator.authenticate,
    async registerCookies(server) {
      await server.register(fastifyCookie);
    },
    async addRoutes(routes) {
      // At what is open to everybody nobody has looked yet.
      routes.addHook('onRequest', async (request, reply) => authenticator.authenticate(request, reply));
      sessionRoutes(routes, authenticator, signIn, context);
      if (signIn === undefined) addUnavailableSignIn(routes);
      else await routes.register(async (scope) => signInRoutes(scope, context, signIn, log));
    },
  };
}

/** Says so to who wants to sign in where nobody can. */
function addUnavailableSignIn(routes: FastifyInstance): void {
  for (const path of ['/sign-in', CALLBACK_PATH])
    routes.get(path, { schema: { hide: true } }, async () => {
      throw new HttpProblemError(404, {
        detail: 'No provider of sign-ins is set up here: over HTTP everybody reads as the public.',
      });
    });
}
