import { chromiumForTests } from '@waylight/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { monthInWords } from './months.ts';
import { addressOf, openPage, untilSettled } from './open-page.ts';
import { cellsOf, field, headsOf, nameIn, parameters, SHOWN, tabTo, textOf } from './table-steps.ts';

const found = chromiumForTests();
let region: BrowserRegion;
/** Newest month of which this page has numbers. */
let newest: string;

beforeAll(async () => {
  if (!('program' in found)) return;
  region = await startBrowserRegion(found.program, { shared: true });
  newest = region.months.lastMonth;
}, START_MS);
afterAll(() => region?.stop());

describe.skipIf('unavailable' in found)('the border', () => {
  it('shows each directed segment on the map, in the matrix and in the table, with the same numbers', async () => {
    const { page } = await openPage(region, { path: '/border?period=quarter' });
    const rows = page.locator('section.panel', { hasText: 'One by one' }).locator('tbody tr');
    const table = new Map<string, string>();
    for (const row of await rows.all())
      table.set(await nameIn(row.locator('th')), await textOf(row.locator('td .number').first()));
    expect(table.size).toBe(19);
    // Every one has its arrow; those of "0–4" are broken ones.
    expect(await page.locator('.arrow').count()).toBe(19);
    const small = [...table.values()].filter((text) => text === '0–4').length;
    expect(await page.locator('.arrow-broken').count()).toBe(small);
    const matrix = page.locator('.matrix');
    const tos = (await headsOf(matrix, 'col')).map((text) => text.replace(/^→\u00A0|\u00A0○.*$/gs, ''));
    for (const row of await matrix.locator('tbody tr').all()) {
      const from = await nameIn(row.locator('th'));
      const cells = await row.locator('td').all();
      for (const [n, cell] of cells.entries()) {
        const number = cell.locator('.number');
        if ((await number.count()) === 0) continue;
        expect(await textOf(number)).toBe(table.get(`${from} → ${tos[n + 1]}`));
      }
    }
    await page.context().close();
  });

  it('says of one country nothing of other pairs, and of its own ways that have no number that they have none', async () => {
    const { page } = await openPage(region, { path: '/border?country=RS' });
    const cells: string[] = [];
    const tos = (await headsOf(page.locator('.matrix'), 'col')).map((text) =>
      text.replace(/^→\u00A0|\u00A0○.*$/gs, ''),
    );
    for (const row of await page.locator('.matrix tbody tr').all()) {
      const from = await nameIn(row.locator('th'));
      for (const [n, text] of (await row.locator('td').allTextContents()).entries())
        if (text !== '') cells.push(`${from} → ${tos[n + 1]}`);
    }
    expect(cells).toContain('Bosnia & Herzegovina → Serbia');
    expect(cells.filter((pair) => !pair.includes('Serbia'))).toEqual([]);
    await page.context().close();
  });

  it('says what has no arrow, names XK with its footnote, and shows no bare number', async () => {
    const { page } = await openPage(region, { path: '/border' });
    expect(await textOf(page.locator('main'))).toMatch(/Not at a border: (about \d+|0–4)/);
    for (const cell of await cellsOf(page, 'td')) expect(cell).toMatch(SHOWN);
    // A number of the matrix leads to its release, whose period the figure says.
    await page.locator('.matrix .explained').first().click();
    await page
      .getByRole('dialog')
      .getByRole('link', {
        name: new RegExp(
          `^Reported incidents by border segment, ${monthInWords(newest)}, .* segment-month\\.${newest}\\.`,
        ),
      })
      .waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.matrix [aria-describedby=footnote-xk]').count()).toBeGreaterThan(0);
    expect(await page.evaluate(() => /Kosovo(?!\*| declaration)/.test(document.body.textContent))).toBe(
      false,
    );
    await page.context().close();
  });

  it('marks a silence of either end wherever its number is, and does not compare a border of silent countries alone', async () => {
    const { page } = await openPage(region, { path: '/border' });
    // Nobody speaks of Montenegro's last month in the example data.
    // Of the map, of the table and of the matrix, each with its sign.
    await page
      .locator('.silent-note', { hasText: `○ Silent: Montenegro in ${monthInWords(newest)}` })
      .nth(2)
      .waitFor();
    const panel = page.locator('section.panel', { hasText: 'One by one' });
    const silent: string[] = [];
    for (const row of await panel.locator('tbody tr').all()) {
      const isMarked = (await row.locator('th .silent-mark').count()) > 0;
      const name = await nameIn(row.locator('th'));
      expect([name, isMarked]).toEqual([name, name.includes('Montenegro')]);
      if (!isMarked) continue;
      silent.push(name);
      // Neighbours outside of the region report nothing, so such a border is of Montenegro alone.
      if (!/Serbia|Bosnia|Kosovo|Albania|North Macedonia/.test(name))
        expect(await row.locator('td').nth(1).textContent()).toBe('not comparable');
    }
    expect(silent.length).toBeGreaterThan(1);
    expect(await page.locator('.arrow circle').count()).toBe(silent.length);
    expect(await page.locator('.matrix th .silent-mark').count()).toBe(2);
    await page.context().close();
  });

  it('is chosen by keyboard, and the same again at a permalink', async () => {
    const { page } = await openPage(region, { path: '/border' });
    await tabTo(page, page.getByRole('button', { name: 'Reported incidents by border segment, quarterly' }));
    await page.keyboard.press('Enter');
    await untilSettled(page);
    expect((await parameters(page)).get('period')).toBe('quarter');
    await field(page, 'From or to').focus();
    await page.keyboard.type('Bosnia');
    expect((await parameters(page)).get('country')).toBe('BA');
    expect(await page.locator('.arrow').count()).toBe(4);
    await field(page, 'Period').selectOption({ index: 1 });
    const address = await addressOf(page);
    expect(address.searchParams.get('at')).toMatch(/^\d{4}-Q\d$/);
    const other = await openPage(region, { account: 'BCHR', path: `${address.pathname}${address.search}` });
    expect(await textOf(other.page.locator('main'))).toBe(await textOf(page.locator('main')));
    await page.context().close();
    await other.page.context().close();
  });
});
