import { attributionText } from '../text/attribution-text.ts';
import { useLocale } from '../text/locale.tsx';

/** A line that data must be shown with, in whichever language it has to be said. */
export function Attributed({ line }: { readonly line: string }) {
  const { text, lang } = attributionText(line, useLocale());
  return <span lang={lang}>{text}</span>;
}
