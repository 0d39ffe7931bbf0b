import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS } from './browser-region.ts';
import { addFigure, beginBulletin, saved } from './bulletin-steps.ts';
import { axe, expectNoViolations } from './expect-accessible.ts';
import { openPage, untilSettled } from './open-page.ts';
import {
  act,
  approval,
  approveRelease,
  closed,
  dialog,
  MEMBERS,
  pathOf,
  startWithPublicReleases,
} from './release-steps.ts';

const TEST_MS = 180_000;
const found = chromiumForTests();
let region: BrowserRegion;
let ids: readonly string[];

beforeAll(async () => {
  if ('program' in found) ({ region, ids } = await startWithPublicReleases(found.program));
}, START_MS);
afterAll(() => region?.stop());

/** A release as somebody has it: the numbers on its page, the document behind them, and how many signs of silence are beside them. */
async function whatIsRead(page: Page, id: string) {
  const numbers = page.locator('section.panel:has(#numbers)');
  const answer = await page.request.get(`${region.origin}/v1/releases/${encodeURIComponent(id)}`);
  return {
    numbers: await numbers.locator('tbody td').allTextContents(),
    document: await answer.text(),
    silences: await numbers.locator('.silent-mark').count(),
  };
}

/** First, because nothing is approved yet. */
describe.skipIf('unavailable' in found)('the choice of figures', { timeout: TEST_MS }, () => {
  it('offers what can be saved for the readers, and says of the rest why it cannot be chosen', async () => {
    const { page } = await openPage(region, { path: '/bulletins' });
    await beginBulletin(page, 'For everyone');
    const choice = page.getByLabel('Figure by');
    const under = (reason: string) =>
      choice.locator(`optgroup[label="${reason}"][disabled]`).locator('option').allTextContents();
    const offered = () => choice.locator(':scope > option').allTextContents();
    const all = await offered();
    const toMembers = 'Reported incidents by country, monthly';
    expect([all.includes(toMembers), await choice.locator('optgroup').count()]).toEqual([true, 0]);
    await page.getByRole('combobox', { name: 'Audience' }).selectOption('public');
    // The release is there, for members to judge, and waits.
    expect(ids.some((id) => id.startsWith('country-month.'))).toBe(true);
    expect(await under('Not yet approved for this audience')).toEqual([
      'Reported incidents in the whole region, monthly',
      toMembers,
      'Whole region, last twelve months',
    ]);
    const [record = '', ...more] = await offered();
    expect([record, more]).toEqual([expect.stringContaining('Public record'), []]);
    expect(
      [
        record,
        ...(await under('Not yet approved for this audience')),
        ...(await under('Not released to this audience')),
      ].sort(),
    ).toEqual(all.toSorted());
    await page.getByText('Figures that cannot be added are at the end').waitFor();
    await page.getByText('Insert a number').first().click();
    await page.getByText('No table of this period is released to this audience').waitFor();
    await expectNoViolations(page);
    await addFigure(page, record);
    await saved(page);
    await page.context().close();
  });
});

describe.skipIf('unavailable' in found)('releases that need an approval', () => {
  it('are approved by every member and withdrawn, each step saying first what comes of it', {
    timeout: 240_000,
  }, async () => {
    const [id = ''] = ids;
    const { page, complaints } = await openPage(region, { path: pathOf(id) });
    const preview = page.locator('section.panel:has(#preview)');
    expect(await preview.textContent()).toMatch(/^PreviewThe public will read exactly this once all/);
    expect(await preview.textContent()).toContain('Not shown to that audience: silent countries (○)');
    const previewed = await whatIsRead(page, id);
    expect(previewed.silences).toBeGreaterThan(0);
    await act(page, 'Request approval', /14 days.*including your own organisation/s);
    expect(await approval(page).textContent()).toContain('Waiting for 7 members');
    await approveRelease(page, 'Approve', /can be withdrawn until publication. Still needed: .*BCHR/s);
    expect(await approval(page).textContent()).toContain('Approved by: MYLA');
    await act(page, 'Withdraw our approval', /until your organisation approves again/);
    await approveRelease(page, 'Approve', /until publication/);
    for (const account of MEMBERS.filter((one) => one !== 'MYLA' && one !== 'DRC')) {
      const { page: theirs } = await openPage(region, { account, path: pathOf(id) });
      await approveRelease(theirs, 'Approve', /Still needed/);
      await closed(theirs);
    }
    const anybody = await openPage(region, { account: 'public', path: pathOf(id) });
    expect(await anybody.page.locator('.state-empty').count()).toBe(1);
    const { page: last } = await openPage(region, { account: 'DRC', path: '/releases' });
    const link = last
      .locator('section.panel:has(#approvals) tbody a', { hasText: 'by country, mon' })
      .first();
    expect(await link.textContent()).toMatch(/^Preview: Reported incidents by country, mon/);
    await link.click();
    await untilSettled(last);
    await approveRelease(
      last,
      'Approve',
      /DRC is the last member to approve: the release is published at once/,
    );
    expect(await approval(last).textContent()).toContain('all members have approved');
    await closed(last);
    await anybody.page.reload();
    await untilSettled(anybody.page);
    // What members saw is what is read now, to the byte; and what was said not to be seen is not.
    expect(await whatIsRead(anybody.page, id)).toEqual({ ...previewed, silences: 0 });
    expect(previewed.numbers.length).toBeGreaterThan(6);

    await page.reload();
    await untilSettled(page);
    expect(await preview.count()).toBe(0);
    await act(page, 'Withdraw the release', /Withdrawal is final/);
    expect(await approval(page).textContent()).toMatch(/MYLA withdrew it on \d\d\.\d\d\.\d{4}, \d\d:\d\d/);
    expect(await approval(page).locator('button').count()).toBe(0);
    expect(await preview.textContent()).toMatch(/^Not publishedOnly members can read this/);
    await anybody.page.reload();
    await untilSettled(anybody.page);
    expect(await anybody.page.locator('.state-empty').count()).toBe(1);
    expect(complaints).toEqual([]);
    await closed(anybody.page);
    await closed(page);
  });

  it('are objected to by keyboard alone, with a reason, and the dialog gives the keyboard back', {
    timeout: TEST_MS,
  }, async () => {
    const id = ids[1] ?? '';
    const { page } = await openPage(region, { path: pathOf(id) });
    const object = approval(page).getByRole('button', { name: 'Object' });
    await object.focus();
    await page.keyboard.press('Enter');
    expect(await dialog(page).textContent()).toMatch(/An objection is final/);
    const { violations } = await axe(page).include('dialog').analyze();
    expect(violations.map(({ id: rule }) => rule)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await object.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await dialog(page).getByLabel('it identifies a place').check();
    await dialog(page).locator('button.button').focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await approval(page).textContent()).toMatch(/MYLA objected on .*it identifies a place/);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('status');
    await closed(page);
  });

  it('say what the service says where it refuses, and when the session is over', {
    timeout: TEST_MS,
  }, async () => {
    const id = ids[2] ?? '';
    const { page } = await openPage(region, { path: pathOf(id) });
    const other = await openPage(region, { account: 'BCHR', path: pathOf(id) });
    await act(other.page, 'Object', /final/);
    await closed(other.page);
    // This page still shows what was before.
    await act(page, 'Request approval', /14 days/);
    expect(await approval(page).textContent()).toContain('A member objected');
    await page.goto(`${region.origin}${pathOf(ids[3] ?? '')}`);
    await untilSettled(page);
    await page.context().clearCookies();
    await act(page, 'Request approval', /14 days/);
    expect(await approval(page).textContent()).toContain('Your session has ended. Nothing was changed');
    await closed(page);
  });

  it('are approved in another’s place once it says so, and no more when it ends that', {
    timeout: TEST_MS,
  }, async () => {
    const id = ids[4] ?? '';
    const { page } = await openPage(region, { account: 'AHC', path: '/releases' });
    const panel = page.locator('section.panel:has(#delegations)');
    const choice = panel.getByLabel('Member organisation');
    // The other members, by name, and nobody of the network.
    const offered = await choice
      .locator('option:not([value=""])')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
    expect(offered.sort()).toEqual(MEMBERS.filter((one) => one !== 'AHC').sort());
    // Nobody is chosen for who has chosen nobody.
    const give = panel.getByRole('button', { name: 'Delegate our approvals' });
    expect([await choice.inputValue(), await give.isDisabled()]).toEqual(['', true]);
    await choice.selectOption({ label: 'DRC – Danish Refugee Council' });
    await give.click();
    expect(await dialog(page).textContent()).toContain('DRC may approve all releases for AHC');
    await dialog(page).locator('button.button').click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await panel.textContent()).toContain('DRC may approve for AHC: all releases');
    const { page: theirs } = await openPage(region, { account: 'DRC', path: pathOf(id) });
    await act(theirs, 'Request approval', /14 days/);
    await approveRelease(theirs, 'Approve for AHC', /The approval of AHC is recorded/);
    expect(await approval(theirs).textContent()).toContain('AHC, represented by DRC');
    await closed(theirs);
    await panel.getByRole('button', { name: 'End delegation' }).click();
    await dialog(page).locator('button.button').click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await panel.textContent()).toContain('No member has delegated its approvals');
    await closed(page);
  });
});
