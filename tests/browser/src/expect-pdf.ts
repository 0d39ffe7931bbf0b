import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { printBulletin } from './print-bulletin.ts';

/** Expects a tagged PDF, in which screen readers find headings and tables, with language and title, in A4. */
export function expectTaggedPdf(
  bytes: Buffer,
  { language, title }: { readonly language: string; readonly title: string },
): void {
  const pdf = bytes.toString('latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect(pdf).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
  expect(pdf).toContain('/StructTreeRoot');
  expect(pdf).toMatch(new RegExp(`/Lang\\s*\\(${language}\\)`));
  expect(pdf).toMatch(new RegExp(`/Title\\s*\\(${title}\\)`));
  for (const kind of ['H1', 'H2', 'Table', 'TH']) expect(pdf).toMatch(new RegExp(`/S\\s*/${kind}\\b`));
  // In points.
  expect(pdf).toMatch(/\/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/);
}

/** How many pages a PDF has. */
export const pagesOf = (bytes: Buffer): number =>
  (bytes.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;

/** A heading of a PDF: its page, from 1, and its distance from the bottom of that page, in points. */
type HeadingPlace = { readonly page: number; readonly fromBottom: number };

/** Where the outline of a PDF leads: to its headings in the order of the text. */
function headingsOf(bytes: Buffer): HeadingPlace[] {
  const pdf = bytes.toString('latin1');
  const pages = [...pdf.matchAll(/(\d+) 0 obj\s*<<\/Type\s*\/Page\b/g)].map(([, id]) => id);
  const places = [...pdf.matchAll(/\/Dest\s*\[(\d+) 0 R\s*\/XYZ\s+\S+\s+([\d.]+)/g)].map(([, page, y]) => ({
    page: pages.indexOf(page) + 1,
    fromBottom: Number(y),
  }));
  // The last one leads to the title.
  return places.slice(0, -1);
}

/** A4 less the margins of a bulletin, in pixels. */
const SHEET = { width: 673, height: 994 } as const;
/** In points: a heading above this line is at the top of its page. */
const TOP_OF_PAGE = 780;

/** Expects headline, map, curve and tables of an opened bulletin on two pages, and then at most half a page of notes. */
export async function expectTwoPagesAndNotes(page: Page): Promise<void> {
  const article = page.locator('article');
  for (const part of ['h1', '[data-map]', 'svg[role=img]:not([data-map])'])
    expect(await article.locator(part).count()).toBe(1);
  const bytes = await printBulletin(page, page.url());
  expect(pagesOf(bytes)).toBeLessThanOrEqual(3);
  const areNotes = await article
    .locator('h2')
    .evaluateAll((all) => all.map((one) => one.closest('[data-part=small-print]') !== null));
  const places = headingsOf(bytes);
  expect(places).toHaveLength(areNotes.length);
  const firstNote = areNotes.indexOf(true);
  expect(firstNote).toBeGreaterThan(0);
  for (const { page: on } of places.slice(0, firstNote)) expect([1, 2]).toContain(on);
  // Notes begin on the second page, or at the top of the third.
  const notes = places[firstNote];
  expect(notes?.page === 2 || (notes?.fromBottom ?? 0) > TOP_OF_PAGE).toBe(true);
  const screen = page.viewportSize() ?? SHEET;
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(SHEET);
  const [from, whole] = await Promise.all([
    article.locator('[data-part=small-print]').boundingBox(),
    article.boundingBox(),
  ]);
  const height = (whole?.y ?? 0) + (whole?.height ?? 0) - (from?.y ?? 0);
  expect(height).toBeGreaterThan(0);
  expect(height).toBeLessThanOrEqual(SHEET.height / 2);
  await page.emulateMedia({ media: null });
  await page.setViewportSize(screen);
}
