import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NoRuleError } from '../no-rule-error.ts';

/** Who may come in at which route of a server, as the service says: here nothing is known of either. */
export type RouteAuthorizer = {
  /** Whether there is a rule for a route, such as `GET /v1/things/:id`. */
  readonly hasRule: (endpoint: string) => boolean;
  /** What it is asked by where there is no route. */
  readonly noRoute: string;
  /** Runs before anything is looked at in a request; throws to refuse it. */
  readonly authorize: (request: FastifyRequest, endpoint: string, reply: FastifyReply) => unknown;
};

/**
 * Asks the gate before every request. To be called before any route is added: a route that has no rule makes the start of
 * the server fail with a NoRuleError.
 */
export function authorizeRoutes(
  app: FastifyInstance,
  { hasRule, noRoute, authorize }: RouteAuthorizer,
): void {
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) {
      const endpoint = endpointOf(one, url);
      if (!hasRule(endpoint)) throw new NoRuleError(endpoint);
    }
  });
  app.addHook('onRequest', async (request, reply) => {
    await authorize(request, requestedEndpoint(request, noRoute), reply);
  });
}

/** The door that a request came to, by the pattern of its route. */
export function requestedEndpoint(
  { method, routeOptions: { url } }: FastifyRequest,
  noRoute: string,
): string {
  return url === undefined ? noRoute : endpointOf(method, url);
}

/** Whoever may GET may ask for its headers alone. */
const endpointOf = (method: string, url: string): string => `${method === 'HEAD' ? 'GET' : method} ${url}`;
