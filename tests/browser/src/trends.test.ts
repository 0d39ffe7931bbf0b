import { chromiumForTests } from '@waylight/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { monthInWords, releasedPeriods } from './months.ts';
import { openPage, untilSettled } from './open-page.ts';
import { cellsOf, field, headsOf, parameters, SHOWN, tabTo, textOf } from './table-steps.ts';

const found = chromiumForTests();
let region: BrowserRegion;
/** Months of the table that is read first, the newest first. */
let months: readonly string[];

beforeAll(async () => {
  if (!('program' in found)) return;
  region = await startBrowserRegion(found.program, { shared: true });
  months = await releasedPeriods(region, 'country-month');
}, START_MS);
afterAll(() => region?.stop());

describe.skipIf('unavailable' in found)('trends', () => {
  it('offer the released tables and the dimensions of the one that is read', async () => {
    const { page } = await openPage(region, { path: '/trends?by=country,typeGroup&period=quarter' });
    const options = await field(page, 'Released table').locator('option').allInnerTexts();
    expect(options).toContain('Reported incidents by country, monthly');
    expect(options).toContain('Reported incidents by country and way of smuggling, quarterly');
    // No year has been released in the trial: its tables are not offered.
    expect(options.filter((text) => text.endsWith('yearly'))).toEqual([]);
    for (const option of options) expect(option).not.toMatch(/[a-z]-[a-z]/);
    expect(await textOf(page.locator('.checks').first())).toMatch(/Country\s*Group of types/);
    await field(page, 'Released table').selectOption({
      label: 'Reported incidents by country and way of smuggling, quarterly',
    });
    await untilSettled(page);
    expect((await parameters(page)).get('by')).toBe('country,method');
    const stamp = await textOf(page.locator('.stamp'));
    expect(stamp).toMatch(
      /^As of: Reported incidents by country and way of smuggling, quarter \d of \d{4}, for members/,
    );
    // Its id is said to who listens, and shown to who points at it.
    expect(stamp).toContain('country-method-quarter.');
    expect(await page.locator('.stamp').getAttribute('title')).toMatch(/^country-method-quarter\./);
    // What counts under another name is said, so that nobody reads it as absent.
    expect(await textOf(page.locator('ul.caption'))).toContain('Van also counts: Bus; Train');
    await page.context().close();
  });

  it('never show a bare number, a sum, or "none" for one that is rounded or not given', async () => {
    for (const path of ['/trends', '/trends?by=country,groupSize&period=quarter']) {
      const { page } = await openPage(region, { path });
      // How many rows are broken down, and so stand here, is drawn anew for each region.
      await page.locator('.pivot td').nth(7).waitFor({ timeout: 20_000 });
      const cells = await cellsOf(page, '.pivot td');
      for (const cell of cells) expect(cell).toMatch(SHOWN);
      expect(await textOf(page.locator('.pivot'))).not.toMatch(/\bnone\b|\btotal\b/i);
      expect(await textOf(page.locator('main'))).toContain(
        'more incidents may also mean that more was reported',
      );
      await page.context().close();
    }
  });

  it('are pivoted, sorted and filtered by keyboard alone, and the address says so', async () => {
    const { page } = await openPage(region, { path: '/trends' });
    const pivot = page.locator('.pivot table');
    const before = await headsOf(pivot, 'row');
    expect(before).toContain('Kosovo*');
    await tabTo(page, page.getByRole('button', { name: 'Swap down and across' }));
    await page.keyboard.press('Enter');
    expect(await headsOf(pivot, 'row')).toContain(monthInWords(months[0] ?? ''));
    expect((await headsOf(pivot, 'col')).slice(1)).toEqual(before);
    // The focus has stayed: the next press swaps back.
    await page.keyboard.press('Enter');
    expect(await headsOf(pivot, 'row')).toEqual(before);
    const newest = monthInWords(months[0] ?? '', 'short');
    await tabTo(page, pivot.getByRole('button', { name: newest }));
    await page.keyboard.press('Space');
    await expect.poll(async () => (await parameters(page)).get('sort')).toBe(`descending:${months[0]}`);
    expect(await textOf(pivot.locator('th[aria-sort=descending]'))).toBe(newest);
    const column = (await headsOf(pivot, 'col')).indexOf(newest);
    const values = (await pivot.locator(`tbody tr td:nth-child(${column + 1}) .number`).allInnerTexts()).map(
      (text) => Number(text.replace('0–4', '0').replace(/\D/g, '')),
    );
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    await page.keyboard.press('Space');
    await expect.poll(async () => (await parameters(page)).get('sort')).toBe(`ascending:${months[0]}`);
    await page.keyboard.press('Space');
    await expect.poll(async () => (await parameters(page)).has('sort')).toBe(false);
    await page.getByText(/^Shown of “Country”/).focus();
    await page.keyboard.press('Enter');
    await tabTo(page, page.getByRole('checkbox', { name: 'Albania' }));
    await page.keyboard.press('Space');
    expect(await headsOf(pivot, 'row')).not.toContain('Albania');
    expect((await parameters(page)).get('keep.country')).toBe('BA,ME,MK,RS,XK,other-or-unknown');
    await page.context().close();
  });

  it('are the same again at a permalink, for somebody else as well', async () => {
    const [, beyond = '', to = '', , sorted = '', , , from = ''] = months;
    const path = `/trends?by=typeGroup&period=month&rows=typeGroup&columns=period&from=${from}&to=${to}&sort=descending:${sorted}&keep.typeGroup=violence,border,coercion`;
    const { page } = await openPage(region, { path });
    const shown = await textOf(page.locator('.pivot'));
    expect(shown).toContain(monthInWords(from, 'short'));
    expect(shown).not.toContain(monthInWords(beyond, 'short'));
    expect(shown).not.toContain('Death');
    const other = await openPage(region, { account: 'BCHR', path });
    expect(await textOf(other.page.locator('.pivot'))).toBe(shown);
    await page.context().close();
    await other.page.context().close();
  });

  it('say of each number where it comes from: pressed, or by keyboard alone', async () => {
    const { page } = await openPage(region, { path: '/trends' });
    const numbers = page.locator('.pivot td .explained');
    const given = await page.locator('.pivot td .number').count();
    expect(await numbers.count()).toBe(given);
    const release = page.getByRole('dialog').getByRole('link', {
      name: /^Reported incidents by country, /,
    });
    const heads = await headsOf(page.locator('.pivot table'), 'col');
    const [last = ''] = months;
    expect(heads[1]).toBe(monthInWords(last, 'short'));
    await page.locator('.pivot tbody tr').first().locator('td').first().locator('.explained').click();
    expect((await textOf(release)).split(/\s+/).join(' ')).toMatch(
      new RegExp(`${monthInWords(last)}, for members country-month\\.${last}\\.partners$`),
    );
    await page.keyboard.press('Escape');
    // From the frame to the first number, to the one beside it, and into its release.
    await tabTo(page, page.locator('.pivot'));
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const at = await page.evaluate(() => {
      const cell = document.activeElement?.closest('td');
      return [cell?.cellIndex, cell?.closest('tr')?.rowIndex];
    });
    expect(at).toEqual([2, 2]);
    await page.keyboard.press('Enter');
    const [, , second = ''] = heads;
    const month = new Date(`${second} 1 UTC`).toISOString().slice(0, 7);
    expect(await textOf(release)).toContain(`.${month}.`);
    await release.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/releases\/country-month/);
    await page.context().close();
  });

  it('name the nearest question that is answered where no table answers one, and read it at a press', async () => {
    const { page } = await openPage(region, { path: '/trends' });
    await page.getByText('Ask something else').click();
    // By perpetrator nothing is released by month: the nearest keeps the dimension, over a longer period.
    await field(page, 'By').selectOption({ label: 'Perpetrator' });
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('No released table answers this question').waitFor();
    await page.getByRole('button', { name: 'Reported incidents by perpetrator, quarterly' }).click();
    await untilSettled(page);
    expect(await headsOf(page.locator('.pivot table'), 'row')).toContain('Police');
    await page.goto(`${region.origin}/trends?by=area&period=year`);
    await untilSettled(page);
    expect(await textOf(page.locator('main'))).toContain(
      'The table “Reported incidents by area, yearly” would answer this, but none of its periods has been released yet',
    );
    await page.context().close();
  });
});

describe.skipIf('unavailable' in found)('what cannot be shown', () => {
  it.each(['release-plan', 'trends?*'])(
    'is said where /v1/%s does not answer, with a next step',
    async (door) => {
      for (const path of ['/trends', '/border']) {
        if (path === '/border' && door !== 'trends?*') continue;
        const { page } = await openPage(region, { path });
        await page.route(`**/v1/${door}`, (route) => route.abort());
        await page.reload();
        const state = page.locator('.state-offline').first();
        await state.waitFor({ timeout: 20_000 });
        await page.unroute(`**/v1/${door}`);
        await state.locator('button').click();
        await page.locator('.state-offline').waitFor({ state: 'detached' });
        // In between it says that it is loading.
        await page.locator('.pivot td').first().waitFor();
        expect((await cellsOf(page, '.pivot td')).length).toBeGreaterThan(20);
        await page.context().close();
      }
    },
  );
});

describe.skipIf('unavailable' in found).each([
  ['/trends?by=country,type&period=quarter&rows=type&columns=country', 'light'],
  ['/trends?by=country&period=month', 'dark'],
  ['/trends?by=country,originRegion&period=month', 'dark'],
  ['/border?period=quarter&lang=sr-Cyrl', 'dark'],
] as const)('%s in %s', (path, colours) => {
  it('has nothing that axe finds, and does not scroll sideways at 360 pixels', async () => {
    const { page } = await openPage(region, { path, colours, width: 360 });
    for (const summary of await page.locator('summary').all()) await summary.click();
    await expectNoViolations(page);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth),
    ).toBe(false);
    await page.context().close();
  });
});
