import type { BulletinDocument, FigureAnswer, ResolvedBlock } from '../../api/bulletin-schemas.ts';
import type { Locale } from '../../text/locale.tsx';
import { monthsOfFigure } from './held-silences.ts';
import { type LaidOut, layOut, type Presentation } from './lay-out.ts';
import { hasMarks, silentPlaces } from './silent-places.ts';

/** Rounding base; undefined for exact numbers. */
export const baseOf = ({ k }: FigureAnswer): number | undefined => (k === 0 ? undefined : k);

export const drawsBars = (
  presentation: Presentation,
  { columnDimension }: LaidOut,
  k: number | undefined,
): k is number => presentation === 'bars' && columnDimension === undefined && k !== undefined;

/** True if a chart or a map is next to the table. */
export const isDrawn = (
  presentation: Presentation,
  { rowDimensions: [only], columnDimension }: LaidOut,
  k: number | undefined,
): k is number =>
  columnDimension === undefined &&
  k !== undefined &&
  ((presentation === 'line' && only === 'period') || (presentation === 'map' && only === 'country'));

type Figure = Extract<ResolvedBlock, { kind: 'figure' }>;

/** Notes that must be read with a figure. */
function notesOf(block: Figure, { t, number }: Locale): readonly string[] {
  const { answer, presentation } = block;
  if (answer === null) return [];
  const [laid, k] = [layOut(answer), baseOf(answer)];
  const hasGaps = laid.rows.some(({ key }) =>
    laid.columns.some((column) => laid.valueAt(key, column) === undefined),
  );
  const isDashed =
    isDrawn(presentation, laid, k) && hasMarks(laid, silentPlaces(laid, monthsOfFigure(block)));
  return [
    k === undefined
      ? t('bulletin.figure.exact')
      : t('bulletin.figure.rounding', { k: number(k), atMost: number(k - 1) }),
    ...(drawsBars(presentation, laid, k) ? [t('bulletin.bars.note')] : []),
    ...(hasGaps ? [t('bulletin.figure.notGiven')] : []),
    ...(isDashed ? [t('bulletin.silent.dashed')] : []),
  ];
}

export type FigureNotes = {
  /** Distinct notes. The number of a note is its position, from 1. */
  readonly notes: readonly string[];
  /** Numbers of the notes of a figure. */
  readonly numbersOf: (block: Figure) => readonly number[];
};

/** The notes of all figures of a bulletin. */
export function figureNotes({ blocks }: BulletinDocument, locale: Locale): FigureNotes {
  const figures = blocks.filter((block) => block.kind === 'figure');
  const notes = [...new Set(figures.flatMap((block) => notesOf(block, locale)))];
  return { notes, numbersOf: (block) => notesOf(block, locale).map((note) => notes.indexOf(note) + 1) };
}
