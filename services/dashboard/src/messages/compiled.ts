import { type Language, latinToCyrillic } from '@waylight/taxonomy/labels';
import { CATALOGS, type Labels } from './catalogs.ts';
import { type Compiled, compileMessages } from './compile-messages.ts';
import { mapTexts } from './map-texts.ts';

export type CompiledTexts = { readonly messages: Compiled; readonly labels: Labels };

/** What stays in Latin letters where the rest is Cyrillic: names. */
const STAYS_LATIN = /Waylight(?!\p{L})|Natural Earth|\b(?:CSV|Excel|HXL|PNG|SVG|XLSX)\b/gu;

/**
 * What the first page says in a language, ready for Lingui, and the code book's labels. Serbian in Cyrillic is made of Serbian in
 * Latin, as in the code book: the two are one language, and what is corrected in one is corrected in the other.
 */
export async function firstTexts(language: Language): Promise<CompiledTexts> {
  const { messages, labels } = await catalogOf(language);
  return {
    messages: compiled(messages, language),
    labels: language === 'sr-Cyrl' ? labelsInCyrillic(labels) : labels,
  };
}

/** What the other pages say. */
export async function pageTexts(language: Language): Promise<Compiled> {
  const { pages } = await catalogOf(language);
  return compiled(await pages(), language);
}

/** All of it together. */
export async function compiledTexts(language: Language): Promise<CompiledTexts> {
  const [{ messages, labels }, pages] = await Promise.all([firstTexts(language), pageTexts(language)]);
  return { messages: { ...messages, ...pages }, labels };
}

const catalogOf = (language: Language) => CATALOGS[language === 'sr-Cyrl' ? 'sr-Latn' : language]();

function compiled(messages: Readonly<Record<string, string>>, language: Language): Compiled {
  const all = compileMessages(messages);
  if (language !== 'sr-Cyrl') return all;
  return Object.fromEntries(Object.entries(all).map(([id, message]) => [id, mapTexts(message, inCyrillic)]));
}

const labelsInCyrillic = (labels: Labels): Labels =>
  Object.fromEntries(
    Object.entries(labels).map(([list, texts]) => [
      list,
      Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, latinToCyrillic(text)])),
    ]),
  );

/** Texts alone come here: never the name of a value or a kind of plural. */
function inCyrillic(text: string): string {
  const kept = [...text.matchAll(STAYS_LATIN)].map(([name]) => name);
  return text
    .split(STAYS_LATIN)
    .map((part, index) => `${latinToCyrillic(part)}${kept[index] ?? ''}`)
    .join('');
}
