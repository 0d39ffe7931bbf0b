import { setupI18n } from '@lingui/core';
import { I18nProvider, useLingui } from '@lingui/react';
import type { MessageCatalogue, Terms } from '@waylight/presentation';
import { isLanguage, type Language } from '@waylight/taxonomy/labels';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { ShownList, Texts } from './compile-texts.ts';
import { formatMonth, formatNumber, parsePeriod, shortMonth } from './format.ts';
import { loadTexts, type Translate, translator } from './texts.ts';

const i18n = setupI18n();
/** Texts of the current language. Nothing is rendered before they are loaded. */
let current: Texts | undefined;
const LocaleContext = createContext<Locale | undefined>(undefined);

/** Language, texts and formats of a part of a page. */
export type Locale = {
  readonly language: Language;
  readonly t: Translate;
  /** A code of the code book in words; the code itself if it is unknown here, because a code never disappears. */
  readonly label: (list: ShownList, code: string) => string;
  /** Explanations, and sentences about changes. */
  readonly words: MessageCatalogue;
  /** Terms of changes. */
  readonly terms: Terms;
  readonly number: (value: number) => string;
  /** A period by its id, such as "October 2026". */
  readonly period: (id: string) => string;
  /** A short form: "Oct 2026", or "Oct" if the year is shown next to it. */
  readonly shortPeriod: (id: string, options?: { readonly withYear?: boolean }) => string;
};

/** Shows all pages in this language. Rejects, and changes nothing, if its texts cannot be loaded. */
export async function showLanguage(language: Language, load = loadTexts): Promise<void> {
  current = await load(language);
  i18n.load(language, current.messages);
  i18n.activate(language);
  document.documentElement.lang = language;
}

export function LocaleProvider({ children }: { readonly children: ReactNode }) {
  return (
    <I18nProvider i18n={i18n}>
      <Speaking>{children}</Speaking>
    </I18nProvider>
  );
}

/** Gives its children the locale of the provider of Lingui around it. */
export function Speaking({
  texts = current,
  children,
}: {
  /** Of another language than that of the page. */
  readonly texts?: Texts;
  readonly children: ReactNode;
}) {
  const { i18n: provided } = useLingui();
  if (texts === undefined) throw new TypeError('the texts are not loaded');
  const language = isLanguage(provided.locale) ? provided.locale : 'en';
  const locale = useMemo(
    () => createLocale(language, translator(provided), texts),
    [language, provided, texts],
  );
  return <LocaleContext.Provider value={locale}>{children}</LocaleContext.Provider>;
}

export function useLocale(): Locale {
  const locale = useContext(LocaleContext);
  if (locale === undefined) throw new TypeError('there is no locale around this component');
  return locale;
}

const createLocale = (
  language: Language,
  t: Translate,
  { labels, catalogue, terms }: Omit<Texts, 'messages'>,
): Locale => {
  // A page names the same few periods hundreds of times.
  const periods = new Map<string, string>();
  return {
    language,
    t,
    words: catalogue,
    terms,
    label: (list, code) => labels[list]?.[code] ?? code,
    number: (value) => formatNumber(value, language),
    period: (id) => {
      const name = periods.get(id) ?? periodText(id, t);
      periods.set(id, name);
      return name;
    },
    shortPeriod: (id, { withYear = true } = {}) => {
      const period = parsePeriod(id);
      if (period?.kind === 'quarter')
        return t('period.quarter.short', { quarter: period.quarter, year: period.year });
      if (period?.kind === 'week') return t('period.week.short', { week: period.week, year: period.year });
      if (period?.kind !== 'month') return periodText(id, t);
      const month = shortMonth(period.month, t);
      return withYear ? `${month} ${period.year}` : month;
    },
  };
};

function periodText(id: string, t: Translate): string {
  const period = parsePeriod(id);
  switch (period?.kind) {
    case undefined:
      return id;
    case 'year':
      return period.year;
    case 'quarter':
      return t('period.quarter', { quarter: period.quarter, year: period.year });
    case 'month':
      return formatMonth(period.year, period.month, t);
    case 'week':
      return t('period.week', { week: period.week, year: period.year });
    case 'month-unknown':
      return t('period.monthUnknown', { year: period.year });
    case 'day-unknown':
      return t('period.dayUnknown', { month: formatMonth(period.year, period.month, t) });
    default:
      return period satisfies never;
  }
}
