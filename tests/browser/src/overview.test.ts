import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ariaOutline } from './aria-outline.ts';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { ASKS_FOR_GZIP, firstLoad, layoutShift } from './first-load.ts';
import { readLastMonth } from './journeys.ts';
import { enterAccount, openPage, signIn, untilSettled } from './open-page.ts';
import { openPart } from './table-steps.ts';

const found = chromiumForTests();
/** The panels of an analyst's overview, from top to bottom. */
const FINDING = /^(?:More|Fewer) incidents than in /;
const PANELS = [
  'Where incidents were reported',
  'Trends by country',
  'Completeness of reporting',
  'Public record: deaths and disappearances',
  'Online status of country nodes',
  'All comparisons',
];
const MAX_LAYOUT_SHIFT = 0.05;
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterAll(() => region?.stop());

const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).first().textContent()) ?? '';

describe.skipIf('unavailable' in found)('the overview', () => {
  it('is signed in to and out of from its head', async () => {
    const { page } = await openPage(region, { account: 'public' });
    expect(await textOf(page, '.account')).toContain('Public access');
    // The public has no months: it reads the quarter that members have approved.
    expect(await textOf(page, '.lead')).toBe(
      'Numbers for this audience are released by quarter, not by month.',
    );
    expect(await page.locator('.map .mark').count()).toBe(6);
    expect(await textOf(page, '.page-head select')).toMatch(/uarter \d of \d{4}/);
    // Without verdicts nothing is called a comparison.
    const numbers = page.locator('section.panel', { has: page.locator('#comparisons') });
    expect(await numbers.locator('h2').textContent()).toBe('Reported incidents');
    expect(await numbers.locator('h3').allTextContents()).toEqual([
      expect.stringMatching(/^Quarter \d of \d{4}$/),
    ]);
    await page.locator('.account a').click();
    await enterAccount(page, 'MYLA', region.password);
    await page.waitForURL(`${region.origin}/`);
    await untilSettled(page);
    expect(await textOf(page, '.account')).toContain('Macedonian Young Lawyers Association Analyst · MYLA');
    await page.locator('.account button').click();
    // The provider asks whether to end the session there as well.
    await page.locator('button[name=logout]').click();
    await page.waitForURL(`${region.origin}/`);
    expect(await textOf(page, '.account')).toContain('Public access');
    await page.context().close();
  });

  it('shows the directed borders of its month as the page of borders does', async () => {
    const { page } = await openPage(region);
    await page.selectOption('.page-head select', { index: 1 });
    await untilSettled(page);
    const month = new URL(page.url()).searchParams.get('month') ?? '';
    await page.getByRole('button', { name: 'By border', exact: true }).click();
    const panel = page.locator('section.panel', { hasText: 'a wider arrow' });
    await panel.waitFor();
    expect(new URL(page.url()).searchParams.get('map')).toBe('borders');
    const signs = (of: Page): Promise<readonly string[]> =>
      of.locator('section.panel', { hasText: 'a wider arrow' }).locator('svg text').allTextContents();
    const shown = await signs(page);
    expect(shown.length).toBeGreaterThan(6);
    await openPart(panel, 'Table');
    expect(await panel.locator('tbody tr').count()).toBeGreaterThan(3);
    await expectNoViolations(page);
    const { page: border } = await openPage(region, { path: `/border?at=${month}` });
    expect(await signs(border)).toEqual(shown);
    await border.context().close();
    await page.context().close();
  });

  it('answers without a click what happened last month, and which country stopped reporting', () =>
    readLastMonth(region));

  it('has these headings and names for screen readers', async () => {
    const { page } = await openPage(region);
    expect(await ariaOutline(page.locator('main'))).toMatchSnapshot();
    await page.context().close();
  });

  it('says once that the data is of a trial, and how rounding reads', async () => {
    const { page } = await openPage(region);
    const strip = page.getByRole('complementary', { name: 'Reading aid' });
    expect(await strip.locator('p').first().textContent()).toBe(
      'Trial data. Numbers of reports are rounded: ≈\u00A010 means 6–14.',
    );
    expect(await page.locator('main').textContent()).not.toContain('Trial data');
    await strip.getByText('How to read this').click();
    await strip.getByText('A silent country sent no activity report').waitFor();
    await expectNoViolations(page);
    await page.context().close();
  });

  it.each([1280, 700, 360])(
    'shows everything in one step, at %i pixels: no panel waits for a reader to scroll, and none is moved by another',
    async (width) => {
      const { page } = await openPage(region, { width });
      await page.addInitScript(() => {
        const seen: string[][] = [];
        Object.assign(globalThis, { waylightPanels: seen });
        const look = () =>
          [...document.querySelectorAll('main section.panel h2')].map((one) => one.textContent ?? '');
        new MutationObserver(() => {
          const now = look();
          if (now.length > 0 && now.join() !== seen.at(-1)?.join()) seen.push(now);
        }).observe(document, { childList: true, subtree: true });
      });
      await page.reload();
      await untilSettled(page);
      const steps = await page.evaluate(() => Reflect.get(globalThis, 'waylightPanels') as string[][]);
      expect(steps).toHaveLength(1);
      // A map and curves with a verdict have it as their title.
      const titles = steps[0]?.map((title, at) => (FINDING.test(title) ? PANELS[at] : title));
      expect(titles).toEqual(PANELS.map((title) => expect.stringContaining(title)));
      expect(await layoutShift(page)).toBeLessThan(MAX_LAYOUT_SHIFT);
      await page.context().close();
    },
  );

  it('looks the same after other pages were read', async () => {
    const { page } = await openPage(region);
    const heights = (): Promise<number[]> =>
      page.locator('main section.panel').evaluateAll((all) => all.map((one) => one.clientHeight));
    const before = await heights();
    for (const name of ['Data quality', 'Public record', 'Overview']) {
      await page.getByRole('link', { name, exact: true }).click();
      await untilSettled(page);
    }
    expect(await heights()).toEqual(before);
    await page.context().close();
  });

  it('shows what changed, the map, the trends and the public record, each with its numbers as a table', async () => {
    const { page } = await openPage(region);
    expect(await page.locator('.finding').count()).toBeGreaterThan(0);
    expect(await textOf(page, '.stamp')).toMatch(/As of the release for \w+ \d{4}/);
    expect(await page.locator('.map .mark').count()).toBe(6);
    expect(await page.locator('.chart').count()).toBeGreaterThanOrEqual(6);
    for (const title of ['Where incidents were reported', 'Public record', 'Trends by country'])
      await openPart(page.locator('section.panel', { hasText: title }), 'Table');
    const map = page.locator('section.panel', { hasText: 'Where incidents were reported' }).locator('table');
    expect(await map.locator('tbody tr').count()).toBe(7);
    // A released number is never a bare one, and a 0 never "none".
    for (const cell of await map.locator('td .number').allInnerTexts())
      expect(cell).toMatch(/^(0–4|≈\s\d+)$/);
    // Completeness can be none; it is loaded when a reader comes near it.
    const numbers = page.locator('section.panel:not(:has(.completeness)) :is(table, .findings)');
    for (const said of await numbers.allTextContents()) expect(said).not.toMatch(/\bnone\b/i);
    const record = page.locator('section.panel', { hasText: 'Public record' });
    expect(await record.textContent()).toContain('Missing Migrants Project');
    await page.context().close();
  });

  it('names XK with its footnote', async () => {
    const { page } = await openPage(region);
    await page.getByRole('button', { name: 'Table', exact: true }).first().click();
    const named = page.locator('[aria-describedby=footnote-xk]').first();
    expect(await named.textContent()).toBe('Kosovo*');
    expect(await textOf(page, '#footnote-xk')).toContain('UNSCR 1244/1999');
    const naked = await page.evaluate(() => /Kosovo(?!\*| declaration)/.test(document.body.textContent));
    expect(naked).toBe(false);
    await page.context().close();
  });

  it('speaks seven languages, remembers the one that was chosen, and has it in its address', async () => {
    const { page } = await openPage(region);
    const titles = {
      sq: 'Pasqyra',
      'sr-Latn': 'Pregled',
      'sr-Cyrl': 'Преглед',
      mk: 'Преглед',
      cnr: 'Pregled',
    };
    for (const [language, title] of Object.entries(titles)) {
      await page.selectOption('.choices select >> nth=0', language);
      await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
      expect(await textOf(page, 'h1')).toBe(title);
      expect(page.url()).toContain(`lang=${language}`);
    }
    await page.goto(region.origin);
    await untilSettled(page);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('cnr');
    await page.selectOption('.choices select >> nth=0', 'sq');
    await page.waitForFunction(() => document.documentElement.lang === 'sq');
    await page.locator('.compared h3').first().waitFor();
    const headings = await page.locator('.compared h3').allInnerTexts();
    expect(headings.length).toBeGreaterThan(0);
    for (const heading of headings) expect(heading).toMatch(/^\p{Lu}\p{Ll}+ \d{4},? krahasuar/u);
    await page.goto(`${region.origin}/?lang=mk`);
    await untilSettled(page);
    expect(await textOf(page, '.stamp')).toMatch(/\p{Ll}+\s\d{4}\sг\./u);
    await page.context().close();
  });

  it('is the same again at a permalink, for somebody else as well', async () => {
    const { page } = await openPage(region);
    await page.selectOption('.page-head select', { index: 2 });
    const address = new URL(page.url());
    expect(address.searchParams.get('month')).toMatch(/^\d{4}-\d{2}$/);
    // The stamp is of the month that is shown, and not of the newest.
    const month = await page.locator('.page-head select option:checked').textContent();
    const stamp = page.locator('.stamp', { hasText: `As of the release for ${month}` });
    await stamp.getByText(`.${address.searchParams.get('month')}.`).waitFor();
    await untilSettled(page);
    const findings = await textOf(page, '.findings');
    const other = await openPage(region, { account: 'BCHR', path: `${address.pathname}${address.search}` });
    expect(await textOf(other.page, '.findings')).toBe(findings);
    await page.context().close();
    await other.page.context().close();
  });

  it('asks nobody but insights for anything, and breaks none of its policy', async () => {
    const { page, requests, complaints } = await openPage(region);
    await page.selectOption('.choices select >> nth=0', 'sq');
    await page.selectOption('.choices select >> nth=1', 'dark');
    await untilSettled(page);
    expect(requests.length).toBeGreaterThan(5);
    expect(requests.filter((url) => new URL(url).origin !== region.origin)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('weighs less than 130 kB until it is interactive, of which its answers take 20 kB, compressed by gzip', async () => {
    const { page: signedIn } = await openPage(region);
    const storageState = await signedIn.context().storageState();
    await signedIn.context().close();
    const context = await region.browser.newContext({ storageState, extraHTTPHeaders: ASKS_FOR_GZIP });
    const { bytes, answerBytes, files } = await firstLoad(
      await context.newPage(),
      `${region.origin}/?lang=en`,
    );
    expect(files.filter(({ path, bytes: weight }) => weight === 0 && !path.endsWith('.svg'))).toEqual([]);
    const all = files.map((file) => `${file.bytes} ${file.path}`).join('\n');
    expect(bytes, all).toBeLessThan(130_000);
    // What was released decides how well an answer is compressed.
    expect(answerBytes, all).toBeLessThan(20_000);
    await context.close();
  });

  it('says so where the service is away, and goes on by itself when it is back', async () => {
    const { page } = await openPage(region);
    await page.route('**/v1/**', (route) => route.abort());
    await page.reload();
    const banner = page.locator('.live-offline');
    await banner.waitFor({ timeout: 20_000 });
    await page.unroute('**/v1/**');
    // By itself, as it says.
    await page.waitForSelector('.finding', { timeout: 30_000 });
    // Each view says it until it is answered, and no longer.
    await page.waitForFunction(() => document.querySelector('.state-offline') === null);
    await page.context().close();
  });
});

it.skipIf('unavailable' in found)('who signs in comes back to the page that was read', async () => {
  const { page } = await openPage(region, { account: 'public', path: '/?lang=bs' });
  const address = await page.locator('.account a').getAttribute('href');
  expect(address).toBe(`/sign-in?${new URLSearchParams({ returnTo: '/?lang=bs', language: 'bs' })}`);
  await signIn(page, region, 'MYLA');
  await page.context().close();
});
