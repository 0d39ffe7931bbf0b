import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { HttpProblemError } from '@waylight/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** The files that the dashboard is built to. */
type Pages = {
  readonly folder: string;
  /** First segments of the pages' addresses: `trends` of /trends and of /trends/2026. */
  readonly names: ReadonlySet<string>;
};

const namesSchema = z.array(z.string());

const NOT_BUILT =
  'There are no pages here: numbers are under /v1. In a trial "npm run setup" builds the pages; then start it again. In a region WAYLIGHT_INSIGHTS_DASHBOARD_DIR names the folder of the built pages.';

/** At the root, because it may serve only what is below it; never kept, so that a new one comes with the pages. */
const SERVICE_WORKER = '/service-worker.js';

/** Names of these files hold a digest of what is in them. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Under it are doors and no pages, whoever asks. */
const API_SEGMENT = 'v1';

/** Whether somebody looks for a page, as a browser does that was given an address; programs take anything, or JSON. */
function isPageRequest({ headers: { accept = '' } }: FastifyRequest): boolean {
  const types = accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  return types.includes('text/html') && !types.some((type) => type?.endsWith('json') === true);
}

/**
 * The dashboard: the same files for everybody, so that no session is looked for. Which addresses are its pages the build
 * has written beside them; at every other one a browser is given the dashboard too, which says that there is no such page, with
 * the status 404, and everybody else is answered as before.
 */
export async function pageRoutes(server: FastifyInstance, folder: string | undefined): Promise<void> {
  const pages = folder === undefined ? undefined : await readPages(folder);
  // Read each time: where the pages are built anew under a running service, it names other assets than before.
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
      reply.header('vary', 'Accept');
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
