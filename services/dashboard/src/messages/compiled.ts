import { type CompiledMessage, compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { type Language, latinToCyrillic } from '@waylight/taxonomy/labels';
import { CATALOGS, type Labels, type MessageId } from './catalogs.ts';

export type CompiledTexts = {
  readonly messages: Readonly<Record<MessageId, CompiledMessage>>;
  readonly labels: Labels;
};

/** What stays in Latin letters where the rest is Cyrillic: names. */
const STAYS_LATIN = /Waylight(?!\p{L})|Natural Earth|\b(?:CSV|Excel|HXL|PNG|SVG|XLSX)\b/gu;

/**
 * The messages of a language, ready for Lingui, and the code book's labels. Serbian in Cyrillic is made of Serbian in
 * Latin, as in the code book: the two are one language, and what is corrected in one is corrected in the other.
 */
export async function compiledTexts(language: Language): Promise<CompiledTexts> {
  const isCyrillic = language === 'sr-Cyrl';
  const { messages, labels } = await CATALOGS[isCyrillic ? 'sr-Latn' : language]();
  const compiled = Object.entries(messages).map(([id, text]) => [
    id,
    compileMessageOrThrow(text, isCyrillic ? inCyrillic : undefined),
  ]);
  return {
    messages: Object.fromEntries(compiled) as CompiledTexts['messages'],
    labels: isCyrillic ? labelsInCyrillic(labels) : labels,
  };
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
