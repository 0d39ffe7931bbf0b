import { type CompiledMessage, compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { type Language, latinToCyrillic } from '@waylight/taxonomy/labels';
import { CATALOGS, type MessageId } from './catalogs.ts';

export type CompiledCatalog = Readonly<Record<MessageId, CompiledMessage>>;

/** What stays in Latin letters where the rest is Cyrillic: names. */
const STAYS_LATIN = /Waylight(?!\p{L})|Natural Earth/gu;

/**
 * The messages of a language, ready for Lingui. Serbian in Cyrillic is made of Serbian in Latin, as in the code book: the
 * two are one language, and what is corrected in one is corrected in the other.
 */
export async function compiledCatalog(language: Language): Promise<CompiledCatalog> {
  const isCyrillic = language === 'sr-Cyrl';
  const catalog = await CATALOGS[isCyrillic ? 'sr-Latn' : language]();
  const compiled = Object.entries(catalog).map(([id, text]) => [
    id,
    compileMessageOrThrow(text, isCyrillic ? inCyrillic : undefined),
  ]);
  return Object.fromEntries(compiled) as CompiledCatalog;
}

/** Texts alone come here: never the name of a value or a kind of plural. */
function inCyrillic(text: string): string {
  const kept = [...text.matchAll(STAYS_LATIN)].map(([name]) => name);
  return text
    .split(STAYS_LATIN)
    .map((part, index) => `${latinToCyrillic(part)}${kept[index] ?? ''}`)
    .join('');
}
