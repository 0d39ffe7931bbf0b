import { NODE_COUNTRIES } from '@waylight/contracts';

/** What both are asked: five years by month, the six countries, all types. */
export const QUESTIONS = {
  'released tables': {
    layer: 'reports',
    unit: 'incidents',
    by: ['period', 'country', 'typeGroup'],
    sql:
      'SELECT period, country, type_group AS "typeGroup", value FROM released ' +
      "WHERE table_id = 'country-typegroup-month' AND period BETWEEN $1 AND $2 AND country = ANY($3) " +
      'ORDER BY period, country, type_group',
  },
  'public record': {
    layer: 'public-record',
    unit: 'victims',
    by: ['period', 'country', 'type'],
    sql:
      'SELECT period, country, type, victims AS value FROM public_record ' +
      'WHERE period BETWEEN $1 AND $2 AND country = ANY($3) ORDER BY period, country, type',
  },
} as const;

export type QuestionName = keyof typeof QUESTIONS;
export const QUESTION_NAMES = Object.keys(QUESTIONS) as QuestionName[];

/** As it stands in an address. */
export function addressOf(name: QuestionName, { from, to }: { from: string; to: string }): string {
  const { layer, unit, by } = QUESTIONS[name];
  const asked = {
    layer,
    unit,
    by: by.join(','),
    period: 'month',
    from,
    to,
    country: NODE_COUNTRIES.join(','),
  };
  return `/v1/trends?${new URLSearchParams(asked)}`;
}

/** A cell of an answer, by the names of its dimensions, with its value. */
export type AnswerCell = Readonly<Record<string, string | number>>;

/** The cells in one order and form, to compare two answers. */
export function plainCells(cells: readonly AnswerCell[]): string {
  return JSON.stringify(
    cells
      .map((cell) => Object.entries(cell).sort(([a], [b]) => (a < b ? -1 : 1)))
      .map((entries) => JSON.stringify(entries))
      .sort(),
  );
}
