import type { Page } from 'playwright-core';
import { untilSettled } from './open-page.ts';

/**
 * The bulletin at an address, as Chromium prints it: tagged, with an outline, and with page numbers by its own style.
 * @throws Error where there is none for who is signed in
 */
export async function printBulletin(page: Page, address: string): Promise<Buffer> {
  await page.goto(address);
  await untilSettled(page);
  if ((await page.locator('article').count()) === 0)
    throw new Error(`there is no bulletin at ${address} for this reader`);
  return page.pdf({ tagged: true, outline: true, preferCSSPageSize: true, printBackground: true });
}
