import fastifyCookie from '@fastify/cookie';
import { HttpProblemError, type Logger } from '@waylight/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../accounts/caller.ts';
import type { InsightsContext } from '../context.ts';
import { CALLBACK_PATH, type SignIn } from '../sign-in/sign-in.ts';
import { createRequestAuthenticator, type RequestAuthenticator } from './request-authenticator.ts';
import { sessionRoutes } from './session-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';

/** The account of a session. */
export type Account = {
  /** Keyed digest in hex, which does not identify the person. */
  readonly person: string;
  /** Registry id of an analyst's organisation. */
  readonly organisation: string | undefined;
};

/** Callers over HTTP, their sessions and sign-ins. */
export type HttpAccounts = {
  /** The caller of a request. @throws HttpProblemError for an expired session */
  readonly callerOf: (request: FastifyRequest) => Caller;
  readonly currentCaller: RequestAuthenticator['currentCaller'];
  /** Undefined for the public, and for an expired session. */
  readonly accountOf: (request: FastifyRequest) => Account | undefined;
  /** Key for limits per caller: the session, or the IP address of a public caller. */
  readonly limitKey: (request: FastifyRequest) => { readonly key: string; readonly isPublic: boolean };
  /** Adds the parser of cookies. */
  readonly registerCookies: (server: FastifyInstance) => Promise<void>;
  /** Authenticates a request. @throws HttpProblemError for a change that does not come from a page of this service */
  readonly authenticate: (request: FastifyRequest, reply: FastifyReply) => void;
  /** Adds the routes of sessions and sign-ins. */
  readonly addRoutes: (routes: FastifyInstance) => Promise<void>;
};

export function createHttpAccounts(
  context: Pick<InsightsContext, 'registry' | 'now' | 'audit' | 'nodeEndpoints' | 'notice'>,
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
      // Open endpoints were not authenticated before.
      routes.addHook('onRequest', async (request, reply) => authenticator.authenticate(request, reply));
      sessionRoutes(routes, authenticator, signIn, context);
      if (signIn === undefined) addUnavailableSignIn(routes);
      else await routes.register(async (scope) => signInRoutes(scope, context, signIn, log));
    },
  };
}

/** Explains that sign-in is not configured. */
function addUnavailableSignIn(routes: FastifyInstance): void {
  for (const path of ['/sign-in', CALLBACK_PATH])
    routes.get(path, { schema: { hide: true } }, async () => {
      throw new HttpProblemError(404, {
        detail: 'Sign-in is not configured. Over HTTP every caller reads as the public.',
      });
    });
}
