import type { AnswerDocument } from '@waylight/trends';
import { unfinishedNote } from './unfinished-periods.ts';

/** Columns of a released number. Those after the bounds are empty where they are not known, or do not apply. */
const RELEASED_NUMBERS = ['value', 'min', 'max', 'silent', 'completeness', 'pooled'] as const;

/**
 * The cells of an answer as CSV. Each row has its unit and all notes, because rows are copied out of their file: the
 * attribution, the rounding (a rounded 0 does not mean none), and whether a period is unfinished on the day `today`.
 */
export async function answerCsv(
  document: AnswerDocument,
  { exact, today }: { readonly exact: boolean; readonly today?: number | undefined },
): Promise<string> {
  const { csv } = await import('@waylight/presentation');
  const { by, layer, unit, asOf, cells, explain } = document;
  const attribution = explain.attribution.join('; ');
  const rows = cells.map((cell) => {
    const values = by.map((name) => String(cell[name] ?? ''));
    const footnotes = [...values, cell.pooled].some((value) => /\bXK\b/.test(String(value)))
      ? explain.footnotes
      : [];
    const unfinished = unfinishedNote(String(cell.period ?? ''), today);
    const note = [unfinished, exact ? '' : explain.rounding, attribution, ...footnotes]
      .filter((text) => text !== '')
      .join('; ');
    const numbers = exact ? [Number(cell.value)] : RELEASED_NUMBERS.map((name) => cell[name] ?? '');
    return [...values, ...numbers, unit, layer, asOf, note];
  });
  return csv(columnsOf(by, exact), rows);
}

/** The heading of an answer without cells. */
export async function emptyCsv(by: readonly string[]): Promise<string> {
  const { csv } = await import('@waylight/presentation');
  return csv(columnsOf(by, false), []);
}

const columnsOf = (by: readonly string[], isExact: boolean) => [
  ...by,
  ...(isExact ? ['value'] : RELEASED_NUMBERS),
  'unit',
  'layer',
  'asOf',
  'note',
];
