import { NODE_COUNTRIES } from '@waylight/contracts';
import type { FiveYears } from './trend-data.ts';

/** What each layer can be grouped by here; the first is the finest, by which both sides hold their numbers. */
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

/** A question by months. */
export type Question = {
  readonly of: LayerName;
  readonly by: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly countries: readonly string[];
};

/** Kinds of questions, each with figures of its own: five years of either layer as a whole, and what analysts vary. */
export const KINDS = ['released tables', 'public record', 'varied'] as const;
export type Kind = (typeof KINDS)[number];

/** Five years, the six countries, all types. */
export function overview(of: LayerName, { from, to }: FiveYears): Question {
  return { of, by: LAYERS[of].groupings[0], from, to, countries: NODE_COUNTRIES };
}

const LEAST_MONTHS = 12;

/**
 * The same list for whoever is asked: half of it the overviews, as a page that is opened again and again, and half of it
 * one window of months, some of the countries and one grouping each, which hardly ever come again. `first` begins it
 * elsewhere, so that another run asks others.
 */
export function questionAt(n: number, first: number, years: FiveYears): { kind: Kind; question: Question } {
  const of: LayerName = n % 2 === 0 ? 'released tables' : 'public record';
  if (n % 4 < 2) return { kind: of, question: overview(of, years) };
  const { months } = years;
  // Steps that have no divisor in common with what they go round in.
  const k = first + Math.floor(n / 4);
  const starts = Math.max(1, months.length - LEAST_MONTHS + 1);
  const start = (k * 17) % starts;
  const length = Math.min(months.length - start, LEAST_MONTHS + ((k * 23) % starts));
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

/** As it stands in an address. */
export function addressOf({ of, by, from, to, countries }: Question): string {
  const { layer, unit } = LAYERS[of];
  const asked = { layer, unit, by: by.join(','), period: 'month', from, to, country: countries.join(',') };
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
