import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { PAGE_PATHS } from '@waylight/dashboard';
import { chromiumForTests } from '@waylight/testing';
import { startBrowserRegion } from './browser-region.ts';
import { writeDraft } from './bulletin-steps.ts';
import { type OpenOptions, openPage } from './open-page.ts';
import { STATES } from './states.ts';
import { TOOLS } from './tools.ts';

const VIEWS = {
  light: { colours: 'light', width: 1280, language: 'en' },
  dark: { colours: 'dark', width: 1280, language: 'sq' },
  narrow: { colours: 'light', width: 360, language: 'mk' },
  'narrow-dark': { colours: 'dark', width: 360, language: 'sr-Cyrl' },
  wide: { colours: 'light', width: 2560, language: 'bs' },
} as const satisfies Readonly<Record<string, OpenOptions & { readonly language: string }>>;

const folder = resolve(process.argv[2] ?? '.waylight/screenshots');
const found = chromiumForTests();
if ('unavailable' in found) {
  process.stderr.write(`Screenshots want ${found.unavailable}.\n`);
  process.exitCode = 1;
} else {
  await mkdir(folder, { recursive: true });
  const region = await startBrowserRegion(found.program);
  try {
    for (const [name, path] of Object.entries(PAGE_PATHS))
      for (const [view, { language, ...options }] of Object.entries(VIEWS)) {
        const { page } = await openPage(region, { ...options, path: `${path}?lang=${language}` });
        await page.screenshot({ path: join(folder, `${name}-${view}.png`), fullPage: true });
        await page.context().close();
      }
    for (const [tool, open] of Object.entries(TOOLS))
      for (const view of ['light', 'dark', 'narrow'] as const) {
        const { language, ...options } = VIEWS[view];
        const page = await open(region, { ...options, path: `/?lang=${language}` });
        await page.screenshot({ path: join(folder, `tool-${tool}-${view}.png`) });
        await page.context().close();
      }
    const { id, page: editor } = await writeDraft(region, 'The borders');
    await editor.context().close();
    const OF_BULLETIN = { bulletin: `/bulletins/${id}?`, 'bulletin-edit': `/bulletins/${id}?view=edit&` };
    for (const [name, path] of Object.entries(OF_BULLETIN))
      for (const [view, { language, ...options }] of Object.entries(VIEWS)) {
        const { page } = await openPage(region, { ...options, path: `${path}lang=${language}` });
        await page.screenshot({ path: join(folder, `${name}-${view}.png`), fullPage: true });
        await page.context().close();
      }
    for (const [state, open] of Object.entries(STATES)) {
      const page = await open(region);
      await page.screenshot({ path: join(folder, `state-${state}.png`) });
      await page.context().close();
    }
    process.stdout.write(`Screenshots are in ${folder}.\n`);
  } finally {
    await region.stop();
  }
}
