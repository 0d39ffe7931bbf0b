import type { Language } from '@waylight/taxonomy/labels';
import type { Texts } from '../compile-texts.ts';
import { createI18n, loadTexts, type Translate, translator } from '../texts.ts';

export const loadTranslator = async (language: Language): Promise<Translate> =>
  translator(createI18n(language, await loadTexts(language)));

/** Explanations, sentences about changes, and terms. */
export async function loadSentences(
  language: Language,
): Promise<{ readonly words: Texts['catalogue']; readonly terms: Texts['terms'] }> {
  const { catalogue, terms } = await loadTexts(language);
  return { words: catalogue, terms };
}
