import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NoRuleError } from '../no-rule-error.ts';

/** Who may come in at which route of a server, as the service says: here nothing is known of either. */
export type HttpGate = {
  /** Whether there is a rule for a route, such as `GET /v1/things/:id`. */
  readonly knows: (door: string) => boolean;
  /** What it is asked by where there is no route. */
  readonly noRoute: string;
  /** Runs before anything is looked at in a request; throws to refuse it. */
  readonly admit: (request: FastifyRequest, door: string, reply: FastifyReply) => unknown;
};

/**
 * Asks the gate before every request. To be called before any route is added: a route that has no rule makes the start of
 * the server fail with a NoRuleError.
 */
export function guardRoutes(app: FastifyInstance, { knows, noRoute, admit }: HttpGate): void {
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) {
      const door = doorOf(one, url);
      if (!knows(door)) throw new NoRuleError(door);
    }
  });
  app.addHook('onRequest', async (request, reply) => {
    await admit(request, requestedDoor(request, noRoute), reply);
  });
}

/** The door that a request came to, by the pattern of its route. */
export function requestedDoor({ method, routeOptions: { url } }: FastifyRequest, noRoute: string): string {
  return url === undefined ? noRoute : doorOf(method, url);
}

/** Whoever may GET may ask for its headers alone. */
const doorOf = (method: string, url: string): string => `${method === 'HEAD' ? 'GET' : method} ${url}`;
