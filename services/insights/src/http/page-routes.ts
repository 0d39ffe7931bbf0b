import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { HttpProblemError } from '@waylight/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** The built dashboard. */
type Pages = {
  readonly folder: string;
  /** First segments of pages' paths: `trends` for /trends and /trends/2026. */
  readonly names: ReadonlySet<string>;
};

const namesSchema = z.array(z.string());

const NOT_BUILT =
  'No pages are built; numbers are under /v1. In a trial, run "npm run setup", then start it again. In a region, set WAYLIGHT_INSIGHTS_DASHBOARD_DIR to the folder of the built pages.';

/** Served at the root, because a service worker controls only paths below its own. Not cached, so that it matches the pages. */
const SERVICE_WORKER = '/service-worker.js';

/** Names of assets contain a digest of their content, so browsers may cache them for good. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Paths below this one are endpoints, never pages. */
const API_SEGMENT = 'v1';

/** True if a browser navigates to a page. Other programs accept any type, or JSON. */
function isPageRequest({ headers: { accept = '' } }: FastifyRequest): boolean {
  const types = accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  return types.includes('text/html') && !types.some((type) => type?.endsWith('json') === true);
}

/**
 * Serves the dashboard. Its files are the same for every caller, so no session is looked up. The build lists its pages in
 * `pages.json`. For any other path a browser gets the dashboard with status 404, and other callers get a problem.
 */
export async function pageRoutes(server: FastifyInstance, folder: string | undefined): Promise<void> {
  const pages = folder === undefined ? undefined : await readPages(folder);
  // Read for each request, because a new build can replace the assets while the service runs.
  const sendIndex = async (reply: FastifyReply, status: 200 | 404 = 200) => {
    if (pages === undefined) throw new HttpProblemError(404, { detail: NOT_BUILT });
    const index = await readFile(join(pages.folder, 'index.html'));
    return reply.code(status).type('text/html; charset=utf-8').send(index);
  };
  const hidden = { schema: { hide: true } };
  server.get('/', hidden, async (_request, reply) => sendIndex(reply));
  for (const address of ['/:page', '/:page/*'])
    server.get<{ Params: { page: string } }>(address, hidden, async (request, reply) => {
      const { page } = request.params;
      if (pages?.names.has(page) === true) return sendIndex(reply);
      reply.header('vary', 'accept, accept-encoding');
      if (pages === undefined || page === API_SEGMENT || !isPageRequest(request))
        throw new HttpProblemError(404);
      return sendIndex(reply, 404);
    });
  server.get(SERVICE_WORKER, hidden, async (_request, reply) => {
    const worker =
      pages === undefined
        ? undefined
        : await readFile(join(pages.folder, SERVICE_WORKER), 'utf8').catch(() => undefined);
    if (worker === undefined) throw new HttpProblemError(404);
    return reply.type('text/javascript; charset=utf-8').send(worker);
  });
  if (pages === undefined) {
    server.get('/assets/*', hidden, async () => {
      throw new HttpProblemError(404);
    });
    return;
  }
  await server.register(fastifyStatic, {
    root: join(pages.folder, 'assets'),
    prefix: '/assets/',
    schemaHide: true,
    dotfiles: 'ignore',
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply) => void reply.header('cache-control', IMMUTABLE),
  });
}

async function readPages(folder: string): Promise<Pages> {
  const names = await readFile(join(folder, 'pages.json'), 'utf8');
  return { folder, names: new Set(namesSchema.parse(JSON.parse(names))) };
}
