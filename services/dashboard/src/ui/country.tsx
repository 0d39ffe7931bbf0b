import { createContext, useContext } from 'react';
import { countryText, FOOTNOTED, isOtherCountry } from '../text/countries.ts';
import { useLocale } from '../text/locale.tsx';

export const FOOTNOTE_ID = 'footnote-xk';
/** Set in a part with its own footnotes, such as a printed bulletin. */
export const FootnoteId = createContext(FOOTNOTE_ID);

/** Renders a country: its name by ICU and, for XK, the link to the footnote. All country names on pages use this component. */
export function Country({ code }: { readonly code: string }) {
  const { t } = useLocale();
  const footnote = useContext(FootnoteId);
  if (isOtherCountry(code)) return t('country.other');
  const text = countryText(code, t);
  return (
    <data className="country" value={code} aria-describedby={code === FOOTNOTED ? footnote : undefined}>
      {text}
    </data>
  );
}
