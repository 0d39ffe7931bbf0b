import { NODE_COUNTRIES } from '@waylight/contracts';
import type { FiveYears } from './trend-data.ts';

/** Groupings of each layer in this benchmark; the first is the finest, for which both sides store their numbers. */
export const LAYERS = {
  'released tables': {
    layer: 'reports',
    unit: 'incidents',
    groupings: [
      ['period', 'country', 'typeGroup'],
      ['country', 'period', 'typeGroup'],
      ['typeGroup', 'country', 'period'],
      ['period', 'country'],
    ],
  },
  'public record': {
    layer: 'public-record',
    unit: 'victims',
    groupings: [
      ['period', 'country', 'type'],
      ['country', 'type', 'period'],
      ['period', 'country', 'cause'],
      ['period', 'country'],
    ],
  },
} as const;

export type LayerName = keyof typeof LAYERS;

/** A query by months. */
export type Question = {
  readonly of: LayerName;
  readonly by: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly countries: readonly string[];
};

/** Kinds of queries, each with its own figures: five years of either layer, and those that analysts vary. */
export const KINDS = ['released tables', 'public record', 'varied'] as const;
export type Kind = (typeof KINDS)[number];

/** Queries five years, the six countries and all types. */
export function overview(of: LayerName, { from, to }: FiveYears): Question {
  return { of, by: LAYERS[of].groupings[0], from, to, countries: NODE_COUNTRIES };
}

const MIN_MONTHS = 12;

/**
 * Returns the n-th query of a list that is the same for both sides. Half of it are the overviews, like a page that is
 * often opened. The other half have one window of months, some countries and one grouping each, and are rarely repeated.
 * `first` shifts the list, so that each run has other queries.
 */
export function questionAt(n: number, first: number, years: FiveYears): { kind: Kind; question: Question } {
  const of: LayerName = n % 2 === 0 ? 'released tables' : 'public record';
  if (n % 4 < 2) return { kind: of, question: overview(of, years) };
  const { months } = years;
  // Step widths are coprime to the lengths of the lists.
  const k = first + Math.floor(n / 4);
  const starts = Math.max(1, months.length - MIN_MONTHS + 1);
  const start = (k * 17) % starts;
  const length = Math.min(months.length - start, MIN_MONTHS + ((k * 23) % starts));
  const chosen = 1 + ((k * 11) % (2 ** NODE_COUNTRIES.length - 1));
  const { groupings } = LAYERS[of];
  return {
    kind: 'varied',
    question: {
      of,
      by: groupings[k % groupings.length] ?? groupings[0],
      from: months[start] ?? years.from,
      to: months[start + length - 1] ?? years.to,
      countries: NODE_COUNTRIES.filter((_, bit) => (chosen >> bit) % 2 === 1),
    },
  };
}

/** Returns the path and query string. */
export function addressOf({ of, by, from, to, countries }: Question): string {
  const { layer, unit } = LAYERS[of];
  const query = { layer, unit, by: by.join(','), period: 'month', from, to, country: countries.join(',') };
  return `/v1/trends?${new URLSearchParams(query)}`;
}

/** A cell of an answer: its codes by dimension, and its value. */
export type AnswerCell = Readonly<Record<string, string | number>>;

/** Serialises cells independent of their order, to compare two answers. */
export function plainCells(cells: readonly AnswerCell[]): string {
  return JSON.stringify(
    cells
      .map((cell) => Object.entries(cell).sort(([a], [b]) => (a < b ? -1 : 1)))
      .map((entries) => JSON.stringify(entries))
      .sort(),
  );
}
