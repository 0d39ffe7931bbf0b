import { createContext, useContext } from 'react';
import { countryText, FOOTNOTED } from '../text/countries.ts';
import { useLocale } from '../text/locale.tsx';

export const FOOTNOTE_ID = 'footnote-xk';
/** Of a part that has footnotes of its own, as what is printed without the page around it. */
export const FootnoteId = createContext(FOOTNOTE_ID);

/** What a table of the plan calls the rest. */
const REST = 'other-or-unknown';

/** The one way to write a country: its name by ICU, and for XK the sign that leads to the footnote of the page. */
export function Country({ code }: { readonly code: string }) {
  const { t } = useLocale();
  const footnote = useContext(FootnoteId);
  if (code === REST || code === 'unknown') return t('country.other');
  const text = countryText(code, t);
  return (
    <data className="country" value={code} aria-describedby={code === FOOTNOTED ? footnote : undefined}>
      {text}
    </data>
  );
}
