import { type ComponentType, lazy } from 'react';
import { PAGE_NAMES, type PageName, ROUTES } from '../model/routes.ts';
import { Page as OverviewPage } from '../pages/overview/page.tsx';

const modules = import.meta.glob<{ readonly Page: ComponentType }>([
  '../pages/*/page.tsx',
  '!../pages/overview/page.tsx',
]);

/** The component of each page. The overview is part of the first load. Other pages are loaded when they are first opened. */
export const PAGE_COMPONENTS: ReadonlyMap<PageName, ComponentType> = new Map(
  PAGE_NAMES.map((name) => [name, name === 'overview' ? OverviewPage : lazyPage(ROUTES[name].folder)]),
);

function lazyPage(folder: string): ComponentType {
  return lazy(async () => {
    const load = modules[`../pages/${folder}/page.tsx`];
    if (load === undefined) throw new TypeError(`pages/${folder}/page.tsx does not exist`);
    return { default: (await load()).Page };
  });
}
