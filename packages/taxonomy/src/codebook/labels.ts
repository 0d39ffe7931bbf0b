import bs from '../../data/labels/bs.json' with { type: 'json' };
import cnr from '../../data/labels/cnr.json' with { type: 'json' };
import mk from '../../data/labels/mk.json' with { type: 'json' };
import sq from '../../data/labels/sq.json' with { type: 'json' };
import srLatn from '../../data/labels/sr-Latn.json' with { type: 'json' };
import { latinToCyrillic } from '../text/transliterate.ts';
import type { Language } from './languages.ts';
import { LISTS, type ListName } from './lists.ts';

type Labels = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Without Serbian in Cyrillic, which is derived from Serbian in Latin letters. */
const DATA: Readonly<Record<Exclude<Language, 'sr-Cyrl'>, Labels>> = {
  en: mapLabels((list) => LISTS[list].map(([id, , english]) => [id, english])),
  sq,
  'sr-Latn': srLatn,
  mk,
  bs,
  cnr,
};

/** Fallback languages for a missing label, the closest first. English and then the id always follow. */
const RELATED: Readonly<Record<Language, readonly Language[]>> = {
  en: [],
  sq: [],
  'sr-Latn': ['sr-Cyrl', 'cnr', 'bs'],
  'sr-Cyrl': ['sr-Latn', 'mk'],
  mk: ['sr-Cyrl'],
  bs: ['cnr', 'sr-Latn'],
  cnr: ['bs', 'sr-Latn'],
};

function mapLabels(entries: (list: ListName) => (readonly [string, string])[]): Labels {
  return Object.fromEntries(
    (Object.keys(LISTS) as ListName[]).map((list) => [list, Object.fromEntries(entries(list))]),
  );
}

/** Returns the label in exactly this language, if there is one. */
export function ownLabel(list: ListName, id: string, language: Language): string | undefined {
  if (language === 'sr-Cyrl') {
    const latin = ownLabel(list, id, 'sr-Latn');
    return latin === undefined ? undefined : latinToCyrillic(latin);
  }
  const labels = DATA[language][list];
  return labels !== undefined && Object.hasOwn(labels, id) ? labels[id] : undefined;
}

export function labelWithFallback(list: ListName, id: string, language: Language): string {
  for (const next of [language, ...RELATED[language], 'en' as const]) {
    const text = ownLabel(list, id, next);
    if (text !== undefined) return text;
  }
  return id;
}
