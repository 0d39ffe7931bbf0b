import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { ROUTES } from '@waylight/dashboard';
import { chromiumForTests } from '@waylight/testing';
import { type BrowserRegion, startBrowserRegion } from './browser-region.ts';
import { pictureBulletins } from './bulletin-pictures.ts';
import { inLanguage, type OpenOptions, openPage } from './open-page.ts';
import { OWN_CHOSEN } from './own-numbers-steps.ts';
import { STATE_PAGES, type StatePageName, someRelease, visitStates } from './states.ts';
import { TOOLS } from './tools.ts';

const VIEWS = {
  light: { colours: 'light', width: 1280, language: 'en' },
  dark: { colours: 'dark', width: 1280, language: 'sq' },
  narrow: { colours: 'light', width: 360, language: 'mk' },
  'narrow-dark': { colours: 'dark', width: 360, language: 'sr-Cyrl' },
  wide: { colours: 'light', width: 2560, language: 'bs' },
} as const satisfies Readonly<Record<string, OpenOptions & { readonly language: string }>>;

type ViewName = keyof typeof VIEWS;
const VIEW_NAMES = Object.keys(VIEWS) as readonly ViewName[];

type Pictured = {
  readonly path: string;
  readonly account?: string;
  readonly views?: readonly ViewName[];
};

const [asked, ...beginnings] = process.argv.slice(2);
const folder = resolve(asked ?? '.waylight/screenshots');
/** All, or those whose names begin so. */
const isWanted = (picture: string): boolean =>
  beginnings.length === 0 || beginnings.some((one) => picture.startsWith(one));
const found = chromiumForTests();
if ('unavailable' in found) {
  process.stderr.write(`Screenshots want ${found.unavailable}.\n`);
  process.exitCode = 1;
} else {
  await mkdir(folder, { recursive: true });
  const region = await startBrowserRegion(found.program);
  try {
    for (const [name, { path }] of Object.entries(ROUTES)) await pictureViews(region, name, { path });
    await pictureViews(region, 'release', { path: await releasePath(region) });
    await pictureViews(region, 'own-chosen', OWN_CHOSEN);
    for (const [tool, open] of Object.entries(TOOLS))
      for (const view of ['light', 'dark', 'narrow'] as const) {
        if (!isWanted(`tool-${tool}-${view}`)) continue;
        const { language, ...options } = VIEWS[view];
        const page = await open(region, { ...options, path: `/?lang=${language}` });
        await page.screenshot({ path: join(folder, `tool-${tool}-${view}.png`) });
        await page.context().close();
      }
    if (beginnings.length === 0 || beginnings.some((one) => one.startsWith('bulletin')))
      await pictureBulletins(region, (name, options) =>
        pictureViews(region, name, { ...options, views: ['light', 'dark', 'narrow'] }),
      );
    for (const name of Object.keys(STATE_PAGES) as StatePageName[])
      if (STATE_PAGES[name].states.some((state) => isWanted(`state-${state}-${name}`)))
        await visitStates(region, name, (page, state) =>
          page.screenshot({ path: join(folder, `state-${state}-${name}.png`) }),
        );
    process.stdout.write(`Screenshots are in ${folder}.\n`);
  } finally {
    await region.stop();
  }
}

/** One page in each of the views. */
async function pictureViews(
  region: BrowserRegion,
  name: string,
  { path, account, views = VIEW_NAMES }: Pictured,
): Promise<void> {
  for (const view of views.filter((one) => isWanted(`${name}-${one}`))) {
    const { language, ...options } = VIEWS[view];
    const address = inLanguage(path, language);
    const { page } = await openPage(region, { ...options, ...(account && { account }), path: address });
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: join(folder, `${name}-${view}.png`), fullPage: true });
    await page.context().close();
  }
}

async function releasePath(region: BrowserRegion): Promise<string> {
  const { page } = await openPage(region);
  const path = await someRelease(page, region);
  await page.context().close();
  return path;
}
