import type { Page } from 'playwright-core';
import type { BrowserRegion } from './browser-region.ts';
import { type OpenOptions, openMenu, openPage } from './open-page.ts';
import { openOwnNumbers } from './own-numbers-steps.ts';
import { WIDTHS } from './picture.ts';

/** Only narrow screens have a menu. It stays open on wider ones, so that a dialog in it remains visible at each width. */
export const MENU_WIDTH = WIDTHS[0];

type Open = (region: BrowserRegion, options: OpenOptions) => Promise<Page>;

/** Menus, exports and dialogs of pages, opened for screenshots. */
export const TOOLS = {
  menu: async (region, options) => {
    const { page } = await openPage(region, { ...options, width: MENU_WIDTH });
    await openMenu(page);
    return page;
  },
  export: async (region, options) => {
    const { page } = await openPage(region, options);
    await page.locator('[data-part=figure-actions]').last().scrollIntoViewIfNeeded();
    for (const actions of await page.locator('[data-part=figure-actions]').all())
      await actions.locator('button[aria-expanded]').last().click();
    return page;
  },
  origin: async (region, options) => {
    const { page } = await openPage(region, options);
    const panel = page.locator('section.panel:has([data-part=figure-actions])').first();
    await panel.locator('[data-part=figure-actions] button[aria-expanded]').first().click();
    await panel.locator('tbody button').first().click();
    await page.locator('dialog[open] a').last().waitFor();
    return page;
  },
  own: async (region, options) => {
    const { page } = await openPage(region, { ...options, width: MENU_WIDTH });
    await openMenu(page);
    await page.locator('header button[aria-haspopup=dialog]').click();
    await page.locator('dialog[open] form').last().waitFor();
    return page;
  },
  'own-numbers': async (region, options) => {
    const [, search = ''] = options.path?.split('?') ?? [];
    const ownOptions = {
      ...options,
      path: `/own?${search}`,
      certificate: 'MYLA',
      query: 'country=MK&by=type&period=quarter',
    };
    return (await openOwnNumbers(region, ownOptions)).page;
  },
  'own-numbers-unreachable': async (region, options) => {
    const [, search = ''] = options.path?.split('?') ?? [];
    return (await openOwnNumbers(region, { ...options, path: `/own?${search}` })).page;
  },
  offline: async (region, options) => {
    const { page, untilListening } = await openPage(region, options);
    await untilListening();
    await page.context().setOffline(true);
    await page.locator('[data-notice=offline]').waitFor();
    return page;
  },
} as const satisfies Readonly<Record<string, Open>>;
