import { firstSegments } from '../model/routes.ts';
import { handlingOf } from './what-to-keep.ts';

/** The part of the worker's global scope that this file uses. The types of pages do not contain it. */
type Lasting = Event & { readonly waitUntil: (work: Promise<unknown>) => void };
type Fetching = Lasting & {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
};
type Telling = Lasting & { readonly data: unknown };
type Worker = {
  addEventListener(name: 'install' | 'activate', listen: (event: Lasting) => void): void;
  addEventListener(name: 'fetch', listen: (event: Fetching) => void): void;
  addEventListener(name: 'message', listen: (event: Telling) => void): void;
  readonly skipWaiting: () => Promise<void>;
  readonly clients: { readonly claim: () => Promise<void> };
  readonly location: Location;
};

const worker = globalThis as unknown as Worker;
const CACHE = 'waylight-pages-1';
/** The one cached page for all URLs: its content depends on the URL. */
const PAGE = '/';
/** Files of earlier builds are the oldest. */
const MOST_FILES = 200;

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(begin()));
worker.addEventListener('message', (event) => event.waitUntil(keep(event.data)));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const handling = handlingOf(request, worker.location.origin, firstSegments());
  if (handling === 'asset') event.respondWith(asset(request));
  if (handling === 'page') event.respondWith(page(request));
});

async function begin(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** Files that the first page of a visit loaded before the worker started. */
async function keep(message: unknown): Promise<void> {
  if (!Array.isArray(message)) return;
  const cache = await caches.open(CACHE);
  const { origin } = worker.location;
  for (const url of [`${origin}${PAGE}`, ...message]) {
    if (typeof url !== 'string' || (await cache.match(url)) !== undefined) continue;
    const isPage = url === `${origin}${PAGE}`;
    const asked = { method: 'GET', mode: isPage ? 'navigate' : 'cors', url };
    if (handlingOf(asked, origin, []) === 'leave') continue;
    const answer = await fetch(url);
    if (answer.ok) await cache.put(url, answer);
  }
}

/** A name contains a digest of the content, so the cached file equals the one on the server. */
async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request.url);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request.url, answer.clone());
    const files = await cache.keys();
    await Promise.all(files.slice(0, Math.max(0, files.length - MOST_FILES)).map((old) => cache.delete(old)));
  }
  return answer;
}

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    const isPage = answer.ok && answer.headers.get('content-type')?.startsWith('text/html') === true;
    if (isPage && !answer.redirected) await cache.put(PAGE, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(PAGE);
    if (kept === undefined) throw error;
    return kept;
  }
}
