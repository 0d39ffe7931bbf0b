import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] as const;

/** Nothing stands beyond the side of a narrow screen, and what is pressed is as large as a finger. */
export async function expectNarrow(page: Page, path: string): Promise<void> {
  const { scrollWidth, clientWidth, small } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
    small: [...document.querySelectorAll('a, button, select, summary, input, textarea')]
      // The arrows of a map lead where the rows next to it lead.
      .filter((target) => target.closest('p, svg') === null && target.className !== 'skip')
      .map((target) => [target.outerHTML.slice(0, 60), target.getBoundingClientRect()] as const)
      .filter(([, { width, height }]) => width < 24 || height < 24)
      .map(([html]) => html),
  }));
  expect([path, scrollWidth, small]).toEqual([path, clientWidth, []]);
}

/**
 * The checks of axe. These pages have no frames: without the legacy mode axe opens a second page to put the results of
 * frames together. It would also write down each element that passes, which nobody reads.
 */
export const axe = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });

/** Rules whose findings depend on colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** By axe, in the colours that are named, or as the page is. Rules that no colour changes are checked in the first colours. */
export async function expectNoViolations(
  page: Page,
  ...colours: readonly ('light' | 'dark')[]
): Promise<void> {
  for (const [n, colorScheme] of (colours.length === 0 ? [undefined] : colours).entries()) {
    if (colorScheme !== undefined) await page.emulateMedia({ colorScheme });
    const check = n === 0 ? axe(page).withTags([...TAGS]) : axe(page).withRules(COLOUR_RULES);
    const { violations } = await check.analyze();
    const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    expect([colorScheme, found]).toEqual([colorScheme, []]);
  }
}
