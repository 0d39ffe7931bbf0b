import { useLocale } from '../text/locale.tsx';
import type { MessageId } from '../text/texts.ts';

/**
 * Reason for a refused change: in the language of the page if `words` contains its code, else in English as the service sent it.
 */
export function Refused({
  reason,
  said,
  words,
}: {
  readonly reason: string | undefined;
  /** In English. */
  readonly said: string;
  readonly words: Readonly<Record<string, MessageId>>;
}) {
  const { t, language } = useLocale();
  const known = reason !== undefined && Object.hasOwn(words, reason) ? words[reason] : undefined;
  if (known !== undefined) return <p>{t(known)}</p>;
  return (
    <>
      {language !== 'en' && <p>{t('refusal.inEnglish')}</p>}
      <p lang="en">{said}</p>
    </>
  );
}
