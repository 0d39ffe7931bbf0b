import type { Answer } from '../api/schemas.ts';

/** The periods that any of the answers has a number of, oldest first. */
export const periodsIn = (...answers: readonly Pick<Answer, 'cells'>[]): readonly string[] =>
  [...new Set(answers.flatMap(({ cells }) => cells.map(({ period }) => String(period))))].sort();

/** The answer with the year of each period. A year with an unknown month, such as 2024-?, is that year. */
export const withYears = <Of extends Pick<Answer, 'cells'>>(answer: Of): Of => ({
  ...answer,
  cells: answer.cells.map((cell) => ({ ...cell, period: String(cell.period).slice(0, 4) })),
});

/** Every year from the first to the last year of the answer, so that a year without an entry is seen. Oldest first. */
export function yearsOf({ cells }: Pick<Answer, 'cells'>): readonly string[] {
  const years = cells.map(({ period }) => Number(String(period).slice(0, 4)));
  if (years.length === 0) return [];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}
