import type { Locator, Page } from 'playwright-core';
import { addressOf } from './open-page.ts';

export const field = (page: Page, label: string): Locator =>
  page.getByRole('combobox', { name: label, exact: true });
export const textOf = async (part: Locator): Promise<string> => (await part.textContent()) ?? '';
export const headsOf = (table: Locator, axis: 'col' | 'row'): Promise<string[]> =>
  table.locator(`th[scope=${axis}]`).allInnerTexts();
/** Name without the symbol for a silent country after it. */
export const nameIn = async (part: Locator): Promise<string> =>
  (await textOf(part)).split('\u00A0○')[0] ?? '';
export const parameters = async (page: Page): Promise<URLSearchParams> =>
  (await addressOf(page)).searchParams;

/** Opens the table or the exports of a figure, unless they are open. */
export async function openPart(figure: Locator, name: string): Promise<void> {
  const button = figure.getByRole('button', { name, exact: true });
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
  await figure.locator('[data-part=figure-table], [data-part=exports]').first().waitFor();
}

/** Matches a displayed number, the symbol for a silent country, or the one for a missing number. */
export const SHOWN = /^(0–4|≈\s\d+|–|·|○)$/;

/** Presses Tab until an element has the focus. Throws if it does not get it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the element cannot be reached by keyboard');
}

/** Visible text of cells. Screen reader users get a sentence instead. */
export const cellsOf = (page: Page, cells: string): Promise<string[]> =>
  page.locator(`${cells} [aria-hidden=true]`).allTextContents();
