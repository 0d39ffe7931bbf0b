import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** That the first figure of a bulletin, by country, marks the one that was silent, and the second, by border, each border of that one; and nothing else. */
export async function expectSilentMarks(page: Page, country: string): Promise<void> {
  const [byCountry, byBorder] = await page.locator('article table').all();
  const rowsOf = (table: Locator | undefined, of: Parameters<Locator['filter']>[0]) =>
    table?.locator('tbody tr').filter(of).locator('th').allInnerTexts();
  const marked = { has: page.locator('.silent-mark') };
  expect(await rowsOf(byCountry, marked)).toEqual([expect.stringMatching(new RegExp(`^${country}\\s○`))]);
  const borders = await rowsOf(byBorder, { hasText: country });
  expect(borders?.length).toBeGreaterThan(1);
  expect(await rowsOf(byBorder, marked)).toEqual(borders);
}
