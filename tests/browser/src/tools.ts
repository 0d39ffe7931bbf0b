import type { Page } from 'playwright-core';
import type { BrowserRegion } from './browser-region.ts';
import { type OpenOptions, openMenu, openPage } from './open-page.ts';
import { askOwnNumbers } from './own-numbers-steps.ts';

type Open = (region: BrowserRegion, options: OpenOptions) => Promise<Page>;

/** What opens over or beside a page when a reader asks, as people should look at it. */
export const TOOLS = {
  menu: async (region, options) => {
    const { page } = await openPage(region, options);
    await openMenu(page);
    return page;
  },
  export: async (region, options) => {
    const { page } = await openPage(region, options);
    await page.locator('.figure-actions').last().scrollIntoViewIfNeeded();
    for (const actions of await page.locator('.figure-actions').all())
      await actions.locator('button[aria-expanded]').last().click();
    return page;
  },
  origin: async (region, options) => {
    const { page } = await openPage(region, options);
    const panel = page.locator('.panel-wide section.panel').last();
    await panel.locator('button[aria-expanded]').first().click();
    await panel.locator('tbody button').first().click();
    await page.locator('dialog.origin a').last().waitFor();
    return page;
  },
  own: async (region, options) => {
    const { page } = await openPage(region, options);
    await openMenu(page);
    await page.locator('.own-open button').click();
    await page.locator('dialog.own form').last().waitFor();
    return page;
  },
  completeness: async (region, options) => {
    const { page } = await openPage(region, options);
    await page.locator('.completeness').scrollIntoViewIfNeeded();
    return page;
  },
  'own-numbers': async (region, options) => {
    const [, more = ''] = options.path?.split('?') ?? [];
    const asked = {
      ...options,
      path: `/own?${more}`,
      certificate: 'MYLA',
      question: 'country=MK&by=type&period=quarter',
    };
    return (await askOwnNumbers(region, asked)).page;
  },
  'own-numbers-away': async (region, options) => {
    const [, more = ''] = options.path?.split('?') ?? [];
    return (await askOwnNumbers(region, { ...options, path: `/own?${more}` })).page;
  },
  offline: async (region, options) => {
    const { page, untilListening } = await openPage(region, options);
    await untilListening();
    await page.context().setOffline(true);
    await page.locator('.live-offline').waitFor();
    return page;
  },
} as const satisfies Readonly<Record<string, Open>>;
