import type { QueryClient } from '@tanstack/react-query';
import { type ComponentType, lazy } from 'react';
import { sessionQuery } from '../api/questions.ts';
import { isPageOf, PAGE_NAMES, type PageName, ROUTES } from '../model/routes.ts';
import * as overview from '../pages/overview/page.tsx';

type PageModule = {
  readonly Page: ComponentType;
  /** Fetches the first answers of the page. */
  readonly fetchEarly?: (client: QueryClient) => void;
};

const modules = import.meta.glob<PageModule>(['../pages/*/page.tsx', '!../pages/overview/page.tsx']);

/** The component of each page. The overview is part of the first load. Other pages are loaded when they are first opened. */
export const PAGE_COMPONENTS: ReadonlyMap<PageName, ComponentType> = new Map(
  PAGE_NAMES.map((name) => [name, name === 'overview' ? overview.Page : lazyPage(ROUTES[name].folder)]),
);

function lazyPage(folder: string): ComponentType {
  return lazy(async () => ({ default: (await loadPage(folder)).Page }));
}

async function loadPage(folder: string): Promise<PageModule> {
  const load = modules[`../pages/${folder}/page.tsx`];
  if (load === undefined) throw new TypeError(`pages/${folder}/page.tsx does not exist`);
  return load();
}

/** Fetches the page at the current address and its first answers, before anything is rendered. */
export function preloadPage(client: QueryClient): void {
  const name = PAGE_NAMES.find((one) => isPageOf(one, location.pathname));
  if (name === undefined) return;
  void client.prefetchQuery(sessionQuery());
  if (name === 'overview') overview.fetchEarly(client);
  // A page that fails to load is loaded again when it is rendered, which shows the failure.
  else
    void loadPage(ROUTES[name].folder).then(
      (page) => page.fetchEarly?.(client),
      () => {},
    );
}
