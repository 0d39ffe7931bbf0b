import type { BulletinDocument, ResolvedBlock } from '../../api/bulletin-schemas.ts';
import { silenceOf } from '../../model/silence.ts';
import type { Locale } from '../../text/locale.tsx';
import { baseOf, drawsBars, figureGrid, isDrawn } from './figure-grid.ts';

type FigureBlock = Extract<ResolvedBlock, { kind: 'figure' }>;

/** Notes that must be read with a figure. */
function figureNotesOf(block: FigureBlock, locale: Locale): readonly string[] {
  const { t, number } = locale;
  const { answer, presentation } = block;
  if (answer === null) return [];
  const [grid, k] = [figureGrid(answer, locale), baseOf(answer)];
  const hasGaps = grid.rows.some(({ cells }) => cells.some(({ kind }) => kind === 'none'));
  const isDashed = isDrawn(presentation, grid) && silenceOf(grid).isMarked;
  return [
    k === undefined
      ? t('bulletin.figure.exact')
      : t('bulletin.figure.rounding', { k: number(k), atMost: number(k - 1) }),
    ...(drawsBars(presentation, grid) ? [t('bulletin.bars.note')] : []),
    ...(hasGaps ? [t('bulletin.figure.notGiven')] : []),
    ...(isDashed ? [t('bulletin.silent.dashed')] : []),
  ];
}

export type FigureNotes = {
  /** Distinct notes. The number of a note is its position, from 1. */
  readonly notes: readonly string[];
  /** Numbers of the notes of a figure. */
  readonly numbersOf: (block: FigureBlock) => readonly number[];
};

/** The notes of all figures of a bulletin. */
export function figureNotes({ blocks }: BulletinDocument, locale: Locale): FigureNotes {
  const figures = blocks.filter((block) => block.kind === 'figure');
  const notes = [...new Set(figures.flatMap((block) => figureNotesOf(block, locale)))];
  return { notes, numbersOf: (block) => figureNotesOf(block, locale).map((note) => notes.indexOf(note) + 1) };
}
