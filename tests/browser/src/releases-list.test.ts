import { chromiumForTests } from '@waylight/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, startBrowserRegion } from './browser-region.ts';
import { openPage } from './open-page.ts';
import { closed } from './release-steps.ts';

const START_MS = 240_000;
const TEST_MS = 120_000;
const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program);
}, START_MS);
afterAll(() => region?.stop(), 60_000);

describe.skipIf('unavailable' in found)('releases', () => {
  it('are listed by what is chosen, and the address shows the same to somebody else', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { path: '/releases' });
    await page.locator('section.panel:has(#list) select').first().selectOption('country-quarter');
    expect(new URL(page.url()).searchParams.get('table')).toBe('country-quarter');
    const rows = page.locator('section.panel:has(#list) tbody tr');
    const shown = await rows.allTextContents();
    expect(shown.length).toBeGreaterThan(0);
    for (const row of shown)
      expect(row).toMatch(/^Reported incidents by country, quarterly.*country-quarter\.\d{4}-Q\d\.partners/);
    const choices = await page
      .locator('section.panel:has(#list) select')
      .first()
      .locator('option')
      .allTextContents();
    expect(choices).toContain('Reported incidents by border segment, monthly');
    for (const choice of choices) expect(choice).not.toMatch(/[a-z]-[a-z]/);
    const address = new URL(page.url());
    const other = await openPage(region, { account: 'BCHR', path: `${address.pathname}${address.search}` });
    expect(await other.page.locator('section.panel:has(#list) tbody tr').allTextContents()).toEqual(shown);
    await closed(other.page);
    await closed(page);
  });

  it('to come are named to members with their days and readers, and no number', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { path: '/releases' });
    const panel = page.locator('section.panel:has(#upcoming)');
    const rows = panel.locator('tbody tr');
    expect(await rows.count()).toBe(4);
    const answer = await page.request.get(`${region.origin}/v1/releases`);
    const { releases } = (await answer.json()) as { releases: readonly { readonly period: string }[] };
    const today = new Date().toISOString().slice(0, 10);
    for (const row of await rows.all()) {
      const period = (await row.getAttribute('data-key')) ?? '';
      expect([period, releases.some((one) => one.period === period)]).toEqual([period, false]);
      const from = (await row.locator('td').first().textContent()) ?? '';
      expect(from).toMatch(/^\d\d\.\d\d\.\d{4}$/);
      expect(from.split('.').reverse().join('-') > today).toBe(true);
    }
    const text = (await panel.textContent()) ?? '';
    expect(text).toMatch(/quarter \d of \d{4}.*Member organisations: 10 tables/s);
    expect(text).toContain('The public: 2 tables, once approved');
    expect(text).toContain('No number of these can be seen before');
    await panel.locator('summary').click();
    await panel.getByText('Reported incidents by border segment, monthly: Member organisations').waitFor();
    await closed(page);
    const anybody = await openPage(region, { account: 'public', path: '/releases' });
    expect(await anybody.page.locator('#upcoming').count()).toBe(0);
    await closed(anybody.page);
  });

  it('name on a telephone the whole table that is chosen, where the choice itself has no room for it', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, {
      path: '/releases?table=country-groupsize-quarter',
      width: 360,
    });
    const choice = page.locator('section.panel:has(#list) label').first();
    const name = await choice.locator('option:checked').textContent();
    expect(name).toBe('Reported incidents by country and number of victims, quarterly');
    expect(await choice.locator('.whole-name').textContent()).toBe(name);
    expect(await choice.locator('.whole-name').isVisible()).toBe(true);
    // Who listens hears the choice, and not its name again.
    const heard = page.getByRole('combobox', { name: 'Table', exact: true });
    expect(await heard.inputValue()).toBe('country-groupsize-quarter');
    // A table of published releases has room for all that is said of them.
    expect(await page.locator('section.panel:has(#list) .table-room').getAttribute('data-more')).toBeNull();
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await choice.locator('.whole-name').isVisible()).toBe(false);
    await closed(page);
  });
});
