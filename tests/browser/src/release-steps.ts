import { dayOfInstant } from '@waylight/calendar';
import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { SHORT_EXAMPLE_MONTHS } from '@waylight/tests-region/trial';
import { exampleMonths } from '@waylight/trial/example-months';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type BrowserRegion, startBrowserRegion } from './browser-region.ts';
import { openPage } from './open-page.ts';

export const MEMBERS = ['AHC', 'VPBIH', 'CRPK', 'GAMN', 'MYLA', 'BCHR', 'DRC'] as const;

/** The shipped plan, but with countries by month instead of quarters for the public, so that many releases wait for approval. */
function planWithAPublicTable(): object {
  const tables = DEFAULT_RELEASE_PLAN.tables.map(({ alsoFor, ...table }) => {
    if (table.id === 'region-month' || table.id === 'country-month')
      return { ...table, alsoFor: ['network', 'public'] };
    const others = alsoFor?.filter((audience) => audience !== 'public') ?? [];
    return others.length === 0 ? table : { ...table, alsoFor: others };
  });
  const from = exampleMonths(dayOfInstant(Date.now()), SHORT_EXAMPLE_MONTHS).firstMonth;
  return { ...DEFAULT_RELEASE_PLAN, from, tables };
}

/** Starts a region with that plan. Returns also the ids of releases that wait for approval for the public. */
export async function startWithPublicReleases(
  program: string,
): Promise<{ readonly region: BrowserRegion; readonly ids: readonly string[] }> {
  const region = await startBrowserRegion(program, {
    plan: planWithAPublicTable(),
    months: SHORT_EXAMPLE_MONTHS,
  });
  const { page } = await openPage(region, { path: '/releases?audience=public&show=all' });
  const ids = await page
    .locator('section.panel:has(#list) tbody a[href*="country-month."]')
    .evaluateAll((links) =>
      links.map((link) => decodeURIComponent(link.getAttribute('href')?.split('/')[2] ?? '')),
    );
  await page.context().close();
  return { region, ids };
}

export const pathOf = (id: string): string => `/releases/${encodeURIComponent(id)}`;
export const approval = (page: Page) => page.locator('section.panel:has(#approval)');
export const dialog = (page: Page) => page.locator('dialog[open]');

/** Checks the consequence of an approval next to its button, and approves. */
export async function approveRelease(page: Page, button: string, consequence: RegExp): Promise<void> {
  const approve = approval(page).getByRole('button', { name: button, exact: true });
  expect(
    await approval(page)
      .locator(`#${await approve.getAttribute('aria-describedby')}`)
      .textContent(),
  ).toMatch(consequence);
  await approve.click();
  await approve.waitFor({ state: 'detached' });
  await approval(page).getByText('is recorded.').waitFor();
}

/** Clicks a button, checks the consequence in the dialog, and confirms. */
export async function confirmAction(page: Page, button: string | RegExp, consequence: RegExp): Promise<void> {
  await approval(page)
    .getByRole('button', { name: button, exact: typeof button === 'string' })
    .click();
  expect(await dialog(page).textContent()).toMatch(consequence);
  await dialog(page).locator('button.button').click();
  await dialog(page).waitFor({ state: 'detached' });
}

export async function closePage(page: Page): Promise<void> {
  await page.context().close();
}
