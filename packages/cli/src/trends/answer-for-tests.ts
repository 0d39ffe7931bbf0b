import type { AnswerDocument } from '@waylight/trends';
import { createStyle } from '../terminal/style.ts';
import type { AnswerFormat } from './answer-format.ts';

/** An answer about the public record by year; `more` replaces parts of it. */
export function answerOf(
  by: readonly string[],
  cells: AnswerDocument['cells'],
  more: Partial<AnswerDocument> = {},
): AnswerDocument {
  return {
    layer: 'public-record',
    unit: 'incidents',
    by,
    period: 'year',
    asOf: 'public-record@0123',
    cells,
    explain: {
      unit: 'Incidents.',
      source: 'The public record.',
      rounding: '',
      method: '',
      attribution: ['A source, CC BY 4.0'],
      footnotes: ['* XK: a footnote'],
      sentences: { unit: [], source: [], rounding: [], method: [] },
    },
    ...more,
  };
}

export const EXACT: AnswerFormat = {
  language: 'en',
  exact: true,
  formatNumber: String,
  columns: 80,
  style: createStyle(false),
};

/** The format of released numbers. */
export const ROUNDED: AnswerFormat = {
  ...EXACT,
  exact: false,
  formatNumber: (value) => (value === 0 ? '0–4' : `about ${value}`),
};
