import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Expects that the first figure of a bulletin marks only the silent country, and the second one only its borders. */
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
