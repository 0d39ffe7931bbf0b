import type { Locator } from 'playwright-core';
import { untilSettled } from './open-page.ts';

/** Clicks elements in order, and waits for the page after each. The arguments are the clicks that a test promises. */
export async function clickThrough(...steps: readonly Locator[]): Promise<void> {
  for (const step of steps) {
    await step.click();
    await untilSettled(step.page());
  }
}
