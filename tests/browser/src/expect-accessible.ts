import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] as const;

/** Expects that a narrow page does not scroll horizontally, and that its targets are at least 24 pixels wide and high. */
export async function expectNarrow(page: Page, path: string): Promise<void> {
  const { scrollWidth, clientWidth, small } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
    small: [...document.querySelectorAll('a, button, select, summary, input, textarea')]
      // Arrows of a map link to the same pages as the rows next to it.
      .filter((target) => target.closest('p, dd, svg') === null && !target.matches('[href="#content"]'))
      .map((target) => [target.outerHTML.slice(0, 60), target.getBoundingClientRect()] as const)
      .filter(([, { width, height }]) => width < 24 || height < 24)
      .map(([html]) => html),
  }));
  expect([path, scrollWidth, small]).toEqual([path, clientWidth, []]);
}

/**
 * Creates the checks of axe. The pages have no frames, so the legacy mode avoids a second page that merges their results.
 * Only violations are recorded, not elements that pass.
 */
export const axe = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });

/** Rules whose findings depend on colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Expects no axe violations in the given colour schemes, or in the current one. All but the first scheme run colour rules only. */
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
