import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ROUTES } from '@waylight/dashboard';
import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { type BrowserRegion, startBrowserRegion } from './browser-region.ts';
import { pictureBulletins } from './bulletin-pictures.ts';
import { writeContactSheet } from './contact-sheet.ts';
import { ACCOUNTS, inLanguage, openPage } from './open-page.ts';
import { OWN_WITH_NODE } from './own-numbers-steps.ts';
import { COLOURS, picture, WIDTHS } from './picture.ts';
import { STATE_PAGES, type StatePageName, someRelease, visitStates } from './states.ts';
import { MENU_WIDTH, TOOLS } from './tools.ts';

const USAGE = `npm run screenshots -- [FOLDER] [NAME…] [--lang CODE]

Writes full-page pictures of the dashboard, and index.html with a thumbnail of each.
  FOLDER  default: .waylight/screenshots
  NAME    prefix of picture names, such as trends, overview.analyst or state.offline; default: all
  --lang  language of the pages: en (default), sq, sr-Latn, sr-Cyrl, mk, bs or cnr

Pictures are named by kind:
  PAGE.ROLE           each page for ${Object.keys(ACCOUNTS).join(', ')}
  state.STATE.PAGE    empty, loading, error, not-permitted, offline and stale, for an analyst
  tool.NAME           menus, exports and dialogs
  silent.PAGE         a country without an activity report, unless the pages by role show it already
  bulletin.STEP       a bulletin from its first draft until it is frozen
Each has pictures in ${COLOURS.join(' and ')} at ${WIDTHS.join(', ')} pixels, the menu only at ${MENU_WIDTH}.

All 920 or so pictures take 20 to 30 minutes on two cores. One page for all roles takes 2 to 3 minutes, mostly for
the start of a region.
`;

/** Pages with a silent country. */
const SILENT = {
  border: '/border/ME-RS',
  trends: '/trends?by=country&period=month&keep.country=ME',
  map: '/?map=borders',
} as const;
/** Pages outside the navigation. */
const OUTSIDE = { 'sign-in': '/sign-in?returnTo=/', 'not-found': '/nothing-here' } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lang: { type: 'string', default: 'en' }, help: { type: 'boolean', default: false } },
});
const [folderArgument, ...prefixes] = positionals;
const folder = resolve(folderArgument ?? '.waylight/screenshots');
const failures: string[] = [];

/** True without prefixes, for a name with one of them, and for a group that may contain such a name. */
const isWanted = (name: string): boolean =>
  prefixes.length === 0 || prefixes.some((one) => name.startsWith(one) || one.startsWith(`${name}.`));

const found = chromiumForTests();
if (values.help) process.stdout.write(USAGE);
else if ('unavailable' in found) {
  process.stderr.write(`Screenshots need ${found.unavailable}.\n`);
  process.exitCode = 1;
} else {
  await mkdir(folder, { recursive: true });
  const region = await startBrowserRegion(found.program);
  try {
    await pictureAll(region);
  } finally {
    await region.stop();
    const count = await writeContactSheet(folder);
    process.stdout.write(`${count} pictures are in ${join(folder, 'index.html')}.\n`);
  }
  for (const failure of failures) process.stderr.write(`Failed: ${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
}

async function pictureAll(region: BrowserRegion): Promise<void> {
  for (const [role, account] of Object.entries(ACCOUNTS))
    for (const [name, { path }] of Object.entries(ROUTES))
      await pictureAt(region, `${name}.${role}`, path, account);
  for (const [name, path] of Object.entries(OUTSIDE))
    await pictureAt(region, `${name}.public`, path, 'public');
  for (const [name, path] of Object.entries(SILENT)) await pictureAt(region, `silent.${name}`, path);
  if (isWanted('release.analyst')) await pictureAt(region, 'release.analyst', await releasePath(region));
  await pictureAt(region, 'own-chosen.analyst', OWN_WITH_NODE.path, OWN_WITH_NODE.account);
  for (const [tool, open] of Object.entries(TOOLS).filter(([tool]) => isWanted(`tool.${tool}`)))
    await attempt(`tool.${tool}`, async () => {
      const page = await open(region, { path: inLanguage('/', values.lang) });
      await pictureAndClose(page, `tool.${tool}`, tool === 'menu' ? [MENU_WIDTH] : WIDTHS);
    });
  if (isWanted('bulletin'))
    await attempt('bulletin', () =>
      pictureBulletins(region, (step, { path, account }) =>
        pictureAt(region, `bulletin.${step}`, path, account),
      ),
    );
  for (const name of Object.keys(STATE_PAGES) as StatePageName[]) {
    const title = (state: string) => `state.${state}.${name}`;
    if (!STATE_PAGES[name].states.some((state) => isWanted(title(state)))) continue;
    await attempt(`states of ${name}`, () =>
      visitStates(
        region,
        name,
        (page, state) => picture(page, folder, title(state)),
        (state) => isWanted(title(state)),
      ),
    );
  }
}

/** Takes pictures of one page of an account. */
async function pictureAt(region: BrowserRegion, name: string, path: string, account = 'MYLA'): Promise<void> {
  if (!isWanted(name)) return;
  await attempt(name, async () => {
    const { page } = await openPage(region, { account, path: inLanguage(path, values.lang) });
    await pictureAndClose(page, name);
  });
}

async function pictureAndClose(page: Page, name: string, widths?: readonly number[]): Promise<void> {
  await picture(page, folder, name, widths);
  await page.context().close();
}

/** Records a failure, so that the other pictures are still taken. */
async function attempt(name: string, take: () => Promise<void>): Promise<void> {
  try {
    await take();
  } catch (error) {
    failures.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  }
}

async function releasePath(region: BrowserRegion): Promise<string> {
  const { page } = await openPage(region);
  const path = await someRelease(page, region);
  await page.context().close();
  return path;
}
