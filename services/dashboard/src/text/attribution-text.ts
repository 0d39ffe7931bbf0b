import { TRIAL_NOTICE } from '@waylight/disclosure-control/trial-notice';
import type { Locale } from './locale.tsx';

/**
 * An attribution that must be shown with the data. The notice of a trial is translated. The wording of a source or an operator is
 * kept, and marked with its language.
 */
export const attributionText = (
  line: string,
  { t, language }: Pick<Locale, 't' | 'language'>,
): { readonly text: string; readonly lang: 'en' | undefined } => {
  if (line !== TRIAL_NOTICE) return { text: line, lang: language === 'en' ? undefined : 'en' };
  return { text: t('notice.trial'), lang: undefined };
};
