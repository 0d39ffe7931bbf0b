import { expect } from 'vitest';

/** That a PDF is tagged, so that who listens hears its headings and tables, says its language and title, and is A4. */
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
