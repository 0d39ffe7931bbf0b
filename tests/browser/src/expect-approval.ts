import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { freeze, nextStep, textIn } from './bulletin-steps.ts';

/** Bottom edge of a box, in pixels. */
const bottomOf = (of: Awaited<ReturnType<Locator['boundingBox']>> | undefined) =>
  (of?.y ?? 0) + (of?.height ?? 0);

/** Expects the checkbox and the button for approval below the text, with a gap between them, on wide and narrow screens. */
export async function expectApprovalBelow(page: Page, approve: Locator): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    const [article, box, button] = await Promise.all(
      [page.locator('article'), page.locator('label.check'), approve].map((one) => one.boundingBox()),
    );
    expect([width, (box?.y ?? 0) >= bottomOf(article)]).toEqual([width, true]);
    expect([width, (button?.y ?? 0) - bottomOf(box) >= 8]).toEqual([width, true]);
    const tick = await page.getByRole('checkbox').boundingBox();
    expect([width, tick?.width, tick?.height]).toEqual([width, 24, 24]);
  }
}

/** Expects that the lists to check are next to the article, and are not cut or scrolled on their own. */
export async function expectListsComplete(page: Page): Promise<void> {
  for (const width of [1440, 2560]) {
    await page.setViewportSize({ width, height: 500 });
    const column = page.locator('div:has(> section[aria-label="Status"])');
    const [article, lists] = await Promise.all([page.locator('article').boundingBox(), column.boundingBox()]);
    expect((lists?.x ?? 0) + (lists?.width ?? 0)).toBeLessThan(article?.x ?? 0);
    const hidden = await column.evaluate((one) => one.scrollHeight - one.clientHeight);
    expect([width, hidden]).toEqual([width, 0]);
  }
}

/** Expects that the result of a step is displayed below the text and has the focus. */
export async function expectStepDone(page: Page, result: string): Promise<void> {
  const step = nextStep(page);
  await step.getByText(result).waitFor();
  await page.waitForFunction(() => document.activeElement?.matches('section') === true);
  expect(await step.evaluate((one) => one === document.activeElement)).toBe(true);
  const [article, box] = await Promise.all([page.locator('article').boundingBox(), step.boundingBox()]);
  expect(box?.y).toBeGreaterThanOrEqual(bottomOf(article));
  expect(box?.y).toBeLessThan((await page.evaluate(() => innerHeight)) - 1);
}

/** Expects that a link at the top of the page moves the focus to the next step below the text. */
export async function expectWayBelow(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Go to the next step' }).click();
  const step = nextStep(page);
  await page.waitForFunction(() => document.activeElement?.matches('section') === true);
  expect(await step.evaluate((one) => one === document.activeElement)).toBe(true);
}

/** Expects that freezing explains its consequences, can be cancelled, and moves the focus to the frozen bulletin. */
export async function expectFreezing(page: Page): Promise<void> {
  const button = nextStep(page).getByRole('button', { name: 'Freeze', exact: true });
  const note = await button.getAttribute('aria-describedby');
  expect(await textIn(page, `[id="${note}"]`)).toContain('cannot be undone');
  await button.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Its audience can then read it.').waitFor();
  expect((await dialog.allInnerTexts()).join()).toContain('Audience: the member organisations');
  const cancel = dialog.getByRole('button', { name: 'Cancel' });
  // A gap prevents a wrong click, because freezing is final.
  const [left, right] = await Promise.all([
    cancel.boundingBox(),
    dialog.getByRole('button', { name: 'Freeze', exact: true }).boundingBox(),
  ]);
  expect((right?.x ?? 0) - (left?.x ?? 0) - (left?.width ?? 0)).toBeGreaterThanOrEqual(8);
  await cancel.click();
  await dialog.waitFor({ state: 'detached' });
  expect(await textIn(page, 'main [role=status]')).toContain('approved');
  expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
  await freeze(page);
  // No step is left below the text.
  await page.waitForFunction(() => document.activeElement?.matches('main .stack > section') === true);
}
