/** The most important tasks of readers, tested in every browser. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { BrowserRegion } from './browser-region.ts';
import { approve, freeze, partAt, saved } from './bulletin-steps.ts';
import { clickThrough } from './click-through.ts';
import { openPage, untilSettled } from './open-page.ts';

type Journey = (region: BrowserRegion) => Promise<void>;

const HEIGHT = 900;

export const readLastMonth: Journey = async (region) => {
  const { page, complaints } = await openPage(region, { width: 1440 });
  const headline = page.locator('#headline');
  expect(await headline.textContent()).toMatch(
    /^\w+ \d{4}: about \d+ incidents reported, about \d+ in \w+ \d{4}\. Montenegro sent no activity report; the other countries together: [\w ]+\.$/,
  );
  const unclear = page.locator('[data-card]').last();
  expect(await unclear.textContent()).toMatch(/^Cannot be comparedMontenegro No organisation there/);
  for (const card of await page.locator('[data-card]').all())
    expect((await card.locator('h3').boundingBox())?.y).toBeLessThan(HEIGHT / 2);
  for (const name of ['#headline', '[data-card=region]', '[data-map]', '.multiples']) {
    const box = await page.locator(name).boundingBox();
    expect((box?.y ?? HEIGHT) + (box?.height ?? 0), name).toBeLessThanOrEqual(HEIGHT);
  }
  const heights = await page.locator('[data-card]').evaluateAll((all) => all.map((one) => one.clientHeight));
  expect(new Set(heights).size).toBe(1);
  // The rest of a card opens in the card.
  const more = unclear.locator('details');
  const [, hidden = ''] = /^And (\d+) more$/.exec((await more.locator('summary').textContent()) ?? '') ?? [];
  await more.locator('summary').click();
  expect(await more.locator('li:visible').count()).toBe(Number(hidden));
  expect(await page.locator('.multiples svg > text:nth-of-type(3)').count()).toBe(6);
  expect(complaints).toEqual([]);
  await page.context().close();
};

/** Watches a border from the overview in three clicks. Returns the part of the page with the *Watch* button. */
export async function watchFromOverview(page: Page, border: string): Promise<Locator> {
  const watch = page.locator('[data-part=border-actions] > div').first();
  await clickThrough(
    page.locator('header nav a[href="/border"]'),
    page.getByRole('link', { name: border, exact: true }),
    watch.getByRole('button', { name: /^Watch: .+, monthly$/ }),
  );
  await watch.getByText('You are watching this number.').waitFor();
  return watch;
}

export const watchBorder: Journey = async (region) => {
  const { page, complaints } = await openPage(region);
  const watch = await watchFromOverview(page, 'Montenegro → Serbia');
  // The same button ends the watch.
  await watch.getByRole('button', { name: 'Stop watching' }).press('Enter');
  await watch.getByRole('button', { name: /^Watch: .+, monthly$/ }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
};

export const exportTableAndChart: Journey = async (region) => {
  const { page, complaints } = await openPage(region, { path: '/trends' });
  for (const [kind, name] of [
    ['Excel (XLSX)', /\.xlsx$/],
    ['Image (PNG)', /\.png$/],
  ] as const) {
    const figure = page.locator('section.panel', { hasText: 'Export' }).first();
    const download = page.waitForEvent('download');
    await clickThrough(
      figure.getByRole('button', { name: 'Export', exact: true }),
      figure.getByRole('button', { name: kind, exact: true }),
    );
    expect((await download).suggestedFilename()).toMatch(name);
    await page.reload();
    await untilSettled(page);
  }
  expect(complaints).toEqual([]);
  await page.context().close();
};

/** One person writes a bulletin, a second one approves and freezes it, and the public reads it. */
export const publishBulletin: Journey = async (region) => {
  const { page } = await openPage(region, { path: '/bulletins/new' });
  await page.getByLabel('Title').fill('For everybody');
  await page.getByRole('combobox', { name: 'Audience' }).selectOption('public');
  await page.getByLabel('Start with').selectOption('empty');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.waitForURL(/view=edit/);
  await untilSettled(page);
  const path = new URL(page.url()).pathname;
  await partAt(page, 1).getByLabel('Text').fill('Numbers for the public come later.');
  await saved(page);
  await page.goto(`${region.origin}${path}`);
  await page.getByRole('button', { name: 'Submit for approval' }).click();
  const { page: reader, complaints } = await openPage(region, { account: 'public', path: '/bulletins' });
  await reader.getByText('No frozen bulletins for you yet.').waitFor();
  const { page: second } = await openPage(region, { account: 'MYLA-2', path });
  await approve(second);
  await freeze(second);
  await reader.reload();
  await reader.getByRole('link', { name: 'For everybody' }).click();
  await reader.getByText('Numbers for the public come later.').waitFor();
  expect(await reader.locator('[data-part=digest]').textContent()).toMatch(/^SHA-256 [0-9a-f]{64}$/);
  expect(await reader.locator('main').getByRole('button').allTextContents()).toEqual([
    'Print or save as PDF',
  ]);
  expect(complaints).toEqual([]);
  for (const one of [page, second, reader]) await one.context().close();
};
