/** Steps, pictures and pages of docs/analyst-guide.md. */
import { readdirSync, readFileSync } from 'node:fs';
import { marked } from 'marked';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { BrowserRegion } from './browser-region.ts';
import { updatesGuide } from './config.ts';
import { type OpenOptions, openPage, untilDrawn, untilSettled } from './open-page.ts';

const DOCS = new URL('../../../docs/', import.meta.url);
export const GUIDE = readFileSync(new URL('analyst-guide.md', DOCS), 'utf8');

/** Pictures that the guide shows, and those in its folder: their names, sorted. */
export const namedPictures = (): string[] =>
  [...GUIDE.matchAll(/\]\(guide\/([\w-]+)\.png\)/g)].flatMap(([, name]) => name ?? []).sort();
export const storedPictures = (): string[] =>
  readdirSync(new URL('guide/', DOCS))
    .map((file) => file.replace(/\.png$/, ''))
    .sort();

const MAX_PICTURE_BYTES = 160_000;
/** Pixels around the pictured elements. */
const MARGIN = 6;
/** Width and height of a PNG are its first fields, behind the signature and the head of the chunk. */
const PNG_WIDTH_AT = 16;

/** Takes the steps below a heading of the guide. Each element has to be named there in bold. Typing is no click. */
export async function follow(region: BrowserRegion, heading: string, options: OpenOptions = {}) {
  const { page } = await openPage(region, options);
  const way = GUIDE.split(/\n##+ /).find((part) => part.startsWith(heading));
  if (way === undefined) throw new Error(`the guide has no way "${heading}"`);
  const words = inOneLine(way);
  let clicks = 0;
  const named = (name: string): string => {
    expect(words).toContain(`**${name}**`);
    return name;
  };
  const click = async (element: Locator): Promise<void> => {
    await element.click();
    clicks++;
    await untilSettled(page);
  };
  return {
    page,
    click,
    named,
    clicks: () => clicks,
    goTo: async (name: string) => {
      const menu = page.locator('header button[aria-expanded]');
      if (await menu.isVisible()) await click(menu);
      await click(page.getByRole('navigation').getByRole('link', { name: named(name), exact: true }));
    },
    press: (name: string) => click(page.getByRole('button', { name: named(name), exact: true })),
    open: (name: string) => click(page.getByRole('link', { name: named(name), exact: true })),
  };
}

/** Markdown breaks lines within names. */
const inOneLine = (text: string): string => text.replace(/\s+/g, ' ');

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/**
 * Compares a picture of the guide with the page: the elements from the first to the last one are as wide as the picture,
 * and show everything in bold in its caption. Pixels vary, so only a run with WAYLIGHT_UPDATE_GUIDE=1 writes the picture.
 */
export async function expectPicture(page: Page, name: string, ...elements: Locator[]): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  await untilDrawn(page);
  const clip = around(await Promise.all(elements.map(boxOf)), page.viewportSize()?.width ?? 0);
  for (const label of labelsOf(name)) expect(await isShownIn(page, clip, label), label).toBe(true);
  const file = new URL(`guide/${name}.png`, DOCS);
  if (updatesGuide()) await page.screenshot({ path: file.pathname, clip, fullPage: true });
  const bytes = readFileSync(file);
  expect(bytes.length, name).toBeLessThan(MAX_PICTURE_BYTES);
  expect(bytes.readUInt32BE(PNG_WIDTH_AT), name).toBe(clip.width);
}

/** Names in bold in the paragraph below a picture. */
function labelsOf(name: string): readonly string[] {
  const [, below = ''] = GUIDE.split(`](guide/${name}.png)`);
  const [, caption = ''] = below.split('\n\n');
  const labels = [...inOneLine(caption).matchAll(/\*\*([^*]+)\*\*/g)].flatMap(([, label]) => label ?? []);
  expect(labels, `the caption of ${name} names nothing in bold`).not.toEqual([]);
  return labels;
}

async function boxOf(element: Locator): Promise<Box> {
  const box = await element.boundingBox();
  if (box === null) throw new Error(`${element} is not on the page`);
  return box;
}

function around(boxes: readonly Box[], screenWidth: number): Box {
  const x = Math.max(0, Math.floor(Math.min(...boxes.map((box) => box.x)) - MARGIN));
  const y = Math.max(0, Math.floor(Math.min(...boxes.map((box) => box.y)) - MARGIN));
  const right = Math.min(screenWidth, Math.ceil(Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN));
  const bottom = Math.ceil(Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN);
  return { x, y, width: right - x, height: bottom - y };
}

async function isShownIn(page: Page, clip: Box, label: string): Promise<boolean> {
  for (const element of await page.getByText(label).filter({ visible: true }).all()) {
    const box = await element.boundingBox();
    // Texts for screen readers have no size.
    if (box === null || Math.min(box.width, box.height) < 2) continue;
    const isInside =
      box.x >= clip.x &&
      box.y >= clip.y &&
      box.x + box.width <= clip.x + clip.width &&
      box.y + box.height <= clip.y + clip.height;
    if (isInside) return true;
  }
  return false;
}

/** As a page of a repository looks. */
const PRINT_STYLE = `
@page { size: A4; margin: 15mm }
body { font: 10pt/1.35 Arial, sans-serif; margin: 0 }
h1, h2, h3 { line-height: 1.2; margin: .9em 0 .3em; break-after: avoid }
p, ul, ol, table { margin: .4em 0 }
table { border-collapse: collapse }
th, td { border: 1px solid #bbb; padding: .1em .5em; text-align: start }
img { max-width: 100%; max-height: 75mm }
p:has(img) { break-after: avoid }`;

/** The guide as A4 pages. */
export async function printGuide(page: Page): Promise<Buffer> {
  const html = await marked.parse(GUIDE);
  const withPictures = html.replace(
    /src="(guide\/[\w-]+\.png)"/g,
    (_, path: string) => `src="data:image/png;base64,${readFileSync(new URL(path, DOCS), 'base64')}"`,
  );
  await page.setContent(`<!doctype html><style>${PRINT_STYLE}</style>${withPictures}`);
  await page.waitForFunction(() => [...document.images].every((image) => image.naturalWidth > 0));
  return page.pdf({ preferCSSPageSize: true });
}
