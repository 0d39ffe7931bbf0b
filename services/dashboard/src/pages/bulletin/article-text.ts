import type { Part } from '../../api/bulletin-schemas.ts';

export type Paragraph = { readonly isHeading: boolean; readonly parts: readonly Part[] };

/** Prefix of a heading. */
const HEADING = /^#+\s+/;

/** Parses typed text: empty lines separate paragraphs, and a line with the prefix "# " is a heading. */
export function paragraphsOf(parts: readonly Part[]): readonly Paragraph[] {
  const lines: Part[][] = [[]];
  for (const part of parts) {
    if (!('text' in part)) {
      lines.at(-1)?.push(part);
      continue;
    }
    part.text.split('\n').forEach((text, n) => {
      if (n > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ text });
    });
  }
  const paragraphs: { isHeading: boolean; parts: Part[] }[] = [];
  let open: Part[] | undefined;
  for (const line of lines) {
    const [first, ...rest] = line;
    if (first === undefined || line.every((part) => 'text' in part && part.text.trim() === '')) {
      open = undefined;
    } else if ('text' in first && HEADING.test(first.text)) {
      paragraphs.push({ isHeading: true, parts: [{ text: first.text.replace(HEADING, '') }, ...rest] });
      open = undefined;
    } else if (open === undefined) {
      open = [...line];
      paragraphs.push({ isHeading: false, parts: open });
    } else open.push({ text: '\n' }, ...line);
  }
  return paragraphs;
}

/** Spaces at which words can be separated. Numbers such as "about 10" contain non-breaking spaces, and are not separated. */
const GAP = /[^\S\u00A0]/;

/** A finding in a text, with some words before and after it on the same line. */
export function surroundings(
  text: string,
  { at, length }: { readonly at: number; readonly length: number },
  most = 60,
): readonly [before: string, found: string, after: string] {
  const end = text.indexOf('\n', at + length);
  const before = text.slice(text.slice(0, at).lastIndexOf('\n') + 1, at).replace(HEADING, '');
  const after = text.slice(at + length, end === -1 ? text.length : end);
  return [
    before.length > most ? `…${lastWords(before, most)}` : before,
    text.slice(at, at + length),
    after.length > most ? `${firstWords(after, most)}…` : after,
  ];
}

/** Keeps whole words, unless the first word is too long. */
function firstWords(text: string, most: number): string {
  const first = text.slice(0, most + 1);
  for (let n = most; n >= 0; n -= 1) if (GAP.test(first.charAt(n))) return first.slice(0, n);
  return text.slice(0, most);
}

function lastWords(text: string, most: number): string {
  const last = text.slice(-most - 1);
  const gap = last.search(GAP);
  return gap === -1 ? text.slice(-most) : last.slice(gap + 1);
}
