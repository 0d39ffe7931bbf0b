/**
 * The questions of docs/analyst-guide.md, each answered from the page that an analyst sees after signing in.
 * With WAYLIGHT_UPDATE_GUIDE=1 these tests also write the guide's pictures, docs/guide/*.png.
 */
import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { nextStep, partAt, saved, textIn, writeDraft } from './bulletin-steps.ts';
import { expectNarrow, expectNoViolations } from './expect-accessible.ts';
import { pagesOf } from './expect-pdf.ts';
import { expectPicture, follow, GUIDE, namedPictures, printGuide, storedPictures } from './guide-steps.ts';
import { openMenu, openPage, untilSettled } from './open-page.ts';
import { tabTo, textOf } from './table-steps.ts';

const MOST_CLICKS = 5;
const MOST_PAGES = 4;
/** Pixels, so that letters in a picture can be read on paper. */
const PICTURE_WIDTH = 1100;
/** Pictures that the tests below take. */
const PICTURES = ['approval', 'border', 'minors', 'overview', 'telephone'];
const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program);
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

describe.skipIf('unavailable' in found)('the guide for analysts', { timeout: 120_000 }, () => {
  it('leads to what happened last month without a click', async () => {
    const { page, named } = await follow(region, 'What happened last month?', { width: PICTURE_WIDTH });
    const parts = ['#headline', 'div:has(> [data-card])', '[data-map]'].map((part) => page.locator(part));
    await expectPicture(page, 'overview', ...parts);
    await page.getByRole('combobox', { name: named('Month'), exact: true }).waitFor();
    await page.getByRole('heading', { name: named('All comparisons') }).waitFor();
  });

  it('leads to what changed at the Drina, since the month before and since a year ago', async () => {
    const way = await follow(region, 'Is more happening at one border', { width: PICTURE_WIDTH });
    await way.goTo('Borders');
    await way.open('Serbia → Bosnia & Herzegovina');
    const { page } = way;
    const panel = page.getByRole('region', { name: 'Serbia → Bosnia & Herzegovina', exact: true });
    const verdict =
      '.*(more|fewer|no clear change|within ordinary variation|not comparable|reporting changed)\\.';
    expect((await panel.allInnerTexts()).join(' ').replace(/\s+/g, ' ')).toMatch(
      new RegExp(
        `(0–4|≈ \\d+) Compared with the previous period ${verdict}.*Compared with a year ago ${verdict}`,
        'i',
      ),
    );
    expect(way.clicks()).toBe(2);
    await expectPicture(page, 'border', page.locator('.page-head'), panel);
  });

  it('leads to unaccompanied minors: how many, where, and by whom', async () => {
    const way = await follow(region, 'How many unaccompanied minors', { width: PICTURE_WIDTH });
    const { page } = way;
    await way.goTo('Trends');
    await way.press('Who was affected?');
    way.named('More about');
    await way.press('Unaccompanied or separated child');
    const crosses = page.locator('[data-part=crosses] .panel');
    await crosses.locator('li').first().waitFor();
    const chart = page.locator('.panel', { has: page.locator('[data-series]') }).first();
    expect(await textOf(chart.locator('h2'))).toMatch(/^Unaccompanied or separated child: (0–4|about \d+) /);
    expect(way.clicks()).toBe(3);
    for (const name of ['Where?', 'By whom?'])
      await page.getByRole('heading', { name: way.named(name) }).waitFor();
    await expectPicture(page, 'minors', chart);
  });

  it('leads to a file for Excel, and to a picture of a chart', async () => {
    for (const [kind, file] of [
      ['Excel (XLSX)', /\.xlsx$/],
      ['Image (PNG)', /\.png$/],
    ] as const) {
      const way = await follow(region, 'How do I get the numbers into Excel');
      await way.click(way.page.getByRole('button', { name: way.named('Export'), exact: true }).first());
      const download = way.page.waitForEvent('download');
      await way.press(kind);
      expect((await download).suggestedFilename()).toMatch(file);
      expect(way.clicks()).toBe(2);
      await way.page.context().close();
    }
  });

  it('leads to the help that was missing, and to own numbers', async () => {
    const help = await follow(region, 'Which help was missing?');
    await help.goTo('Response');
    await help.page
      .getByRole('heading', { name: /no help recorded/i })
      .first()
      .waitFor();
    await help.page.context().close();
    const own = await follow(region, 'What did my own organisation report');
    await own.goTo('My organisation');
    await own.page.getByRole('button', { name: own.named('Show exact numbers') }).waitFor();
  });

  it('leads to a watch', async () => {
    const way = await follow(region, 'How do I learn that a number rises?');
    await way.goTo('Borders');
    await way.click(way.page.getByRole('link', { name: 'Serbia → Bosnia & Herzegovina', exact: true }));
    await way.press('Watch: Serbia → Bosnia & Herzegovina, monthly');
    await way.page.getByText('You are watching this number.').waitFor();
    expect(way.clicks()).toBe(3);
  });

  it.each([
    ['a wide screen', PICTURE_WIDTH],
    ['a phone', 390],
  ])(
    'leads to a bulletin of the month, which a second person approves and freezes, on %s',
    async (device, width) => {
      const heading = 'How do I write the monthly bulletin?';
      const title = `The month, on ${device}`;
      const way = await follow(region, heading, { width });
      const { page } = way;
      await way.goTo('Bulletins');
      await way.open('New bulletin');
      await page.getByLabel('Title').fill(title);
      await page
        .getByLabel(way.named('Your own text (optional)'))
        .fill('Nobody was turned away at the hospital.');
      await way.press('Create draft');
      // It is read before it is submitted: the text with its numbers, its figures and what is missing in them stand above the button.
      const article = page.locator('article');
      await article.waitFor();
      const [text = ''] = await article.allInnerTexts();
      for (const said of ['In this period, ', 'In the previous period: '])
        expect(text).toMatch(new RegExp(`${said}(about\\s\\d+|0–4)[\\s.]`));
      for (const said of [
        'Nobody was turned away at the hospital.',
        'Montenegro sent no activity report; the other countries, compared with',
        'can explain a difference',
        'Completeness of reporting',
        'had sent an activity report',
      ])
        expect(text).toContain(said);
      const figures = await article.locator('[data-part=figure] h2').allInnerTexts();
      expect(figures.map((title) => title.replace(/^Figure \d\. |\. [^.]*$/g, ''))).toEqual([
        'Reported incidents in the whole region',
        'Reported incidents by country',
        'Reported incidents by type',
        'Reported incidents by border segment',
      ]);
      expect(await page.locator('#findings ~ ol mark').allInnerTexts()).toEqual(['Montenegro']);
      const submit = page.getByRole('button', { name: 'Submit for approval', exact: true });
      const [shown, button] = await Promise.all([article.boundingBox(), submit.boundingBox()]);
      expect(button?.y).toBeGreaterThanOrEqual((shown?.y ?? 0) + (shown?.height ?? 0));
      await way.press('Submit for approval');
      await page.getByText('Submitted. A second person of your organisation').waitFor();
      for (const name of ['Approve this version', 'Freeze']) expect(GUIDE).toContain(`**${name}**`);
      expect(way.clicks()).toBeLessThanOrEqual(MOST_CLICKS);

      const second = await follow(region, heading, { width, account: 'MYLA-2' });
      second.named('Waiting for you');
      await second.click(
        second.page.locator('header a[href="/inbox"]', { hasText: /^Waiting for you \([1-9]\d*\)$/ }),
      );
      const list = second.page.locator('main .panel ul').first();
      if (width === 390)
        await expectPicture(second.page, 'telephone', second.page.locator('h1'), list.locator('li').nth(1));
      await second.click(list.getByRole('link', { name: title, exact: true }));
      await second.click(second.page.getByRole('checkbox'));
      if (width === PICTURE_WIDTH) await expectPicture(second.page, 'approval', nextStep(second.page));
      await second.press('Approve and freeze');
      await second.click(second.page.getByRole('dialog').getByRole('button', { name: 'Approve and freeze' }));
      await second.page.getByText('This bulletin is frozen').waitFor();
      expect(await second.page.locator('[data-part=digest]').textContent()).toMatch(/^SHA-256 [0-9a-f]{64}$/);
      expect(second.clicks()).toBeLessThanOrEqual(MOST_CLICKS);
      await openMenu(second.page);
      if (width === 390) await expectNarrow(second.page, title);
      for (const one of [page, second.page]) await one.context().close();
    },
  );

  it('leads to the country that went silent, and to how completely all of them reported', async () => {
    const way = await follow(region, 'Which country stopped reporting?');
    const { page } = way;
    for (const name of ['Overview', 'Completeness of reporting']) way.named(name);
    // Nobody speaks of Montenegro's last month in the example data.
    const silence = page.locator('[data-silence=now]');
    await silence.first().waitFor();
    expect(await silence.allInnerTexts()).toEqual([
      expect.stringMatching(/Montenegro: newly silent, .*(0–4|about)/s),
    ]);
    // The region is compared without it.
    expect(await page.locator('#headline').textContent()).toContain('Montenegro sent no activity report');
    expect(
      await page.locator('[data-card]', { has: page.getByRole('heading', { name: 'Fewer' }) }).textContent(),
    ).not.toContain('Montenegro');
    const panel = page.getByRole('region', { name: 'Completeness of reporting', exact: true });
    await panel.locator('[data-part=completeness] tbody tr').first().waitFor();
    const newest = panel
      .locator('[data-part=completeness] tbody tr')
      .filter({ hasText: 'Montenegro' })
      .locator('td')
      .first();
    expect((await newest.allInnerTexts()).join(' ').replace(/\s+/g, ' ')).toMatch(/none silent/);
    expect(way.clicks()).toBe(0);
  });

  // Last, because a run that writes the pictures has them only now.
  it('has at most four pages, and only pictures that the test takes', async () => {
    expect(namedPictures()).toEqual(PICTURES);
    expect(storedPictures()).toEqual(PICTURES);
    const page = await region.browser.newPage();
    expect(pagesOf(await printGuide(page))).toBeLessThanOrEqual(MOST_PAGES);
    await page.close();
  });
});

describe.skipIf('unavailable' in found)('a release that waits for approval', { timeout: 120_000 }, () => {
  const waiting = (page: Page) =>
    page.locator('main .panel li', { hasText: 'Approve' }).getByRole('link', { name: /the public/ });

  it('is approved in three clicks, from the header of any page', async () => {
    const way = await follow(region, 'How do I approve a release?', { account: 'BCHR' });
    const { page } = way;
    const before = await numberWaiting(page);
    way.named('Waiting for you');
    await way.click(page.locator('header a[href="/inbox"]'));
    await way.click(waiting(page).first());
    await way.press('Approve');
    await page.getByText('Approved by: AHC, BCHR').waitFor();
    expect(way.clicks()).toBe(3);
    await expect.poll(() => numberWaiting(page)).toBe(before - 1);
  });

  it('is approved by keyboard alone', async () => {
    const { page } = await openPage(region, { account: 'DRC' });
    const approve = page.locator('section.panel:has(#approval)').getByRole('button', { name: 'Approve' });
    for (const step of [page.locator('header a[href="/inbox"]'), waiting(page).last(), approve]) {
      await tabTo(page, step);
      await page.keyboard.press('Enter');
      await untilSettled(page);
    }
    await page.getByText('Approved by: AHC, DRC').waitFor();
    // The focus is on the message.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('status');
  });
});

async function numberWaiting(page: Page): Promise<number> {
  const link = page.locator('header a[href="/inbox"]', { hasText: '(' });
  return Number(/\((\d+)\)$/.exec((await link.textContent()) ?? '')?.[1]);
}

describe.skipIf('unavailable' in found)('a draft', { timeout: 180_000 }, () => {
  it('shows both texts when somebody has saved meanwhile, and loses neither', async () => {
    const { id, page } = await writeDraft(region, 'Both');
    const other = await openPage(region, { account: 'MYLA-2', path: `/bulletins/${id}?view=edit` });
    await partAt(other.page, 1).getByLabel('Text').fill('From the second person.');
    const version = await saved(other.page);
    await partAt(page, 1).getByLabel('Text').fill('From the first person.');
    await page.getByText('Somebody else saved a newer version').waitFor();
    const stale = await textIn(page, '[role=alert]:has(#stale)');
    expect(stale).toContain('From the first person.');
    expect(stale).toContain('From the second person.');
    await expectNoViolations(page);
    await page.getByRole('button', { name: `Overwrite version ${version} with mine` }).click();
    await saved(page);
    await partAt(other.page, 1).getByLabel('Text').fill('Once more.');
    await other.page.getByRole('button', { name: 'Discard mine and continue with theirs' }).click();
    expect(await partAt(other.page, 1).getByLabel('Text').inputValue()).toBe('From the first person.');
    // A refusal names the place.
    await partAt(page, 1).getByLabel('Text').fill('Braces: {{nobody}}');
    await page.getByText('Part 1: ').waitFor();
    expect(await textIn(page, '.state-error')).toContain('nobody');
    for (const one of [page, other.page]) await one.context().close();
  });
});
