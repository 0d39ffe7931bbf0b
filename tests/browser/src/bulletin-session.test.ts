import { chromiumForTests } from '@waylight/testing';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS } from './browser-region.ts';
import { addFigure, beginBulletin, partAt, save, saved, textIn } from './bulletin-steps.ts';
import { expectNarrow, expectNoViolations } from './expect-accessible.ts';
import { enterAccount, type OpenOptions, openMenu, openPage, signIn } from './open-page.ts';
import { startWithPublicReleases } from './release-steps.ts';

const found = chromiumForTests();
const PATIENT = { timeout: 180_000 };
const TYPED = 'Twenty minutes of words, of which nobody else has one.';
let region: BrowserRegion;
let waiting: readonly string[];

beforeAll(async () => {
  if ('program' in found) ({ region, ids: waiting } = await startWithPublicReleases(found.program));
}, START_MS);
afterAll(() => region?.stop());

const textOf = (page: Page) => partAt(page, 1).getByLabel('Text');

/** A draft with words that are saved nowhere. */
async function writeUnsaved(options: OpenOptions = {}): Promise<Page> {
  const { page, untilListening } = await openPage(region, { path: '/bulletins', ...options });
  await beginBulletin(page, 'While the session ends');
  await textOf(page).fill(TYPED);
  // So that it hears by itself that a session is over.
  await untilListening();
  return page;
}

/** Ends the session where it is kept; the page hears of it as any page does. */
async function endAtServer(page: Page): Promise<void> {
  const { csrfToken } = (await (await page.request.get(`${region.origin}/v1/session`)).json()) as {
    readonly csrfToken: string;
  };
  const headers = { 'x-csrf-token': csrfToken, origin: region.origin };
  expect((await page.request.post(`${region.origin}/sign-out`, { headers })).status()).toBe(200);
  region.sessions.clear();
  // For the provider of the trial, a browser that was closed since.
  await page.context().clearCookies();
}

/** As an account does in another window of the same browser, which stays open. */
async function signInBeside(page: Page, account: string): Promise<Page> {
  const beside = await page.context().newPage();
  region.sessions.clear();
  // The provider of the trial would sign in whom it knows.
  await page.context().clearCookies({ name: /^(?!__Host-waylight)/ });
  await signIn(beside, region, account);
  return beside;
}

/** As one does whose window is closed before it tells anybody. */
async function signInUntold(page: Page, account: string): Promise<void> {
  const beside = await signInBeside(page, account);
  await beside.close();
}

/** As who comes back to this window from another one beside it: it was seen all the while. */
const comeBack = (page: Page): Promise<boolean> => page.evaluate(() => dispatchEvent(new Event('focus')));

/** In the window that a link of this one opens. */
async function follow(page: Page, link: Locator): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await link.click();
  return opened;
}

/** Nowhere on the page, nor on the device. */
async function expectHidden(page: Page): Promise<void> {
  const everywhere = await page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('input, textarea')].map((one) => Reflect.get(one, 'value')),
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
    ].join('\n'),
  );
  expect(everywhere).not.toContain(TYPED);
  expect(await page.locator('.bulletin-editor, .bulletin-block').count()).toBe(0);
}

describe.skipIf('unavailable' in found)('an unsaved text', PATIENT, () => {
  it('outlives the session: its author signs in beside it, finds it again, and saves it over the version with which it was begun', async () => {
    const page = await writeUnsaved();
    await endAtServer(page);
    const state = page.locator('main .state-not-permitted');
    await state.waitFor();
    expect(await textIn(page, 'main .state-not-permitted')).toContain('Your session has ended.');
    expect(await textIn(page, 'main .state-not-permitted')).toContain('Your unsaved text is kept here');
    await page.locator('.account', { hasText: 'Public access' }).waitFor();
    await expectHidden(page);
    await expectNoViolations(page);
    const beside = await follow(page, state.getByRole('link', { name: 'Sign in in a new window' }));
    await enterAccount(beside, 'MYLA', region.password);
    await beside.getByText('go back to the other one').waitFor();
    await expectNoViolations(beside);
    await beside.close();
    await page.getByText('your text is back').waitFor();
    expect(await textOf(page).inputValue()).toBe(TYPED);
    await expectNoViolations(page);
    await save(page);
    await saved(page, 2);
    expect(await page.getByText('your text is back').count()).toBe(0);
    await page.context().close();
  });

  it('is shown to no other account that signs in in the same browser, and is its author’s again', async () => {
    const page = await writeUnsaved({ colours: 'dark', width: 360 });
    await signInUntold(page, 'MYLA-2');
    await page.getByText('Another account has signed in in this browser.').waitFor();
    await expectHidden(page);
    await expectNoViolations(page);
    await openMenu(page);
    await expectNarrow(page, 'hidden');
    const { pathname } = new URL(page.url());
    const draft = await page.request.get(`${region.origin}/v1${pathname}`);
    // Nor was anything saved in the name of the other.
    expect(await draft.json()).toMatchObject({ version: 1 });
    await signInUntold(page, 'MYLA');
    await comeBack(page);
    await page.getByText('your text is back').waitFor();
    expect(await textOf(page).inputValue()).toBe(TYPED);
    await signInBeside(page, 'MYLA-2');
    await page.getByText('Another account has signed in in this browser.').waitFor();
    await signInBeside(page, 'MYLA');
    await page.getByText('your text is back').waitFor();
    await save(page);
    await saved(page, 2);
    await page.context().close();
  });

  it('comes back by itself to its author who had first signed in with another account, in windows beside it', async () => {
    const page = await writeUnsaved();
    await endAtServer(page);
    const state = page.locator('main .state-not-permitted');
    const wrong = await follow(page, state.getByRole('link', { name: 'Sign in in a new window' }));
    await enterAccount(wrong, 'MYLA-2', region.password);
    await page.getByText('Another account has signed in in this browser.').waitFor();
    await expectHidden(page);
    await expectNoViolations(page);
    await wrong.getByText('not the account that wrote the text in the other window').waitFor();
    await expectNoViolations(wrong);
    await wrong.close();
    // Who has closed that one has the same way from the text.
    const anew = await follow(page, state.getByRole('link', { name: 'Sign in in a new window' }));
    await anew.locator('main').getByRole('button', { name: 'Sign out' }).click();
    await anew.locator('button[name=logout]').click();
    // Whoever looks at this window sees that nobody is signed in any more.
    await page.getByText('Your unsaved text is kept here').waitFor();
    await page.locator('.account', { hasText: 'Public access' }).waitFor();
    await anew.locator('.account').getByRole('link', { name: 'Sign in' }).click();
    await enterAccount(anew, 'MYLA', region.password);
    await page.locator('.account', { hasText: 'MYLA' }).waitFor();
    await page.getByText('your text is back').waitFor();
    expect(await textOf(page).inputValue()).toBe(TYPED);
    await save(page);
    await saved(page, 2);
    await page.context().close();
  });

  it('is saved where its author has signed in anew meanwhile', async () => {
    const page = await writeUnsaved();
    await signInUntold(page, 'MYLA');
    await save(page);
    await saved(page, 2);
    expect(await textOf(page).inputValue()).toBe(TYPED);
    await page.context().close();
  });

  it('is left by no way in or out without a question', async () => {
    const page = await writeUnsaved();
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.evaluate(() => location.reload());
    await expect.poll(() => asked).toEqual(['confirm', 'beforeunload']);
    await endAtServer(page);
    await comeBack(page);
    await page.getByText('Your unsaved text is kept here').waitFor();
    // The way in that every page has leads to another window as well.
    const beside = await follow(page, page.locator('.account').getByRole('link', { name: 'Sign in' }));
    await beside.locator('[name=password]').waitFor();
    expect(asked).toHaveLength(2);
    await signInBeside(page, 'MYLA');
    await page.getByText('your text is back').waitFor();
    expect(await textOf(page).inputValue()).toBe(TYPED);
    await page.context().close();
  });

  it('alone stays: a draft in which nothing was changed goes with the session by itself, as all that was read', async () => {
    const { page, untilListening } = await openPage(region, { path: '/bulletins' });
    await beginBulletin(page, 'Only read');
    await untilListening();
    await endAtServer(page);
    // What remains is the list of bulletins for the public.
    await page.locator('.bulletin-editor').waitFor({ state: 'detached' });
    await page.context().close();
  });
});

describe.skipIf('unavailable' in found)('the choice of figures', PATIENT, () => {
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
    expect(waiting.some((id) => id.startsWith('country-month.'))).toBe(true);
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
    await save(page);
    await saved(page, 2);
    await page.context().close();
  });
});
