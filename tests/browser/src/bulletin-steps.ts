import type { Locator, Page } from 'playwright-core';
import type { BrowserRegion } from './browser-region.ts';
import { openPage, untilSettled } from './open-page.ts';

/** What a person does to a bulletin, as the page names it in English. */

/** Begins an empty draft of the newest month, or of the newest quarter, and answers its id; the page then edits it. */
export async function beginBulletin(
  page: Page,
  title: string,
  of: 'month' | 'quarter' = 'month',
): Promise<string> {
  await page.getByRole('link', { name: 'New bulletin' }).click();
  // The title is ready once the page is loaded.
  await untilSettled(page);
  await page.getByLabel('Title').fill(title);
  if (of === 'quarter') {
    const period = page.getByRole('combobox', { name: 'Period', exact: true });
    const newest = await period.locator('option', { hasText: 'quarter' }).first().getAttribute('value');
    await period.selectOption(newest);
  }
  await page.getByLabel('Start with').selectOption('empty');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.waitForURL(/view=edit/);
  await untilSettled(page);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Begins a draft with the parts that it has each time, from the page that begins one, and stays where that leads. */
export async function beginWithParts(
  page: Page,
  of: { readonly period: string; readonly audience: string; readonly language?: string },
): Promise<void> {
  await page.goto(new URL('/bulletins/new', page.url()).href);
  await untilSettled(page);
  await page.getByLabel('Language of the bulletin').selectOption(of.language ?? 'en');
  await page.getByRole('combobox', { name: 'Audience' }).selectOption(of.audience);
  await page.getByRole('combobox', { name: 'Period', exact: true }).selectOption(of.period);
  await page.getByRole('button', { name: 'Create draft', disabled: false }).click();
  await page.waitForURL(/bulletins\/[0-9a-f]{8}-/);
  await untilSettled(page);
}

/** The part of the editor that stands at a place, from 1. */
export const partAt = (page: Page, n: number): Locator =>
  page.locator('section[aria-labelledby^=block-]').nth(n - 1);

/** Puts a released number of a country where the cursor of a part's text is. */
export async function putNumber(part: Locator, country: string): Promise<void> {
  await part.getByText('Insert a number').click();
  await part.getByLabel('Released table').selectOption('country-month');
  await part.getByRole('combobox', { name: 'Country', exact: true }).selectOption(country);
  await part.getByRole('button', { name: 'Insert at the cursor' }).click();
}

/** By what the choice of figures calls it. */
export async function addFigure(page: Page, label: string): Promise<void> {
  await page.getByLabel('Figure by').selectOption({ label });
  await page.getByRole('button', { name: 'Add figure' }).click();
}

/** Reads what the editor has saved. */
export async function readDraft(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Preview' }).click();
  await page.waitForSelector('article');
  await untilSettled(page);
}

/** Waits until the editor has saved everything, and returns the version. */
export async function saved(page: Page): Promise<number> {
  const state = page.getByText(/^Saved as version \d+\.$/);
  await state.waitFor();
  return Number(/\d+/.exec((await state.textContent()) ?? '')?.[0]);
}

/** A draft with a number, figures and something typed, saved and open in the editor. */
export async function writeDraft(
  region: BrowserRegion,
  title: string,
): Promise<{ readonly id: string; readonly page: Page }> {
  const { page } = await openPage(region, { path: '/bulletins' });
  const id = await beginBulletin(page, title);
  const text = partAt(page, 1).getByLabel('Text');
  await text.fill('# Borders\nIn Serbia there were  incidents, 3 of them on Monday.');
  await text.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(31, 31));
  await putNumber(partAt(page, 1), 'RS');
  await addFigure(page, 'Reported incidents by country, monthly');
  await partAt(page, 2).getByLabel('Shown as').selectOption('table');
  await addFigure(page, 'Reported incidents by border segment, monthly');
  await saved(page);
  return { id, page };
}

/** Where the next step of what is read stands: below the text. */
export const nextStep = (page: Page): Locator => page.getByRole('region', { name: 'Next step', exact: true });

/** Says that the text was read, and approves it. */
export async function approve(page: Page): Promise<void> {
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Approve this version' }).click();
}

/** Freezes what is approved, and says once more that it is meant. */
export async function freeze(page: Page): Promise<void> {
  await nextStep(page).getByRole('button', { name: 'Freeze', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Freeze', exact: true }).click();
  await page.getByText('This bulletin is frozen').waitFor();
}

/** What is seen of the first such part. */
export async function textIn(page: Page, selector: string): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is for who listens alone would count as shown.
  return (await page.locator(selector).first().innerText()).trim();
}
