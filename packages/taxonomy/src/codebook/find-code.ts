import { createSpellings, type Lookup, lookupOf, type Spellings } from '../text/spellings.ts';
import { ALIASES } from './aliases.ts';
import { type Code, codeByNumber, codeList } from './codes.ts';
import { labelWithFallback } from './labels.ts';
import { LANGUAGES } from './languages.ts';
import type { ListName } from './lists.ts';
import { mappingOf } from './mappings.ts';
import { ageBandOf, groupSizeOf } from './persons.ts';

/** Ways to name a code, the most exact first. If a more exact way matches, the others are ignored. */
const SPELLING_TIERS = ['id', 'label', 'alias', 'field list'] as const;

interface Index {
  readonly tiers: readonly Spellings<Code>[];
  readonly any: Spellings<Code>;
}

const indexes = new Map<ListName, Index>();

/** Each index is built on first use, because most processes need few lists. */
function indexOf(list: ListName): Index {
  const cached = indexes.get(list);
  if (cached !== undefined) return cached;
  const index: Index = {
    tiers: SPELLING_TIERS.map(() => createSpellings<Code>()),
    any: createSpellings<Code>(),
  };
  for (const code of codeList(list)) {
    SPELLING_TIERS.forEach((tier, position) => {
      for (const spelling of spellingsOf(code, tier)) {
        index.tiers[position]?.add(spelling, code);
        index.any.add(spelling, code);
      }
    });
  }
  indexes.set(list, index);
  return index;
}

function spellingsOf(code: Code, tier: (typeof SPELLING_TIERS)[number]): readonly string[] {
  switch (tier) {
    case 'id':
      return [code.id];
    case 'label':
      return LANGUAGES.map((language) => labelWithFallback(code.list, code.id, language));
    case 'alias': {
      const aliases: Readonly<Record<string, readonly string[]>> = ALIASES[code.list] ?? {};
      return aliases[code.id] ?? [];
    }
    case 'field list':
      return Object.values(mappingOf(code.list, code.id)).flat();
    default:
      return tier satisfies never;
  }
}

/**
 * Finds the code that a text names: by id, number, label in any of the seven languages and both scripts, synonym, or name in a
 * field list. If a text matches several codes, all are returned as candidates, and none is guessed.
 */
export function findCode<L extends ListName>(list: L, text: string): Lookup<Code<L>> {
  return findCodeInList(list, text) as Lookup<Code<L>>;
}

function findCodeInList(list: ListName, text: string): Lookup<Code> {
  const index = indexOf(list);
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) return lookupOf(codesByNumeral(list, trimmed, index), () => []);
  const query = list === 'originRegion' ? trimmed.replace(/\s*\(P\)$/i, '') : trimmed;
  for (const tier of index.tiers) {
    const hits = tier.get(query);
    if (hits.length > 0) return lookupOf(hits, () => []);
  }
  return lookupOf<Code>([], () => index.any.nearest(query));
}

/**
 * True if a text is only the number of a code. Files do not use our numbers, so "3" as a type is a mistake of its sender. Ids
 * that are numbers, and ages, are meant.
 */
export function isCodeNumber(text: string, { list, id }: Code): boolean {
  const numeral = text.trim();
  return /^\d{1,2}$/.test(numeral) && id !== numeral && list !== 'ageBand';
}

/**
 * In a column of ages or counts, a bare number may be a value or the number of a code. If these give different codes, both are
 * candidates.
 */
function codesByNumeral(list: ListName, text: string, index: Index): Code[] {
  const numeral = Number(text);
  const hits = new Set<Code>(index.any.get(text));
  const stated =
    list === 'ageBand' ? ageBandOf(numeral) : list === 'groupSize' ? groupSizeOf(numeral) : undefined;
  const read = codeList(list).find((code) => code.id === stated);
  if (read !== undefined && read.id !== 'unknown') hits.add(read);
  if (hits.size === 0 || stated !== undefined) {
    const numbered = codeByNumber(list, numeral);
    if (numbered !== undefined) hits.add(numbered);
  }
  return [...hits];
}
