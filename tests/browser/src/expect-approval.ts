import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { freeze, nextStep, textIn } from './bulletin-steps.ts';

/** Where something ends, down the page. */
const bottomOf = (of: Awaited<ReturnType<Locator['boundingBox']>> | undefined) =>
  (of?.y ?? 0) + (of?.height ?? 0);

/** That who approves finds the box and the button below the text, apart from each other, on a wide screen and a narrow one. */
export async function expectApprovalBelow(page: Page, approve: Locator): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    const [article, box, button] = await Promise.all(
      [page.locator('article.bulletin'), page.locator('label.check'), approve].map((one) =>
        one.boundingBox(),
      ),
    );
    expect([width, (box?.y ?? 0) >= bottomOf(article)]).toEqual([width, true]);
    expect([width, (button?.y ?? 0) - bottomOf(box) >= 8]).toEqual([width, true]);
    const tick = await page.getByRole('checkbox').boundingBox();
    expect([width, tick?.width, tick?.height]).toEqual([width, 24, 24]);
  }
}

/** That whoever has done a step sees below the text, with the focus, what came of it. */
export async function expectStepDone(page: Page, says: string): Promise<void> {
  const step = nextStep(page);
  await step.getByText(says).waitFor();
  await page.waitForFunction(() => document.activeElement?.matches('section') === true);
  expect(await step.evaluate((one) => one === document.activeElement)).toBe(true);
  const [article, box] = await Promise.all([
    page.locator('article.bulletin').boundingBox(),
    step.boundingBox(),
  ]);
  expect(box?.y).toBeGreaterThanOrEqual(bottomOf(article));
  expect(box?.y).toBeLessThan((await page.evaluate(() => innerHeight)) - 1);
}

/** That the top says that the next step is below, and leads there. */
export async function expectWayBelow(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Go to the next step' }).click();
  const step = nextStep(page);
  await page.waitForFunction(() => document.activeElement?.matches('section') === true);
  expect(await step.evaluate((one) => one === document.activeElement)).toBe(true);
}

/** That freezing says what comes of it before it does, can be left, and leads to the head of what is frozen. */
export async function expectFreezing(page: Page): Promise<void> {
  const button = nextStep(page).getByRole('button', { name: 'Freeze', exact: true });
  const note = await button.getAttribute('aria-describedby');
  expect(await textIn(page, `[id="${note}"]`)).toContain('cannot be undone');
  await button.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Its audience can then read it.').waitFor();
  expect((await dialog.allInnerTexts()).join()).toContain('Audience: the member organisations');
  const leave = dialog.getByRole('button', { name: 'Cancel' });
  // For good or not: nobody is to press the one for the other.
  const [left, right] = await Promise.all([
    leave.boundingBox(),
    dialog.getByRole('button', { name: 'Freeze', exact: true }).boundingBox(),
  ]);
  expect((right?.x ?? 0) - (left?.x ?? 0) - (left?.width ?? 0)).toBeGreaterThanOrEqual(8);
  await leave.click();
  await dialog.waitFor({ state: 'detached' });
  expect(await textIn(page, '.bulletin-page [role=status]')).toContain('approved');
  expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
  await freeze(page);
  // Nothing is left to do below the text.
  await page.waitForFunction(
    () => document.activeElement?.matches('.bulletin-page > .no-print section') === true,
  );
}
