import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ariaOutline } from './aria-outline.ts';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { firstLoad, GZIP_HEADERS, layoutShift } from './first-load.ts';
import { readLastMonth } from './journeys.ts';
import { enterAccount, openPage, signIn, untilSettled } from './open-page.ts';
import { openPart } from './table-steps.ts';

const found = chromiumForTests();
const FINDING = /^(?:More|Fewer) incidents than in |: no clear change from /;
/** Panels of an analyst's overview, from top to bottom. */
const PANELS = [
  'Where incidents were reported',
  'Trends by country',
  'Completeness of reporting',
  'Public record: deaths and disappearances',
  'All comparisons',
];
const MAX_LAYOUT_SHIFT = 0.05;
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).first().textContent()) ?? '';

describe.skipIf('unavailable' in found)('the overview', () => {
  it('has sign-in and sign-out in its header', async () => {
    const { page } = await openPage(region, { account: 'public' });
    expect(await textOf(page, '[data-part=account]')).toContain('Public access');
    // The public reads quarters that members have approved, not months.
    expect(await textOf(page, '.lead')).toBe(
      'Numbers for this audience are released by quarter, not by month.',
    );
    expect(await textOf(page, '#headline')).toContain(
      'Counts only reports that may be shared with the public.',
    );
    expect(await page.locator('[data-map] circle').count()).toBe(6);
    expect(await textOf(page, '.page-head select')).toMatch(/uarter \d of \d{4}/);
    // The public gets no verdicts, so the panel has no title of comparisons.
    const numbers = page.locator('section.panel', { has: page.locator('#comparisons') });
    expect(await numbers.locator('h2').textContent()).toBe('Reported incidents');
    expect(await numbers.locator('h3').allTextContents()).toEqual([
      expect.stringMatching(/^Quarter \d of \d{4}$/),
    ]);
    await page.locator('[data-part=account] a').click();
    await enterAccount(page, 'MYLA', region.password);
    await page.waitForURL(`${region.origin}/`);
    await untilSettled(page);
    expect(await textOf(page, '[data-part=account]')).toContain(
      'Macedonian Young Lawyers Association Analyst · MYLA',
    );
    await page.locator('[data-part=account] button').click();
    // The identity provider requests confirmation to end its own session.
    await page.locator('button[name=logout]').click();
    await page.waitForURL(`${region.origin}/`);
    expect(await textOf(page, '[data-part=account]')).toContain('Public access');
  });

  it('shows the same numbers of directed borders as the page of borders', async () => {
    const { page } = await openPage(region);
    await page.selectOption('.page-head select', { index: 1 });
    await untilSettled(page);
    const month = new URL(page.url()).searchParams.get('month') ?? '';
    await page.getByRole('button', { name: 'By border', exact: true }).click();
    const panel = page.locator('section.panel', { hasText: 'a wider arrow' });
    await panel.waitFor();
    expect(new URL(page.url()).searchParams.get('map')).toBe('borders');
    const labels = (of: Page): Promise<readonly string[]> =>
      of.locator('section.panel', { hasText: 'a wider arrow' }).locator('svg text').allTextContents();
    const shown = await labels(page);
    expect(shown.length).toBeGreaterThan(6);
    await openPart(panel, 'Table');
    expect(await panel.locator('tbody tr').count()).toBeGreaterThan(3);
    await expectNoViolations(page);
    const { page: border } = await openPage(region, { path: `/border?at=${month}` });
    expect(await labels(border)).toEqual(shown);
  });

  it('keeps the choice of the map apart from its title, at any width', async () => {
    const { page } = await openPage(region);
    for (const name of ['By country', 'By border']) {
      await page.getByRole('button', { name, exact: true }).click();
      await untilSettled(page);
      for (const width of [390, 1100, 1200, 1280, 1366, 1440, 1700]) {
        await page.setViewportSize({ width, height: 900 });
        const overlaps = await page.locator('fieldset.segmented').evaluate((choice) => {
          const panel = choice.parentElement?.querySelector('section');
          const buttons = [...choice.querySelectorAll('button')].map((one) => one.getBoundingClientRect());
          const card = choice.closest('.panel')?.getBoundingClientRect();
          if (!buttons.every((one) => card !== undefined && one.top > card.top && one.right < card.right))
            return 'outside the card';
          return [...(panel?.querySelectorAll('h2, h2 + p') ?? [])].flatMap((text) => {
            const range = document.createRange();
            range.selectNodeContents(text);
            return [...range.getClientRects()].filter((line) =>
              buttons.some(
                (one) =>
                  line.right > one.left &&
                  line.left < one.right &&
                  line.bottom > one.top &&
                  line.top < one.bottom,
              ),
            );
          }).length;
        });
        expect([name, width, overlaps]).toEqual([name, width, 0]);
      }
    }
  });

  it('summarises last month and names the country that stopped reporting, without a click', () =>
    readLastMonth(region));

  it('has these headings and names for screen readers', async () => {
    const { page } = await openPage(region);
    expect(await ariaOutline(page.locator('main'))).toMatchSnapshot();
  });

  it('explains once that the data is trial data, and how to read rounded numbers', async () => {
    const { page } = await openPage(region);
    const strip = page.getByRole('complementary', { name: 'Reading aid' });
    expect(await strip.locator('p').first().textContent()).toBe(
      'Trial data. Numbers of reports are rounded: ≈\u00A010 means 6–14.',
    );
    expect(await page.locator('main').textContent()).not.toContain('Trial data');
    await strip.getByText('How to read this').click();
    await strip.getByText('A silent country sent no activity report').waitFor();
    await expectNoViolations(page);
  });

  it('explains it on pages without numbers too, and no rounding above exact numbers', async () => {
    for (const [path, text] of [
      ['/releases', 'Trial data. Numbers of reports are rounded: ≈\u00A010 means 6–14.'],
      ['/inbox', 'Trial data. Numbers of reports are rounded: ≈\u00A010 means 6–14.'],
      ['/own', 'Trial data. '],
    ] as const) {
      const { page } = await openPage(region, { path });
      const strip = page.getByRole('complementary', { name: 'Reading aid' });
      expect([path, await strip.locator('p').first().textContent()]).toEqual([path, text]);
      await page.context().close();
    }
  });

  it.each([1280, 700, 360])(
    'shows all panels in one step at %i pixels, without scrolling or layout shift',
    async (width) => {
      const { page } = await openPage(region, { width });
      await page.addInitScript(() => {
        const steps: string[][] = [];
        Object.assign(globalThis, { waylightPanels: steps });
        const panelTitles = () =>
          [...document.querySelectorAll('main section.panel h2')].map((one) => one.textContent ?? '');
        new MutationObserver(() => {
          const now = panelTitles();
          if (now.length > 0 && now.join() !== steps.at(-1)?.join()) steps.push(now);
        }).observe(document, { childList: true, subtree: true });
      });
      await page.reload();
      await untilSettled(page);
      const steps = await page.evaluate(() => Reflect.get(globalThis, 'waylightPanels') as string[][]);
      expect(steps).toHaveLength(1);
      // The title of a map or trends with a verdict is that verdict.
      const titles = steps[0]?.map((title, at) => (FINDING.test(title) ? PANELS[at] : title));
      expect(titles).toEqual(PANELS.map((title) => expect.stringContaining(title)));
      expect(await layoutShift(page)).toBeLessThan(MAX_LAYOUT_SHIFT);
      await page.context().close();
    },
  );

  it('has the same layout after visits to other pages', async () => {
    const { page } = await openPage(region);
    const heights = (): Promise<number[]> =>
      page.locator('main section.panel').evaluateAll((all) => all.map((one) => one.clientHeight));
    const before = await heights();
    for (const name of ['Data quality', 'Public record', 'Overview']) {
      await page.getByRole('link', { name, exact: true }).click();
      await untilSettled(page);
    }
    expect(await heights()).toEqual(before);
  });

  it('compares countries at once, and types of incident when expanded', async () => {
    const { page } = await openPage(region);
    const compared = page.locator('section:has(#comparisons) details').first();
    const [, count] =
      /^By type of incident \(comparisons: (\d+)\)$/.exec((await compared.textContent()) ?? '') ?? [];
    await compared.locator('summary').click();
    await compared.locator('li').first().waitFor();
    expect(await compared.locator('li').count()).toBe(Number(count));
  });

  it('shows findings, map, trends and public record, each with a table', async () => {
    const { page } = await openPage(region);
    expect(await page.locator('[data-part=findings] > li').count()).toBeGreaterThan(0);
    expect(await textOf(page, '.stamp')).toMatch(
      /As of the release for \w+ \d{4}\. The next numbers \(.+\) are due on \d\d\.\d\d\.\d{4}\./,
    );
    expect(await page.locator('[data-map] circle').count()).toBe(6);
    expect(await page.locator('.multiples svg').count()).toBeGreaterThanOrEqual(6);
    for (const title of ['Where incidents were reported', 'Public record', 'Trends by country'])
      await openPart(page.locator('section.panel', { hasText: title }), 'Table');
    const map = page.locator('section.panel', { hasText: 'Where incidents were reported' }).locator('table');
    expect(await map.locator('tbody tr').count()).toBe(7);
    // Released numbers are rounded, and 0 is displayed as 0–4, not “none”.
    for (const cell of await map.locator('td .number').allInnerTexts())
      expect(cell).toMatch(/^(0–4|≈\s\d+)$/);
    // Completeness itself can be “none”.
    const numbers = page.locator(
      'section.panel:not(:has([data-part=completeness])) :is(table, [data-part=findings])',
    );
    for (const text of await numbers.allTextContents()) expect(text).not.toMatch(/\bnone\b/i);
    const record = page.locator('section.panel', { hasText: 'Public record' });
    expect(await record.textContent()).toContain('Missing Migrants Project');
  });

  it('names XK with its footnote', async () => {
    const { page } = await openPage(region);
    await page.getByRole('button', { name: 'Table', exact: true }).first().click();
    const named = page.locator('[aria-describedby=footnote-xk]').first();
    expect(await named.textContent()).toBe('Kosovo*');
    expect(await textOf(page, '#footnote-xk')).toContain('UNSCR 1244/1999');
    const withoutFootnote = await page.evaluate(() =>
      /Kosovo(?!\*| declaration)/.test(document.body.textContent),
    );
    expect(withoutFootnote).toBe(false);
  });

  it('is restored by a permalink, also for another account', async () => {
    const { page } = await openPage(region);
    await page.selectOption('.page-head select', { index: 2 });
    const address = new URL(page.url());
    expect(address.searchParams.get('month')).toMatch(/^\d{4}-\d{2}$/);
    // The stamp names the release of the displayed month, not the newest one.
    const month = await page.locator('.page-head select option:checked').textContent();
    const stamp = page.locator('.stamp', { hasText: `As of the release for ${month}` });
    await stamp.getByText(`.${address.searchParams.get('month')}.`).waitFor();
    await untilSettled(page);
    const findings = await textOf(page, '[data-part=findings]');
    const other = await openPage(region, { account: 'BCHR', path: `${address.pathname}${address.search}` });
    expect(await textOf(other.page, '[data-part=findings]')).toBe(findings);
  });

  it('sends requests to insights only, and does not violate the content security policy', async () => {
    const { page, requests, complaints } = await openPage(region, { keepsPages: true });
    await page.selectOption('header select >> nth=0', 'sq');
    await page.selectOption('header select >> nth=1', 'dark');
    await untilSettled(page);
    expect(requests.length).toBeGreaterThan(5);
    expect(requests.filter((url) => new URL(url).origin !== region.origin)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('loads less than 130 kB until its numbers are displayed, less than 20 kB of it data, compressed by gzip, in every language', async () => {
    const { page: signedIn } = await openPage(region);
    const storageState = await signedIn.context().storageState();
    await signedIn.context().close();
    for (const language of ['en', 'sq', 'sr-Latn', 'sr-Cyrl', 'mk', 'bs', 'cnr']) {
      const context = await region.browser.newContext({ storageState, extraHTTPHeaders: GZIP_HEADERS });
      const { bytes, answerBytes, files } = await firstLoad(
        await context.newPage(),
        `${region.origin}/?lang=${language}`,
      );
      expect(files.filter(({ path, bytes: size }) => size === 0 && !path.endsWith('.svg'))).toEqual([]);
      const all = [language, ...files.map((file) => `${file.bytes} ${file.path}`)].join('\n');
      expect(bytes, all).toBeLessThan(130_000);
      // The compressed size depends on the released numbers.
      expect(answerBytes, all).toBeLessThan(20_000);
      await context.close();
    }
  });

  it('shows that the service is unreachable, and recovers without a reload', async () => {
    const { page } = await openPage(region);
    await page.route('**/v1/**', (route) => route.abort());
    await page.reload();
    const banner = page.locator('[data-notice=offline]');
    await banner.waitFor({ timeout: 20_000 });
    await page.unroute('**/v1/**');
    await page.waitForSelector('[data-part=findings] > li', { timeout: 30_000 });
    // Each view is offline until its request succeeds.
    await page.waitForFunction(() => document.querySelector('.state-offline') === null);
  });
});

it.skipIf('unavailable' in found)('a sign-in returns to the page that it started from', async () => {
  const { page } = await openPage(region, { account: 'public', path: '/?lang=bs' });
  const address = await page.locator('[data-part=account] a').getAttribute('href');
  expect(address).toBe(`/sign-in?${new URLSearchParams({ returnTo: '/?lang=bs', language: 'bs' })}`);
  await signIn(page, region, 'MYLA');
});
