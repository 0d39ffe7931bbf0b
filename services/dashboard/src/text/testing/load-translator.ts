import type { Language } from '@waylight/taxonomy/labels';
import { createI18n, loadTexts, type Translate, translator } from '../texts.ts';

export const loadTranslator = async (language: Language): Promise<Translate> =>
  translator(createI18n(language, await loadTexts(language)));
