import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS } from './browser-region.ts';
import { addFigure, beginBulletin, saved } from './bulletin-steps.ts';
import { axe, expectNoViolations } from './expect-accessible.ts';
import { openPage, untilSettled } from './open-page.ts';
import {
  approval,
  approveRelease,
  closePage,
  confirmAction,
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
afterEach(() => closePages(region));
afterAll(() => region?.stop());

/** Numbers on the page of a release, its document, and the count of symbols for silent countries. */
async function readRelease(page: Page, id: string) {
  const numbers = page.locator('section.panel:has(#numbers)');
  const answer = await page.request.get(`${region.origin}/v1/releases/${encodeURIComponent(id)}`);
  return {
    numbers: await numbers.locator('tbody td').allTextContents(),
    document: await answer.text(),
    silences: await numbers.locator('.silent-mark').count(),
  };
}

/** Runs first, because later tests approve releases. */
describe.skipIf('unavailable' in found)('the choice of figures for a bulletin', { timeout: TEST_MS }, () => {
  it('offers what the audience may read, and disables the rest with the reason', async () => {
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
    // The release exists and waits for approval.
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
  });
});

describe.skipIf('unavailable' in found)('releases that need an approval', () => {
  it('are approved by every member and withdrawn, after a notice of the consequence of each step', {
    timeout: 240_000,
  }, async () => {
    const [id = ''] = ids;
    const { page, complaints } = await openPage(region, { path: pathOf(id) });
    const preview = page.locator('section.panel:has(#preview)');
    expect(await preview.textContent()).toMatch(/^PreviewThe public will read exactly this once all/);
    expect(await preview.textContent()).toContain('Not shown to that audience: silent countries (○)');
    expect(await preview.textContent()).toMatch(/shared with the public. The total here is .*; members read/);
    const previewed = await readRelease(page, id);
    expect(previewed.silences).toBeGreaterThan(0);
    await confirmAction(page, 'Request approval', /14 days.*including your own organisation/s);
    expect(await approval(page).textContent()).toContain('Waiting for 7 members');
    await approveRelease(page, 'Approve', /can be withdrawn until publication. Still needed: .*BCHR/s);
    expect(await approval(page).textContent()).toContain('Approved by: MYLA');
    for (const account of MEMBERS.filter((one) => one !== 'MYLA' && one !== 'DRC')) {
      const { page: theirs } = await openPage(region, { account, path: pathOf(id) });
      await approveRelease(theirs, 'Approve', /Still needed/);
      await closePage(theirs);
    }
    const publicReader = await openPage(region, { account: 'public', path: pathOf(id) });
    expect(await publicReader.page.locator('.state-empty').count()).toBe(1);
    const { page: last } = await openPage(region, { account: 'DRC', path: '/releases' });
    const link = last
      .locator('section.panel:has(#approvals) tbody a', { hasText: 'by country, mon' })
      .first();
    expect(await link.textContent()).toMatch(/^Preview: Reported incidents by country, mon/);
    await link.click();
    await untilSettled(last);
    // The last approval publishes, so it is confirmed, with the total of the members next to that of the public.
    await confirmAction(
      last,
      'Approve',
      /DRC is the last member to approve: the release is published at once.*shared with the public. The total here is .*; members read/,
    );
    expect(await approval(last).textContent()).toContain('all members have approved');
    await closePage(last);
    await publicReader.page.reload();
    await untilSettled(publicReader.page);
    // The public reads the previewed bytes, without the symbols for silent countries.
    expect(await readRelease(publicReader.page, id)).toEqual({ ...previewed, silences: 0 });
    expect(previewed.numbers.length).toBeGreaterThan(6);

    await page.reload();
    await untilSettled(page);
    expect(await preview.count()).toBe(0);
    await confirmAction(page, 'Withdraw the release', /Withdrawal is final/);
    expect(await approval(page).textContent()).toMatch(/MYLA withdrew it on \d\d\.\d\d\.\d{4}, \d\d:\d\d/);
    expect(await approval(page).locator('button').count()).toBe(0);
    expect(await preview.textContent()).toMatch(/^Not publishedOnly members can read this/);
    await publicReader.page.reload();
    await untilSettled(publicReader.page);
    expect(await publicReader.page.locator('.state-empty').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('accept an objection with a reason by keyboard alone, and the dialog restores the focus', {
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
  });

  it('show why the service rejects an action, and that the session has ended', {
    timeout: TEST_MS,
  }, async () => {
    const id = ids[2] ?? '';
    const { page } = await openPage(region, { path: pathOf(id) });
    const other = await openPage(region, { account: 'BCHR', path: pathOf(id) });
    await confirmAction(other.page, 'Object', /final/);
    await closePage(other.page);
    // This page still shows the state before the objection.
    await confirmAction(page, 'Request approval', /14 days/);
    expect(await approval(page).textContent()).toContain('A member objected');
    await page.goto(`${region.origin}${pathOf(ids[3] ?? '')}`);
    await untilSettled(page);
    await page.context().clearCookies();
    await confirmAction(page, 'Request approval', /14 days/);
    expect(await approval(page).textContent()).toContain('Your session has ended. Nothing was changed');
  });

  it('can be approved by a delegate until the delegation ends', {
    timeout: TEST_MS,
  }, async () => {
    const id = ids[4] ?? '';
    const { page } = await openPage(region, { account: 'AHC', path: '/releases' });
    const panel = page.locator('section.panel:has(#delegations)');
    const choice = panel.getByLabel('Member organisation');
    // Only the other members are offered, no organisation of the network.
    const offered = await choice
      .locator('option:not([value=""])')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
    expect(offered.sort()).toEqual(MEMBERS.filter((one) => one !== 'AHC').sort());
    // No delegate is preselected.
    const delegate = panel.getByRole('button', { name: 'Delegate our approvals' });
    expect([await choice.inputValue(), await delegate.isDisabled()]).toEqual(['', true]);
    await choice.selectOption({ label: 'DRC – Danish Refugee Council' });
    await delegate.click();
    expect(await dialog(page).textContent()).toContain('DRC may approve all releases for AHC');
    await dialog(page).locator('button.button').click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await panel.textContent()).toContain('DRC may approve for AHC: all releases');
    const { page: theirs } = await openPage(region, { account: 'DRC', path: pathOf(id) });
    await confirmAction(theirs, 'Request approval', /14 days/);
    await approveRelease(theirs, 'Approve for AHC', /AHC’s approval is recorded/);
    expect(await approval(theirs).textContent()).toContain('AHC, represented by DRC');
    await closePage(theirs);
    await panel.getByRole('button', { name: 'End delegation' }).click();
    await dialog(page).locator('button.button').click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await panel.textContent()).toContain('No member has delegated its approvals');
  });
});
