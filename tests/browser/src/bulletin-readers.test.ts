import { chromiumForTests } from '@waylight/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { approve, freeze, partAt, save, saved } from './bulletin-steps.ts';
import { openPage, untilSettled } from './open-page.ts';

const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program);
}, START_MS);
afterAll(() => region?.stop());

describe.skipIf('unavailable' in found)('a bulletin for the public', { timeout: 240_000 }, () => {
  it('is read without sign-in once it is frozen, with its fingerprint and nothing to press but print', async () => {
    const { page } = await openPage(region, { path: '/bulletins/new' });
    await page.getByLabel('Title').fill('For everybody');
    await page.getByLabel('Audience').selectOption('public');
    await page.getByLabel('Start with').selectOption('empty');
    await page.getByRole('button', { name: 'Create draft' }).click();
    await page.waitForURL(/view=edit/);
    await untilSettled(page);
    const path = new URL(page.url()).pathname;
    await partAt(page, 1).getByLabel('Text').fill('Numbers for the public come later.');
    await save(page);
    await saved(page, 2);
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
    expect(await reader.locator('.digest').textContent()).toMatch(/^SHA-256 [0-9a-f]{64}$/);
    expect(await reader.locator('main').getByRole('button').allTextContents()).toEqual([
      'Print or save as PDF',
    ]);
    expect(complaints).toEqual([]);
    for (const one of [page, second, reader]) await one.context().close();
  });
});
