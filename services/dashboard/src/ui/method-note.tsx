import { EXPLANATION_PARTS } from '@waylight/presentation';
import { useLocale } from '../text/locale.tsx';
import {
  hasForeignPart,
  METHOD_TITLES,
  methodTexts,
  type ToldMethod,
  useMethodWords,
} from '../text/method-texts.ts';

/** What insights, or a node, says of an answer, in the language of the page. */
export function MethodNote({ explain }: { readonly explain: ToldMethod }) {
  const locale = useLocale();
  const { t, language } = locale;
  const words = useMethodWords();
  if (words === undefined) return null;
  const texts = methodTexts(explain, words, locale);
  return (
    <div className="method">
      {hasForeignPart(texts, language) && <p>{t('figure.inEnglish')}</p>}
      <dl>
        {EXPLANATION_PARTS.filter((part) => texts[part].text !== '').map((part) => (
          <div key={part}>
            <dt>{t(METHOD_TITLES[part])}</dt>
            <dd lang={texts[part].isEnglish ? 'en' : undefined}>{texts[part].text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
