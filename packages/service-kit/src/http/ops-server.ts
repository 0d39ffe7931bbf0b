import type { FastifyInstance } from 'fastify';
import type { Health, HealthReport } from '../health/health.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { authorizeRoutes, type RouteAuthorizer } from './authorize-routes.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';

export type OpsServerOptions = {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly authorizer: RouteAuthorizer;
  /** Names of this server besides those of the machine. */
  readonly hosts: readonly string[];
};

/** Serves health and metrics to operators, not to the public. Readiness is also a metric, so that one request shows both. */
export function createOpsServer({ health, metrics, authorizer, ...options }: OpsServerOptions): HttpServer {
  return createHttpServer({
    ...options,
    routes: (app) => {
      authorizeRoutes(app, authorizer);
      addHealthRoutes(app, health);
      const ready = metrics.gauge({
        name: 'waylight_ready',
        help: '1 if the service accepts work, as in /health/ready.',
      });
      app.get('/metrics', async (_request, reply) => {
        ready.set((await health.checkReadiness()).ok ? 1 : 0);
        const { contentType, body } = await metrics.expose();
        return reply.type(contentType).send(body);
      });
    },
  });
}

/** Adds `/health/live` and `/health/ready`. */
export function addHealthRoutes(app: FastifyInstance, health: Health): void {
  const answer = (report: HealthReport) => ({
    status: report.ok ? 'ok' : 'failing',
    checks: report.checks,
  });
  app.get('/health/live', async (_request, reply) => {
    const report = await health.checkLiveness();
    return reply.code(report.ok ? 200 : 503).send(answer(report));
  });
  app.get('/health/ready', async (_request, reply) => {
    const report = await health.checkReadiness();
    return reply.code(report.ok ? 200 : 503).send(answer(report));
  });
}
