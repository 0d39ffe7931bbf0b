import { readFile } from 'node:fs/promises';
import { chromiumForTests } from '@waylight/testing';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { beginBulletin, readDraft } from './bulletin-steps.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { monthInWords } from './months.ts';
import { addressOf, openPage, untilSettled } from './open-page.ts';
import { openPart } from './table-steps.ts';
import { releaseToldMonths, TOLD_MONTHS } from './told-months.ts';

const found = chromiumForTests();
const TITLE = 'Completeness of reporting';
let region: BrowserRegion;
/** The three that a test tells of, the oldest first. */
let told: readonly string[];

beforeAll(async () => {
  if (!('program' in found)) return;
  region = await startBrowserRegion(found.program);
  told = await releaseToldMonths(region, TOLD_MONTHS);
}, START_MS);
afterAll(() => region?.stop());

/** The panel of a page, when it is there. */
async function panelOf(page: Page): Promise<Locator> {
  const panel = page.getByRole('region', { name: TITLE, exact: true });
  await panel.locator('.completeness tbody tr').first().waitFor();
  await untilSettled(page);
  return panel;
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
/** What is seen of it: what is for who listens alone says the same in other words. */
const seen = async (what: Locator): Promise<string> => plain((await what.allInnerTexts()).join(' '));
const rowOf = (panel: Locator, country: string): Locator =>
  panel.locator('.completeness tbody tr').filter({ hasText: country });
const newestCellOf = async (panel: Locator, country: string): Promise<string> =>
  seen(rowOf(panel, country).locator('td').first());

/** Columns of which a part stands beside the names of the rows, and a part under them. */
const cutColumns = (table: Locator): Promise<readonly string[]> =>
  table.evaluate((element) => {
    const [names, ...columns] = [...element.querySelectorAll('thead th')];
    const edge = names?.getBoundingClientRect().right ?? 0;
    return columns
      .filter((column) => {
        const { left, right } = column.getBoundingClientRect();
        return left < edge - 1 && right > edge + 1;
      })
      .map(({ textContent }) => textContent ?? '');
  });

async function saved(page: Page, panel: Locator, button: string): Promise<string> {
  await openPart(panel, 'Export');
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: button, exact: true }).click();
  return readFile(await (await download).path(), 'utf8');
}

describe.skipIf('unavailable' in found)('how completely organisations reported', { timeout: 120_000 }, () => {
  it('says in the findings which country went silent, and since when others are, with what was reported', async () => {
    const { page, complaints } = await openPage(region);
    const silent = page.locator('.finding-silent');
    await silent.first().waitFor();
    const said = (await silent.allInnerTexts()).map(plain);
    expect(said).toHaveLength(2);
    expect(said[0]).toMatch(
      /^Bosnia & Herzegovina: newly silent, .*Reported incidents: (0–4|between 0 and 4)/,
    );
    expect(said[1]).toMatch(/^North Macedonia: no activity report since /);
    expect(said[1]).toContain('about 35');
    // In the month before, the one had spoken and the other had just gone silent.
    await page.getByRole('combobox', { name: 'Month', exact: true }).selectOption(told[1] ?? '');
    await expect
      .poll(async () => (await silent.allInnerTexts()).map(plain))
      .toEqual([expect.stringMatching(/^North Macedonia: newly silent/)]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('shows all, most, some or none by country and month, in words, and tells silence from presence', async () => {
    const { page } = await openPage(region);
    const panel = await panelOf(page);
    expect(await newestCellOf(panel, 'Bosnia')).toMatch(/^none silent 0–4/);
    expect(await newestCellOf(panel, 'Albania')).toMatch(/^all present 0–4/);
    expect(await newestCellOf(panel, 'North Macedonia')).toMatch(/^none silent ≈ 35/);
    expect(await newestCellOf(panel, 'Serbia')).toMatch(/^most ≈ 80/);
    // Told together, each with a number of its own.
    const together = rowOf(panel, 'Montenegro, Kosovo*');
    expect(await seen(together.locator('td').first())).toMatch(/^some .*Montenegro: .+; Kosovo\*: .+/);
    expect(await seen(together.locator('td').nth(1))).toMatch(/^not published /);
    await openPart(panel, 'Table');
    const rows = (await panel.locator('.figure-part tbody tr').allInnerTexts()).map(plain);
    expect(rows.find((row) => row.includes('Bosnia'))).toContain('Silent: sent no activity report.');
    expect(rows.find((row) => row.includes('Albania'))).toMatch(
      /115–124 295–304 .*incidents reported: 0–4\.$/,
    );
    await panel.getByRole('button', { name: 'Source' }).click();
    await page.locator('dialog.origin').getByText('Only activity reports received').waitFor();
    await page.context().close();
  });

  it('leads from the figure to the release, and goes out as what stands there', async () => {
    const { page } = await openPage(region);
    const panel = await panelOf(page);
    const csv = await saved(page, panel, 'CSV');
    expect(csv).toMatch(new RegExp(`^country-month,${told[2]},.*,BA,incidents,,0,4,0–4,true,none$`, 'm'));
    const description = await saved(page, panel, 'Description of the data');
    expect(description).toContain('UNSCR 1244');
    expect(description).toContain(`country-month.${told[2]}.partners`);
    await panel.getByRole('button', { name: 'Source' }).click();
    const dialog = page.locator('dialog.origin');
    await dialog.getByRole('combobox', { name: 'Period' }).selectOption(told[2] ?? '');
    await dialog.getByRole('link', { name: `country-month.${told[2]}.partners` }).waitFor();
    await page.context().close();
  });

  it('has nothing that axe finds, in light and dark', async () => {
    const { page } = await openPage(region);
    const panel = await panelOf(page);
    for (const part of ['Table', 'Export']) await openPart(panel, part);
    await expectNoViolations(page, 'light', 'dark');
    await page.context().close();
  });

  it('is read by keyboard alone, and at 360 pixels scrolls in its own frame, the newest month in sight', async () => {
    const { page } = await openPage(region, { width: 360 });
    const panel = await panelOf(page);
    const frame = panel.locator('.completeness .table-frame');
    const leftOf = () => frame.evaluate((element) => element.scrollLeft);
    expect(await leftOf()).toBe(0);
    // Older months are out of sight: a sign shows it, in every colour and without motion. It comes with the next frame.
    const room = panel.locator('.completeness .table-room');
    const sign = () =>
      room.evaluate((one) => {
        const { content, display, animationName } = getComputedStyle(one, '::before');
        return [one.dataset.more, content.split('/')[0]?.trim(), display, animationName];
      });
    await expect.poll(sign).toEqual(['end', '"… ▶"', 'block', 'none']);
    await page.emulateMedia({ forcedColors: 'active' });
    await expect.poll(sign).toEqual(['end', '"… ▶"', 'block', 'none']);
    await page.emulateMedia({ forcedColors: 'none' });
    await panel.getByRole('button', { name: 'Table' }).focus();
    await page.keyboard.press('Shift+Tab');
    expect(await frame.evaluate((element) => element === document.activeElement)).toBe(true);
    for (let n = 0; n < 5; n++) await page.keyboard.press('ArrowRight');
    await expect.poll(leftOf).toBeGreaterThan(0);
    await expect.poll(() => room.getAttribute('data-more')).toBe('start end');
    const sideways = () =>
      page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    expect(await sideways()).toBe(false);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await panel.locator('.figure-part table').first().waitFor();
    expect(await sideways()).toBe(false);
    await page.context().close();
  });

  it('has all months among what is said of the data, with why something is not told; to the public nothing', async () => {
    const { page } = await openPage(region, { path: '/quality' });
    const panel = await panelOf(page);
    expect(await panel.locator('.completeness thead th').count()).toBeGreaterThan(told.length + 1);
    await openPart(panel, 'Table');
    const rows = (await panel.locator('.figure-part tbody tr').allInnerTexts()).map(plain);
    expect(
      rows.filter((row) => row.includes('Not published, because few organisations are expected')),
    ).toHaveLength(1);
    await page.context().close();
    const { page: open } = await openPage(region, { path: '/quality', account: 'public' });
    expect(await seen(open.getByRole('region', { name: TITLE }))).toContain(
      'published for member organisations and the network only',
    );
    await open.context().close();
  });
});

it.skipIf('unavailable' in found)(
  'a bulletin says which countries’ reporting is incomplete, in the language that it is written in, and in print',
  async () => {
    const { page } = await openPage(region, { path: '/bulletins' });
    await beginBulletin(page, 'The month');
    await readDraft(page);
    const article = page.locator('article.bulletin');
    const said = await seen(article);
    const month = monthInWords(told[2] ?? '');
    expect(said).toContain(`When reporting for ${month} closed:`);
    expect(said).toContain(
      'Bosnia & Herzegovina; North Macedonia: no organisation had sent an activity report.',
    );
    expect(said).toContain(
      'Montenegro, Kosovo* (published together): some organisations, but not more than half',
    );
    // Of whom all did is said as well.
    expect(said).toMatch(/Albania[^.]*: all organisations had sent/);
    expect(said).toContain(`country-month.${told[2]}.partners`);
    await page.emulateMedia({ media: 'print' });
    expect(await seen(article)).toContain('North Macedonia: no organisation had sent an activity report.');
    await page.context().close();
  },
  120_000,
);

it.skipIf('unavailable' in found)(
  'the network reads who was silent, with its own numbers of countries',
  async () => {
    const { page } = await openPage(region, { account: 'SIM-MK-1' });
    const panel = await panelOf(page);
    expect(await newestCellOf(panel, 'Bosnia')).toMatch(/^none silent 0–4/);
    expect(await newestCellOf(panel, 'Serbia')).toMatch(/^most ≈ 80/);
    await expectNoViolations(page);
    await page.context().close();
  },
  120_000,
);

describe.skipIf('unavailable' in found)('a silent country', { timeout: 120_000 }, () => {
  it('is marked wherever its month is read, and its bar is dashed', async () => {
    const { page } = await openPage(region, { path: '/trends' });
    // Told of the newest month by `TOLD_MONTHS`.
    await page.locator('.caption', { hasText: /^Sent no activity report: .*North Macedonia in/ }).waitFor();
    const line = page.locator('.time-chart .series', { hasText: 'North Macedonia' });
    await line.locator('.span-silent').first().waitFor();
    expect(await line.locator('.series-span').last().getAttribute('class')).toContain('span-silent');
    expect(await line.locator('.series-span:not(.span-silent)').count()).toBeGreaterThan(0);
    // No line leads to a silent month.
    const points = await line.locator('circle').count();
    expect(await line.locator('.series-line').count()).toBeLessThan(points - 1);
    await page.goto(`${region.origin}/trends?by=country&show=table`);
    const row = page.locator('.pivot tbody tr', { hasText: 'North Macedonia' });
    await row.locator('.silent-mark').first().waitFor();
    expect(await row.locator('td').first().locator('.silent-mark').count()).toBe(1);
    expect(await row.locator('td:not(:has(.silent-mark))').count()).toBeGreaterThan(0);
    await page.goto(`${region.origin}/`);
    await page.locator('.map .mark-silent').first().waitFor();
    expect(await page.locator('.map .mark:not(.mark-silent)').count()).toBeGreaterThan(0);
    const where = page.locator('section.panel', { hasText: 'Where incidents were reported' });
    expect(await where.locator('.caption', { hasText: 'Dashed: ' }).textContent()).toContain(
      'North Macedonia',
    );
    await page.context().close();
  });

  it('is in the curves of the overview: its months are dashed, and it is named', async () => {
    const { page } = await openPage(region);
    const trends = page.locator('section.panel', { hasText: 'Trends by country' });
    await trends.locator('.span-silent').first().waitFor();
    const lastOf = (country: string) =>
      trends.locator('.multiples > div', { hasText: country }).locator('.span').last().getAttribute('class');
    expect(await lastOf('North Macedonia')).toContain('span-silent');
    expect(await lastOf('Serbia')).not.toContain('span-silent');
    const said = await seen(trends.locator('.silent-note'));
    expect(said).toContain('North Macedonia in ');
    expect(said).toContain(`Bosnia & Herzegovina in ${monthInWords(told[2] ?? '')}`);
    await openPart(trends, 'Table');
    expect(await trends.locator('tbody td .silent-mark').count()).toBeGreaterThan(0);
    await expectNoViolations(page);
    await page.context().close();
  });

  it('is named once in what changed, and totals are compared without it', async () => {
    const { page } = await openPage(region);
    await page.locator('.finding-silent').first().waitFor();
    const findings = page.locator('section.panel', { hasText: 'All comparisons' });
    const said = await seen(findings);
    expect(said.match(/newly silent|no activity report since/g)).toHaveLength(2);
    expect(said).toMatch(/North Macedonia.* sent no activity report; the other countries together: \w/);
    await page.context().close();
  });
});

describe.skipIf('unavailable' in found)('trends against effort', { timeout: 120_000 }, () => {
  it('are chosen by country, stand in the address, and have the span that both roundings allow', async () => {
    const { page, complaints } = await openPage(region, { path: '/trends?by=typeGroup' });
    // Effort is released by country alone.
    const visits = page.getByLabel('Numbers').locator('option[value=visits]');
    expect(await visits.isDisabled()).toBe(true);
    expect(await visits.textContent()).toContain('only by country');
    await page.getByRole('button', { name: 'Where?', exact: true }).click();
    await page.getByLabel('Numbers').selectOption('visits');
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const table = page.locator('.pivot table');
    await table.waitFor();
    expect((await addressOf(page)).searchParams.get('effort')).toBe('visits');
    const cellOf = async (country: string): Promise<string> =>
      await seen(table.locator('tbody tr').filter({ hasText: country }).locator('td').first());
    // 0–4 incidents in 115 to 124 visits.
    expect(await cellOf('Albania')).toBe('0 to 3.5');
    expect(await cellOf('Serbia')).toMatch(/^about \d+ \(\d+–\d+\) most$/);
    expect(await cellOf('Bosnia')).toBe('silent');
    expect(await cellOf('Montenegro')).toBe('effort not published');
    expect(await cutColumns(table)).toEqual([]);
    await expectNoViolations(page);
    const again = await openPage(region, { path: page.url().replace(region.origin, '') });
    await again.page.locator('.pivot table').waitFor();
    expect(await seen(again.page.locator('.pivot table'))).toBe(await seen(table));
    await again.page.context().close();
    const figure = page.locator('section.panel', { hasText: 'per 100 field visits' }).last();
    expect(await saved(page, figure, 'CSV')).toMatch(/,\d+,\d+,\d+,about \d+ \(\d+–\d+\),false,most$/m);
    // Explanations of the incidents, and of the effort.
    const description = await saved(page, figure, 'Description of the data');
    expect(description).toContain('until reports of the same incident are matched');
    expect(description).toContain('to the nearest 10');
    await table.locator('tbody tr').filter({ hasText: 'Serbia' }).locator('.explained').first().click();
    await page
      .locator('dialog.origin')
      .getByRole('link', { name: `country-month.${told[2]}.partners` })
      .waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
