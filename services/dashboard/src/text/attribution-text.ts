import { TRIAL_NOTICE } from '@waylight/disclosure-control/trial-notice';
import type { Locale } from './locale.tsx';

/**
 * A line that data must be shown with. What a trial says of its own is said in the language of who reads; what a source or an operator
 * asks for stays as it is worded, and its language is named.
 */
export const attributionText = (
  line: string,
  { t, language }: Pick<Locale, 't' | 'language'>,
): { readonly text: string; readonly lang: 'en' | undefined } => {
  if (line !== TRIAL_NOTICE) return { text: line, lang: language === 'en' ? undefined : 'en' };
  return { text: t('notice.trial'), lang: undefined };
};
