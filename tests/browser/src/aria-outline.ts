import type { Locator } from 'playwright-core';

const MONTH =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g;
const SHOWN =
  /^ *- (?:article[ :]|'?(?:heading|region|group|button|img|combobox|searchbox|slider|checkbox) )/;
/** Their rows and order depend on the numbers. */
const DATA = /^( *)- '?(?:table|list)\b/;

/** Accessible names and roles in a part of the page, without what depends on releases or dates, such as numbers and verdicts. */
export async function ariaOutline(part: Locator): Promise<string> {
  return outlineOf(await part.ariaSnapshot());
}

function outlineOf(snapshot: string): string {
  const lines: string[] = [];
  let data = Number.POSITIVE_INFINITY;
  for (const line of snapshot.split('\n')) {
    const depth = line.search(/\S/);
    if (depth <= data) data = DATA.test(line) ? depth : Number.POSITIVE_INFINITY;
    if (data === Number.POSITIVE_INFINITY && SHOWN.test(line)) lines.push(line);
  }
  return lines
    .join('\n')
    .replace(/(?<="'?: ).*/gm, '')
    .replace(MONTH, 'MONTH')
    .replace(/(?:about )?(?<!level=)\b\d+(?:–\d+)?/g, 'N')
    .replace(/(?<=together: )[^.]+/g, 'VERDICT')
    .replace(/(?<=\bN is )(?:not finished|perhaps incomplete)\b/g, 'INCOMPLETE')
    .replace(/(?<=Most: )[^,]+/g, 'CODE');
}
