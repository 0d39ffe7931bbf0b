import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Nothing stands beyond the side of a narrow screen, and what is pressed is as large as a finger. */
export async function expectNarrow(page: Page, path: string): Promise<void> {
  const { scrollWidth, clientWidth, small } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
    small: [...document.querySelectorAll('a, button, select, summary, input, textarea')]
      .filter((target) => target.closest('p') === null && target.className !== 'skip')
      .map((target) => [target.outerHTML.slice(0, 60), target.getBoundingClientRect()] as const)
      .filter(([, { width, height }]) => width < 24 || height < 24)
      .map(([html]) => html),
  }));
  expect([path, scrollWidth, small]).toEqual([path, clientWidth, []]);
}

export async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}
