import { attributionText } from '../text/attribution-text.ts';
import { useLocale } from '../text/locale.tsx';

/** An attribution that must be shown with the data, marked with its language. */
export function Attributed({ line }: { readonly line: string }) {
  const { text, lang } = attributionText(line, useLocale());
  return <span lang={lang}>{text}</span>;
}
