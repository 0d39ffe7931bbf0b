import { chromiumForTests } from '@waylight/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNarrow, expectNoViolations } from './expect-accessible.ts';
import { enterAccount } from './open-page.ts';

const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterAll(() => region?.stop());

describe.skipIf('unavailable' in found)('the sign-in of the trial', () => {
  it('has the language of the browser, names accounts in words, and has no axe violations', async () => {
    const context = await region.browser.newContext({
      locale: 'sr-RS',
      viewport: { width: 390, height: 900 },
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`${region.origin}/sign-in`);
    expect(await page.locator('h1').textContent()).toBe('Пријава у пробу');
    await page.getByRole('link', { name: 'English' }).click();
    const myla = page.getByRole('group', { name: 'MYLA, Macedonian Young Lawyers Association' });
    expect(await myla.getByRole('radio').count()).toBe(2);
    // Shows that the style sheet is loaded, because an unstyled form is narrow as well.
    expect(await page.locator('form').evaluate((form) => getComputedStyle(form).borderRadius)).toBe('8px');
    await page.locator('summary').click();
    await expectNarrow(page, '/sign-in');
    await expectNoViolations(page, 'light', 'dark');

    await enterAccount(page, 'MYLA-2', 'wrong');
    await page.getByRole('alert').waitFor();
    expect(await myla.getByRole('radio', { name: 'Second analyst' }).isChecked()).toBe(true);
    await expectNoViolations(page, 'light', 'dark');
    // Only the wrong password.
    expect(complaints).toEqual([expect.stringContaining('401')]);
    await enterAccount(page, 'MYLA-2', region.password);
    await page.waitForURL(`${region.origin}/`);
    await context.close();
  });
});
