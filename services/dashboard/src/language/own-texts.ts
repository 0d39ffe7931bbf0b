import { type I18n, setupI18n } from '@lingui/core';
import { queryOptions } from '@tanstack/react-query';
import type { Language } from '@waylight/taxonomy/labels';
import { type CompiledTexts, compiledTexts } from '../messages/compiled.ts';
import { pluralLocale } from './languages.ts';

/** What is said in a language, for a part that speaks one of its own. */
export const textsQuery = (language: Language) =>
  queryOptions({
    queryKey: ['texts', language],
    queryFn: () => compiledTexts(language),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Says things in that language, whatever the page speaks. */
export function speaking(language: Language, messages: CompiledTexts['messages']): I18n {
  const own = setupI18n();
  own.load(language, messages);
  own.activate(language, [pluralLocale(language)]);
  return own;
}
