import type { Language } from '@waylight/taxonomy/labels';
import type { EffortUnit, Verdict } from '../change-codes.ts';
import { textToCyrillic } from '../explanations/message-catalogue.ts';

export type Terms = {
  /** Names of verdicts. */
  readonly verdicts: Readonly<Record<Verdict, string>>;
  /** Names of units of effort. */
  readonly units: Readonly<Record<EffortUnit, string>>;
};

/** Loads the terms of a language that sentences about changes use. */
export async function loadTerms(language: Language): Promise<Terms> {
  const { default: terms } = await import('../../locale/terms.json', { with: { type: 'json' } });
  const nameOf = (term: Readonly<Record<Exclude<Language, 'sr-Cyrl'>, string>>): string =>
    language === 'sr-Cyrl' ? textToCyrillic(term['sr-Latn']) : term[language];
  const { verdict, reporting } = terms;
  return {
    verdicts: {
      'not-comparable': nameOf(verdict['not-comparable']),
      'no-clear-change': nameOf(verdict['no-clear-change']),
      'within-ordinary-variation': nameOf(verdict['within-ordinary-variation']),
      'reporting-changed': nameOf(verdict['reporting-changed']),
      more: nameOf(verdict.more),
      fewer: nameOf(verdict.fewer),
    },
    units: {
      'field-visits': nameOf(reporting['field-visits']),
      'staff-days': nameOf(reporting['staff-days']),
    },
  };
}
