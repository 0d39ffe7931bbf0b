import { I18nProvider } from '@lingui/react';
import { useQuery } from '@tanstack/react-query';
import type { Language } from '@waylight/taxonomy/labels';
import { type ReactNode, useMemo } from 'react';
import type { CompiledTexts } from '../messages/compiled.ts';
import { Answered } from '../parts/view-state.tsx';
import { LabelsOf } from './locale.tsx';
import { speaking, textsQuery } from './own-texts.ts';

/** What stands in it speaks a language of its own, whatever the page around it speaks. */
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
        <Speaking language={language} texts={texts}>
          {children}
        </Speaking>
      )}
    </Answered>
  );
}

function Speaking({
  language,
  texts: { messages, labels },
  children,
}: {
  readonly language: Language;
  readonly texts: CompiledTexts;
  readonly children: ReactNode;
}) {
  const i18n = useMemo(() => speaking(language, messages), [language, messages]);
  return (
    <LabelsOf.Provider value={labels}>
      <I18nProvider i18n={i18n}>{children}</I18nProvider>
    </LabelsOf.Provider>
  );
}
