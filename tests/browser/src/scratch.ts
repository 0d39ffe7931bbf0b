import { chromiumForTests } from '@waylight/testing';
import { startBrowserRegion } from './browser-region.ts';
import { openPage, untilSettled } from './open-page.ts';
import { releaseToldMonths, TOLD_MONTHS } from './told-months.ts';
const found = chromiumForTests();
if ('unavailable' in found) throw new Error('no');
const region = await startBrowserRegion(found.program);
try {
  console.log(await releaseToldMonths(region, TOLD_MONTHS));
  await new Promise((r) => setTimeout(r, 1500));
  const views = [
    ['light', 1280, 'en', 'light'], ['dark', 1280, 'sq', 'dark'], ['narrow', 360, 'mk', 'light'], ['wide', 2560, 'bs', 'dark'], ['cyr', 360, 'sr-Cyrl', 'dark'],
  ] as const;
  for (const [name, width, lang, colours] of views) {
    for (const [page0, path] of [['overview', '/'], ['quality', '/quality'], ['effort', '/trends?by=country&period=month&effort=visits'], ['noeffort', '/trends?effort=days']] as const) {
      const { page, complaints } = await openPage(region, { path: `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`, width, colours });
      if (page0 === 'overview') { await page.locator('.when-seen').scrollIntoViewIfNeeded(); await page.locator('.completeness').waitFor({ timeout: 20000 }); }
      await untilSettled(page);
      if (name === 'light') for (const s of await page.locator('section.panel:has(.completeness) details.behind > summary').all()) await s.click();
      await page.screenshot({ path: `/tmp/pictures-complete/${page0}-${name}.png`, fullPage: true });
      if (page0 === 'overview') { await page.locator('section.panel:has(.completeness)').screenshot({ path: `/tmp/pictures-complete/panel-${name}.png` }); await page.locator('section.panel:has(.findings)').first().screenshot({ path: `/tmp/pictures-complete/findings-${name}.png` }); }
      if (complaints.length) console.log(page0, name, complaints);
      await page.context().close();
    }
  }
} finally { await region.stop(); }
