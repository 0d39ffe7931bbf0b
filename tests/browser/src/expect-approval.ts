import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** That who approves finds the box and the button below the text, apart from each other, on a wide screen and a narrow one. */
export async function expectApprovalBelow(page: Page, approve: Locator): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    const [article, box, button] = await Promise.all(
      [page.locator('article.bulletin'), page.locator('label.check'), approve].map((one) =>
        one.boundingBox(),
      ),
    );
    const bottomOf = (of: typeof box | undefined) => (of?.y ?? 0) + (of?.height ?? 0);
    expect([width, (box?.y ?? 0) >= bottomOf(article)]).toEqual([width, true]);
    expect([width, (button?.y ?? 0) - bottomOf(box) >= 8]).toEqual([width, true]);
    const tick = await page.getByRole('checkbox').boundingBox();
    expect([width, tick?.width, tick?.height]).toEqual([width, 24, 24]);
  }
}
