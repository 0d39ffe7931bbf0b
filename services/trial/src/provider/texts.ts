import { firstLanguage } from '@waylight/dashboard';
import { fillTemplate, textToCyrillic } from '@waylight/presentation';
import type { Language } from '@waylight/taxonomy/labels';
import type { KoaContextWithOIDC } from 'oidc-provider';
import bs from '../../locale/bs.json' with { type: 'json' };
import cnr from '../../locale/cnr.json' with { type: 'json' };
import en from '../../locale/en.json' with { type: 'json' };
import mk from '../../locale/mk.json' with { type: 'json' };
import sq from '../../locale/sq.json' with { type: 'json' };
import srLatn from '../../locale/sr-Latn.json' with { type: 'json' };

export type TextName = keyof typeof en;

/** Texts of the provider's pages. Cyrillic Serbian is transliterated from Latin Serbian. */
const TEXTS: Readonly<Record<Exclude<Language, 'sr-Cyrl'>, Readonly<Record<TextName, string>>>> = {
  en,
  sq,
  'sr-Latn': srLatn,
  mk,
  bs,
  cnr,
};

/** The language of a page, and its texts. */
export type Locale = {
  readonly language: Language;
  readonly t: (name: TextName, values?: Readonly<Record<string, string>>) => string;
};

/** The language that was chosen on the page, otherwise the first one that the browser accepts. */
export function chooseLocale(chosen: string | null, accepted: readonly string[]): Locale {
  const language = firstLanguage(chosen, null, accepted);
  const texts = TEXTS[language === 'sr-Cyrl' ? 'sr-Latn' : language];
  return {
    language,
    t: (name, values = {}) =>
      fillTemplate(language === 'sr-Cyrl' ? textToCyrillic(texts[name]) : texts[name], values),
  };
}

/** The locale of a request. `asked` are the languages that insights asked for. */
export function localeOf(
  context: Pick<KoaContextWithOIDC, 'URL' | 'acceptsLanguages'>,
  asked: readonly string[] = [],
): Locale {
  const accepted = context.acceptsLanguages();
  return chooseLocale(context.URL.searchParams.get('lang'), [...asked, ...[accepted || []].flat()]);
}
