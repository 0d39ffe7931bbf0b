import type { Part } from '../../data/bulletin-schemas.ts';

export type Paragraph = { readonly isHeading: boolean; readonly parts: readonly Part[] };

/** A line that begins so is a heading. */
const HEADING = /^#+\s+/;

/** What somebody typed, as it is read: empty lines part paragraphs, and a line that begins with "# " is a heading. */
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

/** A text where something was found in it, with some words before and after. */
export function surroundings(
  text: string,
  { at, length }: { readonly at: number; readonly length: number },
  most = 40,
): readonly [before: string, found: string, after: string] {
  const before = text.slice(0, at);
  const after = text.slice(at + length);
  return [
    before.length > most ? `…${before.slice(-most)}` : before,
    text.slice(at, at + length),
    after.length > most ? `${after.slice(0, most)}…` : after,
  ];
}
