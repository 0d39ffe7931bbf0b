import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { untilDrawn } from './open-page.ts';

export const COLOURS = ['light', 'dark'] as const;
export const WIDTHS = [390, 1440, 2560] as const;

/** Height of a screen of this width. */
const heightOf = (width: number): number => (width < 2000 ? 900 : 1440);
export const SMALL = { folder: 'small', width: 240, height: 320 } as const;

/** Writes a page in each colour scheme and width as PNG, with a thumbnail of its upper part. */
export async function picture(
  page: Page,
  folder: string,
  name: string,
  widths: readonly number[] = WIDTHS,
): Promise<void> {
  await mkdir(join(folder, SMALL.folder), { recursive: true });
  const devtools = await page.context().newCDPSession(page);
  for (const width of widths) {
    await page.setViewportSize({ width, height: heightOf(width) });
    for (const colorScheme of COLOURS) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() => scrollTo(0, 0));
      await untilDrawn(page);
      const file = `${name}-${colorScheme}-${width}`;
      await page.screenshot({ path: join(folder, `${file}.png`), fullPage: true });
      const scale = SMALL.width / width;
      const { data } = await devtools.send('Page.captureScreenshot', {
        format: 'webp',
        quality: 60,
        captureBeyondViewport: true,
        clip: { x: 0, y: 0, width, height: SMALL.height / scale, scale },
      });
      await writeFile(join(folder, SMALL.folder, `${file}.webp`), Buffer.from(data, 'base64'));
    }
  }
  await devtools.detach();
}
