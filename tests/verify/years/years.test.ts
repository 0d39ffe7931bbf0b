import { dayOfInstant } from '@waylight/calendar';
import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { chromiumForTests } from '@waylight/testing';
import { type BrowserRegion, startBrowserRegion } from '@waylight/tests-browser/browser-region';
import { axe } from '@waylight/tests-browser/expect-accessible';
import { openPage, untilSettled } from '@waylight/tests-browser/open-page';
import { exampleMonths } from '@waylight/trial/example-months';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Time to count, draw and audit thirty months and more, once. */
const START_MS = 900_000;
const found = chromiumForTests();
let region: BrowserRegion;

/** Enough months to contain the last two years, whose tables have closed, as a whole. */
function monthsOfTwoYears(now: Date): number {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  // Yearly tables close ten weeks after the year.
  const closed = month > 2 || (month === 2 && now.getUTCDate() > 20) ? year - 1 : year - 2;
  return (year - closed + 1) * 12 + month;
}

beforeAll(async () => {
  if (!('program' in found)) return;
  const now = new Date();
  const months = monthsOfTwoYears(now);
  const from = exampleMonths(dayOfInstant(now.getTime()), months).firstMonth;
  // Other tests have no yearly tables.
  region = await startBrowserRegion(found.program, { months, plan: { ...DEFAULT_RELEASE_PLAN, from } });
}, START_MS);
afterAll(() => region?.stop());

/** Released numbers, or verdicts on them. */
type Answers = {
  readonly trends: { readonly cells: readonly Readonly<Record<string, string | number>>[] };
  readonly changes: {
    readonly findings?: readonly Comparison[];
    readonly others: readonly Comparison[];
  };
};
type Comparison = {
  readonly subject: readonly { readonly dimension: string; readonly code: string }[];
  readonly verdict?: string;
};

/** Fetches from the page's own origin, with the session of the page. */
const fetchAnswer = <K extends keyof Answers>(page: Page, kind: K, query: string): Promise<Answers[K]> =>
  page.evaluate(async (address) => (await fetch(address)).json(), `/v1/${kind}?${query}`);

const fetchNumbers = async (page: Page, dimension: string, kind: 'month' | 'year') => {
  const { cells } = await fetchAnswer(page, 'trends', `layer=reports&by=period,${dimension}&period=${kind}`);
  const periods = [...new Set(cells.map(({ period }) => String(period)))].sort();
  const releasedIn = (code: string, period: string) =>
    cells.find((cell) => cell[dimension] === code && cell.period === period)?.value;
  return { periods, releasedIn };
};

const yearBefore = (period: string) => `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`;
const shownAs = (value: string | number | undefined) =>
  value === undefined ? '–' : Number(value) === 0 ? '0–4' : `≈\u00A0${value}`;

const COUNTRIES = { AL: 'Albania', RS: 'Serbia', XK: 'Kosovo*', MK: 'North Macedonia' };
const VERDICT_WORDS = {
  more: /^more/,
  fewer: /^fewer/,
  'no-clear-change': /^no clear change/,
  'not-comparable': /^cannot be compared/,
  'reporting-changed': /^reporting changed/,
} as const satisfies Readonly<Record<string, RegExp>>;

describe.skipIf('unavailable' in found)('with years of releases', () => {
  it.each(['month', 'year'] as const)('trends by %s show every released number', async (kind) => {
    const path = `/trends?by=country&period=${kind}&show=table`;
    const { page, complaints } = await openPage(region, { path });
    const { periods, releasedIn } = await fetchNumbers(page, 'country', kind);
    expect(periods.length).toBeGreaterThanOrEqual(kind === 'year' ? 2 : 24);
    // By default, a page shows the newest 24 months only.
    await page.goto(`${region.origin}${path}&from=${periods[0]}`);
    await untilSettled(page);
    await page.locator('[data-kind=grid] tbody tr').first().waitFor();
    for (const [code, name] of Object.entries(COUNTRIES)) {
      const row = page
        .locator('[data-kind=grid] tbody tr')
        .filter({ has: page.getByRole('rowheader', { name }) });
      const shown = await row.locator('td [aria-hidden=true]:not(.silent-mark *)').allTextContents();
      const expected = periods.toReversed().map((period) => shownAs(releasedIn(code, period)));
      expect([name, shown.filter((text) => text !== '○')]).toEqual([name, expected]);
    }
    expect((await axe(page).analyze()).violations).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('the overview compares with the same period a year ago, as insights does', async () => {
    const { page } = await openPage(region);
    const { periods } = await fetchNumbers(page, 'country', 'month');
    const newest = periods.at(-1) ?? '';
    const release = `region-month.${newest}.partners`;
    const { findings = [], others } = await fetchAnswer(
      page,
      'changes',
      `release=${release}&against=year-ago`,
    );
    // Besides headline and findings, every country and type is listed.
    const listed = others.filter(
      ({ subject: [only, ...rest] }) =>
        rest.length === 0 && ['country', 'typeGroup', 'type'].includes(only?.dimension ?? ''),
    );
    const compared = page.locator('section:has(#comparisons) div:has(> h3)').nth(1);
    await compared.waitFor();
    expect(await compared.locator('h3').textContent()).toContain('the same period a year ago');
    await compared.locator('summary').click();
    await compared.locator('details li').first().waitFor();
    expect(await compared.locator('li').count()).toBe(1 + findings.length + listed.length);
    await page.context().close();
  });

  it('the border shows a year, its arrows, and the verdicts since the year before', async () => {
    const { page } = await openPage(region, { path: '/border?period=year' });
    const { periods, releasedIn } = await fetchNumbers(page, 'segment', 'year');
    const newest = periods.at(-1) ?? '';
    const { findings = [], others } = await fetchAnswer(
      page,
      'changes',
      `release=segment-year.${newest}.partners&against=year-ago`,
    );
    const verdict = [...findings, ...others].find(
      ({ subject }) => subject.length === 1 && subject[0]?.code === 'MK-RS',
    )?.verdict;
    const row = page
      .locator('[data-part=segments] > li')
      .filter({ has: page.getByRole('link', { name: 'North Macedonia → Serbia' }) });
    await row.waitFor();
    expect(await row.locator('.number').textContent()).toBe(shownAs(releasedIn('MK-RS', newest)));
    const words = row.locator('.number + span > span');
    expect(await words.count()).toBe(1);
    expect(verdict).toBeDefined();
    const said = ((await words.textContent()) ?? '').replace(/^.*: /, '');
    expect(said).toMatch(VERDICT_WORDS[verdict as keyof typeof VERDICT_WORDS]);
    expect(await page.locator('g:has(> polygon)').count()).toBeGreaterThan(10);
    await page.getByRole('combobox', { name: 'Period', exact: true }).selectOption({ index: 1 });
    await untilSettled(page);
    expect(new URL(page.url()).searchParams.get('at')).toBe(yearBefore(newest));
    await page.context().close();
  });
});
