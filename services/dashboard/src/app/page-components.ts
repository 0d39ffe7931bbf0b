import type { QueryClient } from '@tanstack/react-query';
import { type ComponentType, createElement, lazy } from 'react';
import { inboxQuery } from '../api/inbox.ts';
import { onceKnown } from '../api/once-known.ts';
import { releasesQuery, sessionQuery } from '../api/questions.ts';
import { isPageOf, PAGE_NAMES, type PageName, ROUTES } from '../model/routes.ts';
import * as overview from '../pages/overview/page.tsx';

type PageModule = {
  readonly Page: ComponentType;
  /** Fetches the first answers of the page. */
  readonly fetchEarly?: (client: QueryClient) => void;
};

const modules = import.meta.glob<PageModule>(['../pages/*/page.tsx', '!../pages/overview/page.tsx']);

/** The page that was loaded before anything was rendered, without its component if that failed. */
let first: { readonly folder: string; readonly Page?: ComponentType } | undefined;

/** The component of each page. The overview is part of the first load. Other pages are loaded when they are first opened. */
export const PAGE_COMPONENTS: ReadonlyMap<PageName, ComponentType> = new Map(
  PAGE_NAMES.map((name) => [name, name === 'overview' ? overview.Page : lazyPage(ROUTES[name].folder)]),
);

function lazyPage(folder: string): ComponentType {
  const Later = lazy(async () => ({
    default: (await loadPage(folder).catch((error: unknown) => loadAnew(folder, error))).Page,
  }));
  return () => createElement((first?.folder === folder && first.Page) || Later);
}

/**
 * Loads the whole page at the same address, because after an upgrade the server no longer has the files of this build.
 * @throws the error, if it has another cause: the server does not answer, or loading anew did not help
 */
async function loadAnew(folder: string, error: unknown): Promise<never> {
  const { ok } = await fetch('/', { method: 'HEAD' }).catch(() => ({ ok: false }));
  if (!ok || first?.folder === folder) throw error;
  location.reload();
  return new Promise(() => {});
}

async function loadPage(folder: string): Promise<PageModule> {
  const load = modules[`../pages/${folder}/page.tsx`];
  if (load === undefined) throw new TypeError(`pages/${folder}/page.tsx does not exist`);
  return load();
}

/** Loads the page at the current address before anything is rendered, and begins to fetch its first answers and those of the header. */
export async function preloadPage(client: QueryClient): Promise<void> {
  onceKnown(client.fetchQuery(sessionQuery()), ({ reads, organisation }) => {
    if (organisation !== undefined) void client.prefetchQuery(inboxQuery());
    // The navigation has pages for members always, and for others if there are releases.
    if (reads !== 'partners') void client.prefetchQuery(releasesQuery());
  });
  const name = PAGE_NAMES.find((one) => isPageOf(one, location.pathname));
  if (name === undefined) return;
  if (name === 'overview') return overview.fetchEarly(client);
  const { folder } = ROUTES[name];
  try {
    const { Page, fetchEarly } = await loadPage(folder);
    first = { folder, Page };
    fetchEarly?.(client);
  } catch {
    // It is loaded again when it is rendered, which shows the failure.
    first = { folder };
  }
}
