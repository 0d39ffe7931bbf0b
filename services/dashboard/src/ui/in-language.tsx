import { I18nProvider } from '@lingui/react';
import { useQuery } from '@tanstack/react-query';
import type { Language } from '@waylight/taxonomy/labels';
import { type ReactNode, useMemo } from 'react';
import type { Texts } from '../text/compile-texts.ts';
import { Speaking } from '../text/locale.tsx';
import { createI18n, textsQuery } from '../text/texts.ts';
import { Answered } from './view-state.tsx';

/** Renders its children in a language that may differ from the language of the page. */
export function InLanguage({
  language,
  children,
}: {
  readonly language: Language;
  readonly children: ReactNode;
}) {
  const query = useQuery(textsQuery(language));
  return (
    <Answered query={query}>
      {(texts) => (
        <InTexts language={language} texts={texts}>
          {children}
        </InTexts>
      )}
    </Answered>
  );
}

function InTexts({
  language,
  texts,
  children,
}: {
  readonly language: Language;
  readonly texts: Texts;
  readonly children: ReactNode;
}) {
  const i18n = useMemo(() => createI18n(language, texts), [language, texts]);
  return (
    <I18nProvider i18n={i18n}>
      <Speaking texts={texts}>{children}</Speaking>
    </I18nProvider>
  );
}
