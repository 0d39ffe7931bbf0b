import type { Locator } from 'playwright-core';
import { untilSettled } from './open-page.ts';

/** Clicks elements in order, waits for the page after each, and returns the number of clicks. */
export async function clickThrough(...steps: readonly Locator[]): Promise<number> {
  for (const step of steps) {
    await step.click();
    await untilSettled(step.page());
  }
  return steps.length;
}
