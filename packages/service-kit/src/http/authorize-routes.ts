import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NoRuleError } from '../server-errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The result of the route authorizer. */
    principal: unknown;
  }
}

/** The access rules of a service, which this package does not contain. */
export type RouteAuthorizer = {
  /** True if a route, such as `GET /v1/things/:id`, has a rule. */
  readonly hasRule: (endpoint: string) => boolean;
  /** Name of the endpoint for a request that matches no route. */
  readonly noRoute: string;
  /** Runs before any part of a request is read. Returns the `principal` of the request, or throws to reject it. */
  readonly authorize: (request: FastifyRequest, endpoint: string, reply: FastifyReply) => unknown;
};

/**
 * Authorises every request. Call this before any route is added: a route without a rule makes the start of the server fail with
 * a NoRuleError.
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
  app.decorateRequest('principal', undefined);
  app.addHook('onRequest', async (request, reply) => {
    request.principal = await authorize(request, requestedEndpoint(request, noRoute), reply);
  });
}

/** Returns the endpoint of a request, by the pattern of its route. */
export function requestedEndpoint(
  { method, routeOptions: { url } }: FastifyRequest,
  noRoute: string,
): string {
  return url === undefined ? noRoute : endpointOf(method, url);
}

/** HEAD needs the permission of GET. */
const endpointOf = (method: string, url: string): string => `${method === 'HEAD' ? 'GET' : method} ${url}`;
