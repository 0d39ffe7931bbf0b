import type { ExplanationPart } from '@waylight/presentation';
import type { ReactNode } from 'react';
import { useLocale } from '../text/locale.tsx';
import { type Explanation, hasForeignPart, METHOD_TITLES, methodTexts } from '../text/method-texts.ts';
import styles from './dialog.module.css';

/** Parts of an explanation, in the language of the page where it can be had. */
export function MethodFacts({
  explain,
  parts,
}: {
  readonly explain: Explanation;
  readonly parts: readonly ExplanationPart[];
}) {
  const locale = useLocale();
  const { t, language } = locale;
  const texts = methodTexts(explain, locale);
  return (
    <>
      {hasForeignPart(texts, language) && <p className="caption">{t('figure.inEnglish')}</p>}
      <dl className={styles.facts}>
        {parts.map((part) => (
          <Fact key={part} name={t(METHOD_TITLES[part])} lang={texts[part].isEnglish ? 'en' : undefined}>
            {texts[part].text}
          </Fact>
        ))}
      </dl>
    </>
  );
}

export function Fact({
  name,
  lang,
  children,
}: {
  readonly name: string;
  /** Of what it says, where that is not the language of the page. */
  readonly lang?: string | undefined;
  readonly children: ReactNode;
}) {
  if (children === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd lang={lang}>{children}</dd>
    </div>
  );
}
