import { readFileSync } from 'node:fs';
import { chromiumForTests } from '@waylight/testing';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { openPage, untilSettled } from './open-page.ts';

/** The ways of docs/analyst-guide.md, each walked from the page that an analyst sees after signing in. */
const GUIDE = readFileSync(new URL('../../../docs/analyst-guide.md', import.meta.url), 'utf8');
const MOST_CLICKS = 5;
const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program);
}, START_MS);
afterAll(() => region?.stop());

/** Does what a step of the guide says, and only what the guide names: in bold, under this heading. */
async function follow(heading: string) {
  const { page } = await openPage(region);
  const way = GUIDE.split('\n## ').find((part) => part.startsWith(heading));
  if (way === undefined) throw new Error(`the guide has no way "${heading}"`);
  let clicks = 0;
  const named = (words: string): string => {
    expect(way).toContain(`**${words}**`);
    return words;
  };
  const click = async (what: Locator): Promise<void> => {
    await what.click();
    clicks++;
    await untilSettled(page);
  };
  return {
    page,
    clicks: () => clicks,
    goTo: (name: string) =>
      click(page.getByRole('navigation').getByRole('link', { name: named(name), exact: true })),
    press: (name: string) => click(page.getByRole('button', { name: named(name), exact: true })),
    open: (name: string) => click(page.getByRole('link', { name: named(name), exact: true })),
  };
}

describe.skipIf('unavailable' in found)('the guide for analysts', { timeout: 120_000 }, () => {
  it('leads to what is new on the Drina', async () => {
    const way = await follow('Is there something new on the Drina?');
    await way.goTo('Borders');
    await way.open('Serbia → Bosnia & Herzegovina');
    // Its number, and what changed since the month before.
    const panel = way.page.getByRole('region', { name: 'Serbia → Bosnia & Herzegovina', exact: true });
    expect((await panel.allInnerTexts()).join(' ').replace(/\s+/g, ' ')).toMatch(
      /(0–4|≈ \d+) Since the previous period .*(more|fewer|no clear change|within ordinary variation|not comparable|reporting changed)\./i,
    );
    expect(way.clicks()).toBeLessThanOrEqual(MOST_CLICKS);
    await way.page.context().close();
  });

  it('leads to a bulletin of the month, read whole and submitted', async () => {
    const way = await follow('Prepare the monthly bulletin');
    const { page } = way;
    await way.goTo('Bulletins');
    await way.open('New bulletin');
    await way.press('Create draft');
    // It is read before it is submitted: the text with its numbers, its figures and what is missing in them stand above the button.
    const article = page.locator('article.bulletin');
    await article.waitFor();
    const [text = ''] = await article.allInnerTexts();
    // Behind each number stands for who listens how far it can be from the truth.
    for (const said of ['In this period, ', 'In the previous period: '])
      expect(text).toMatch(new RegExp(`${said}(about\\s\\d+|0–4)[\\s.]`));
    for (const said of [
      'can explain a difference',
      'Completeness of reporting',
      'had sent an activity report',
    ])
      expect(text).toContain(said);
    const figures = await article.locator('.bulletin-figure h2').allInnerTexts();
    expect(figures.map((title) => title.replace(/^Figure \d\. |\. [^.]*$/g, ''))).toEqual([
      'Reported incidents in the whole region',
      'Reported incidents by country',
      'Reported incidents by type',
      'Reported incidents by border segment',
    ]);
    // Nothing of it was typed.
    await page.getByText('No digits, dates or places were typed.').waitFor();
    const submit = page.getByRole('button', { name: 'Submit for approval', exact: true });
    const [shown, button] = await Promise.all([article.boundingBox(), submit.boundingBox()]);
    expect(button?.y).toBeGreaterThanOrEqual((shown?.y ?? 0) + (shown?.height ?? 0));
    await way.press('Submit for approval');
    await page.getByText('Submitted. A second person of your organisation').waitFor();
    for (const name of ['Approve this version', 'Freeze']) expect(GUIDE).toContain(`**${name}**`);
    expect(way.clicks()).toBeLessThanOrEqual(MOST_CLICKS);
    await page.context().close();
  });

  it('leads to the country that went silent, and to how completely all of them reported', async () => {
    const way = await follow('Which country went silent?');
    await way.goTo('Overview');
    const { page } = way;
    // Nobody speaks of Montenegro's last month in the example data.
    const silence = page.locator('.finding-silent');
    await silence.first().waitFor();
    expect(await silence.allInnerTexts()).toEqual([
      expect.stringMatching(/Montenegro.* went silent: .*(0–4|about)/),
    ]);
    // The region is compared without it.
    expect(await page.locator('#headline').textContent()).toContain('Montenegro sent no activity report');
    expect(
      await page.locator('.card', { has: page.getByRole('heading', { name: 'Fewer' }) }).textContent(),
    ).not.toContain('Montenegro');
    const panel = page.getByRole('region', { name: 'Completeness of reporting', exact: true });
    await panel.locator('.completeness tbody tr').first().waitFor();
    const newest = panel
      .locator('.completeness tbody tr')
      .filter({ hasText: 'Montenegro' })
      .locator('td')
      .first();
    expect((await newest.allInnerTexts()).join(' ').replace(/\s+/g, ' ')).toMatch(/none silent/);
    await page.getByRole('heading', { name: 'Online status of country nodes' }).waitFor();
    for (const name of ['All comparisons', 'Data quality', 'Numbers']) expect(GUIDE).toContain(`**${name}**`);
    expect(way.clicks()).toBeLessThanOrEqual(MOST_CLICKS);
    await page.context().close();
  });
});
