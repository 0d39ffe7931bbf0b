import { ALIASES } from './aliases.ts';
import { codeList } from './codes.ts';
import { labelWithFallback } from './labels.ts';
import { LANGUAGES } from './languages.ts';
import { CODE_LISTS, type ListName } from './lists.ts';
import { mappingOf } from './mappings.ts';
import { ORIGIN_ALIASES } from './origin-data.ts';

const cache = new Map<ListName | '', readonly string[]>();

/** Known spellings that contain a separator, longest first, in lower case. */
function spellingsWithSeparators(list: ListName | undefined): readonly string[] {
  const cached = cache.get(list ?? '');
  if (cached !== undefined) return cached;
  const spellings = new Set<string>();
  for (const name of list === undefined ? CODE_LISTS : [list]) {
    const aliases: Readonly<Record<string, readonly string[]>> = ALIASES[name] ?? {};
    for (const { id } of codeList(name)) {
      for (const language of LANGUAGES) spellings.add(labelWithFallback(name, id, language));
      for (const text of Object.values(mappingOf(name, id)).flat()) spellings.add(text);
      for (const text of aliases[id] ?? []) spellings.add(text);
    }
  }
  if (list === undefined || list === 'originRegion') {
    for (const text of Object.values(ORIGIN_ALIASES).flat()) spellings.add(text);
  }
  const separated = [...spellings].filter((text) => /[,|]/.test(text)).map((text) => text.toLowerCase());
  const longestFirst = separated.sort((a, b) => b.length - a.length);
  cache.set(list ?? '', longestFirst);
  return longestFirst;
}

/**
 * Splits a cell into its values, which are separated by comma or " | ". A known label with a comma is not split. Pass the code
 * list of the cell, so that labels of other lists do not match.
 */
export function splitCell(text: string, list?: ListName): string[] {
  const whole = spellingsWithSeparators(list);
  const parts: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const length =
      whole.find((spelling) => startsWithPart(rest, spelling))?.length ?? lengthToSeparator(rest);
    const part = rest.slice(0, length).trim();
    if (part !== '') parts.push(part);
    rest = rest.slice(length).replace(/^\s*[,|]?\s*/, '');
  }
  return parts;
}

function startsWithPart(text: string, spelling: string): boolean {
  // Only as many characters as the spelling has are converted to lower case. A long cell has many parts, and each is compared with
  // every spelling.
  if (!text.slice(0, spelling.length).toLowerCase().startsWith(spelling)) return false;
  return /^\s*(?:$|[,|])/.test(text.slice(spelling.length));
}

function lengthToSeparator(text: string): number {
  const at = text.search(/[,|]/);
  return at === -1 ? text.length : at;
}
