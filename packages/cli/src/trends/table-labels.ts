import type { Language } from '@waylight/taxonomy';
import type { DimensionName } from '@waylight/trends';
import LABELS from './table-labels.json' with { type: 'json' };

/** The code that tables of the release plan use for all other codes: those without their own row or column. */
export const OTHER_OR_UNKNOWN = 'other-or-unknown';

export type TableLabels = {
  readonly total: string;
  readonly trend: string;
  readonly none: string;
  readonly otherOrUnknown: string;
  readonly dimensions: Readonly<Record<DimensionName, string>>;
};

/** The type requires a label of every dimension in every language. */
const LABELS_BY_LANGUAGE: Readonly<Record<Language, TableLabels>> = LABELS;

export const tableLabels = (language: Language): TableLabels => LABELS_BY_LANGUAGE[language];
