import { readFileSync } from 'node:fs';
import { chromiumForTests } from '@waylight/testing';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { beginBulletin, partAt, saved, textIn, writeDraft } from './bulletin-steps.ts';
import { clickThrough } from './count-clicks.ts';
import { expectNarrow, expectNoViolations } from './expect-accessible.ts';
import { enterAccount, type OpenOptions, openMenu, openPage, signIn, untilSettled } from './open-page.ts';
import { tabTo } from './table-steps.ts';

/** The ways of docs/analyst-guide.md, each walked from the page that an analyst sees after signing in. */
const GUIDE = readFileSync(new URL('../../../docs/analyst-guide.md', import.meta.url), 'utf8');
const MOST_CLICKS = 5;
const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program);
}, START_MS);
afterAll(() => region?.stop());

/** Does what a step of the guide says, and only what the guide names: in bold, under this heading. Typing is no click. */
async function follow(heading: string, options: OpenOptions = {}) {
  const { page } = await openPage(region, options);
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
    click,
    named,
    clicks: () => clicks,
    goTo: async (name: string) => {
      const menu = page.locator('.menu-button');
      if (await menu.isVisible()) await click(menu);
      await click(page.getByRole('navigation').getByRole('link', { name: named(name), exact: true }));
    },
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
      /(0–4|≈ \d+) Compared with the previous period .*(more|fewer|no clear change|within ordinary variation|not comparable|reporting changed)\./i,
    );
    expect(way.clicks()).toBeLessThanOrEqual(MOST_CLICKS);
    await way.page.context().close();
  });

  it.each([
    ['a wide screen', 1280],
    ['a phone', 390],
  ])(
    'leads to a bulletin of the month, which a second person approves and freezes, on %s',
    async (device, width) => {
      const heading = 'Prepare the monthly bulletin';
      const title = `The month, on ${device}`;
      const way = await follow(heading, { width });
      const { page } = way;
      await way.goTo('Bulletins');
      await way.open('New bulletin');
      await page.getByLabel('Title').fill(title);
      await page
        .getByLabel(way.named('Your own text (optional)'))
        .fill('Nobody was turned away at the hospital.');
      await way.press('Create draft');
      // It is read before it is submitted: the text with its numbers, its figures and what is missing in them stand above the button.
      const article = page.locator('article.bulletin');
      await article.waitFor();
      const [text = ''] = await article.allInnerTexts();
      // Behind each number stands for who listens how far it can be from the truth.
      for (const said of ['In this period, ', 'In the previous period: '])
        expect(text).toMatch(new RegExp(`${said}(about\\s\\d+|0–4)[\\s.]`));
      for (const said of [
        'Nobody was turned away at the hospital.',
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

      const second = await follow(heading, { width, account: 'MYLA-2' });
      second.named('Waiting for you');
      await second.click(second.page.locator('.inbox-link', { hasText: /^Waiting for you \([1-9]\d*\)$/ }));
      await second.click(second.page.getByRole('link', { name: title, exact: true }));
      await second.click(second.page.getByRole('checkbox'));
      await second.press('Approve and freeze');
      await second.click(second.page.getByRole('dialog').getByRole('button', { name: 'Approve and freeze' }));
      await second.page.getByText('This bulletin is frozen').waitFor();
      expect(await second.page.locator('.digest').textContent()).toMatch(/^SHA-256 [0-9a-f]{64}$/);
      expect(second.clicks()).toBeLessThanOrEqual(MOST_CLICKS);
      await openMenu(second.page);
      if (width === 390) await expectNarrow(second.page, title);
      for (const one of [page, second.page]) await one.context().close();
    },
  );

  it('leads to the country that went silent, and to how completely all of them reported', async () => {
    const way = await follow('Which country went silent?');
    await way.goTo('Overview');
    const { page } = way;
    // Nobody speaks of Montenegro's last month in the example data.
    const silence = page.locator('.finding-silent');
    await silence.first().waitFor();
    expect(await silence.allInnerTexts()).toEqual([
      expect.stringMatching(/Montenegro: newly silent, .*(0–4|about)/s),
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

describe.skipIf('unavailable' in found)('a release that waits for approval', { timeout: 120_000 }, () => {
  const waiting = (page: Page) =>
    page.locator('.inbox-list li', { hasText: 'Approve' }).getByRole('link', { name: /the public/ });

  it('is approved in three clicks, from the header of any page', async () => {
    const { page } = await openPage(region, { account: 'BCHR' });
    const before = await numberWaiting(page);
    const approve = page.locator('section.panel:has(#approval)').getByRole('button', { name: 'Approve' });
    const clicks = await clickThrough(page.locator('.inbox-link'), waiting(page).first(), approve);
    await page.getByText('Approved by: AHC, BCHR').waitFor();
    expect(clicks).toBeLessThanOrEqual(3);
    await expect.poll(() => numberWaiting(page)).toBe(before - 1);
    await page.context().close();
  });

  it('is approved by keyboard alone', async () => {
    const { page } = await openPage(region, { account: 'DRC' });
    const approve = page.locator('section.panel:has(#approval)').getByRole('button', { name: 'Approve' });
    for (const step of [page.locator('.inbox-link'), waiting(page).last(), approve]) {
      await tabTo(page, step);
      await page.keyboard.press('Enter');
      await untilSettled(page);
    }
    await page.getByText('Approved by: AHC, DRC').waitFor();
    // The focus is on the message.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('status');
    await page.context().close();
  });
});

async function numberWaiting(page: Page): Promise<number> {
  const link = page.locator('.inbox-link', { hasText: '(' });
  return Number(/\((\d+)\)$/.exec((await link.textContent()) ?? '')?.[1]);
}

/** Ends the session in insights, and at the provider. The page gets a message, like any other page. */
async function endSession(page: Page): Promise<void> {
  const { csrfToken } = (await (await page.request.get(`${region.origin}/v1/session`)).json()) as {
    readonly csrfToken: string;
  };
  const headers = { 'x-csrf-token': csrfToken, origin: region.origin };
  expect((await page.request.post(`${region.origin}/sign-out`, { headers })).status()).toBe(200);
  region.sessions.clear();
  await page.context().clearCookies();
}

describe.skipIf('unavailable' in found)('a draft', { timeout: 180_000 }, () => {
  it('shows both texts when somebody has saved meanwhile, and loses neither', async () => {
    const { id, page } = await writeDraft(region, 'Both');
    const other = await openPage(region, { account: 'MYLA-2', path: `/bulletins/${id}?view=edit` });
    await partAt(other.page, 1).getByLabel('Text').fill('From the second person.');
    const version = await saved(other.page);
    await partAt(page, 1).getByLabel('Text').fill('From the first person.');
    await page.getByText('Somebody else saved a newer version').waitFor();
    const stale = await textIn(page, '.stale');
    expect(stale).toContain('From the first person.');
    expect(stale).toContain('From the second person.');
    await expectNoViolations(page);
    await page.getByRole('button', { name: `Overwrite version ${version} with mine` }).click();
    await saved(page);
    await partAt(other.page, 1).getByLabel('Text').fill('Once more.');
    await other.page.getByRole('button', { name: 'Discard mine and continue with theirs' }).click();
    expect(await partAt(other.page, 1).getByLabel('Text').inputValue()).toBe('From the first person.');
    for (const one of [page, other.page]) await one.context().close();
  });

  it('is saved when its author leaves the editor, and once that is possible again', async () => {
    const { page } = await writeDraft(region, 'Kept');
    const text = partAt(page, 1).getByLabel('Text');
    await text.fill('Left at once.');
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.goBack();
    await text.waitFor();
    expect(await text.inputValue()).toBe('Left at once.');
    await page.route('**/v1/bulletins/*', (route) => route.abort());
    await text.fill('Not lost.');
    await page.getByText('No connection').first().waitFor();
    await page.getByText('Your text is still on this page').waitFor();
    await expectNoViolations(page);
    await page.unroute('**/v1/bulletins/*');
    await text.blur();
    await saved(page);
    expect(await text.inputValue()).toBe('Not lost.');
    // A refusal names the place.
    await text.fill('Braces: {{nobody}}');
    await page.getByText('Part 1: ').waitFor();
    expect(await textIn(page, '.state-error')).toContain('nobody');
    await page.context().close();
  });

  it('leaves the screen with the session, and is never saved in the name of another account', async () => {
    const { page, untilListening } = await openPage(region, { path: '/bulletins' });
    const id = await beginBulletin(page, 'While the session ends');
    const text = partAt(page, 1).getByLabel('Text');
    await text.fill('Saved before.');
    await saved(page);
    await untilListening();
    await endSession(page);
    await page.locator('.bulletin-editor').waitFor({ state: 'detached' });
    await page.locator('main').getByRole('link', { name: 'Sign in' }).click();
    await enterAccount(page, 'MYLA', region.password);
    await text.waitFor();
    expect(await text.inputValue()).toBe('Saved before.');
    await page.route('**/v1/bulletins/*', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await text.fill('Not saved in time.');
    await page.getByText('No connection').first().waitFor();
    const otherTab = await page.context().newPage();
    await page.context().clearCookies();
    region.sessions.clear();
    await signIn(otherTab, region, 'MYLA-2');
    // The other account sees what was saved.
    await expect.poll(() => text.inputValue(), { timeout: 30_000 }).toBe('Saved before.');
    await page.unroute('**/v1/bulletins/*');
    await text.focus();
    await text.blur();
    const draft = await page.request.get(`${region.origin}/v1/bulletins/${id}`);
    expect(JSON.stringify(await draft.json())).not.toContain('Not saved in time.');
    await page.context().close();
  });
});
