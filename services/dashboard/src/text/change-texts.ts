import { queryOptions, useQuery } from '@tanstack/react-query';
import { type ChangeFormatter, formatEnglishDay } from '@waylight/presentation';
import type { Language } from '@waylight/taxonomy/labels';
import { shortCodeText } from './code-text.ts';
import { formatDay } from './format.ts';
import { useLocale } from './locale.tsx';
import { loadTexts } from './texts.ts';

export const changeWordsQuery = (language: Language) =>
  queryOptions({
    queryKey: ['change-words', language],
    queryFn: async () => {
      const { catalogue, terms } = await loadTexts(language);
      return { words: catalogue, terms };
    },
    staleTime: Number.POSITIVE_INFINITY,
    // A cached file is available without a connection.
    networkMode: 'always',
    retry: false,
  });

/** Formats sentences about changes in the language of the page. Undefined while its texts are loading. */
export function useChangeFormatter(): ChangeFormatter | undefined {
  const locale = useLocale();
  const { language, number, period } = locale;
  const { data } = useQuery(changeWordsQuery(language));
  if (data === undefined) return undefined;
  const { words, terms } = data;
  const day = language === 'en' ? formatEnglishDay : formatDay;
  const code: ChangeFormatter['code'] = (dimension, id) => shortCodeText(dimension, id, locale) ?? id;
  return { words, terms, language, number, period, day, code };
}
