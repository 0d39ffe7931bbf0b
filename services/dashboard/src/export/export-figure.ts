import { figureCsv, figureHxl, loadMessageCatalogue, type TidyOptions } from '@waylight/presentation';
import type { Explain } from '../data/schemas.ts';
import { sentenceStart } from '../language/format.ts';
import type { Locale } from '../language/locale.tsx';
import { methodTexts } from '../language/method-texts.ts';
import { drawFigure } from './drawing.ts';
import { figureNotes } from './figure-notes.ts';
import type { FileKind } from './file-kinds.ts';
import { fileName } from './file-name.ts';
import { readFigure } from './read-figure.ts';
import { toPng } from './to-png.ts';

export type ExportedFile = { readonly name: string; readonly content: Blob };

/** What is exported, beside what stands on the screen. */
export type Exported = {
  readonly explain: Explain;
  /** The period that all its numbers are of, where its figure says it. */
  readonly period?: string | undefined;
  /** Which of its tables, from 0 on; a file of CSV or HXL has one. */
  readonly table?: number;
};

/**
 * A figure as a file, of what stands on the screen; none where it has nothing of the kind. @throws Error where the browser cannot make it
 */
export async function exportFigure(
  kind: FileKind,
  section: HTMLElement,
  { explain, period, table = 0 }: Exported,
  locale: Locale,
): Promise<readonly ExportedFile[]> {
  const figure = readFigure(section, locale);
  const hasMap = section.querySelector('svg.map') !== null;
  // Where words cannot be had, a file in two languages is better than none.
  const words = await loadMessageCatalogue(locale.language).catch(() => null);
  const method = methodTexts(explain, words, locale);
  const notes = figureNotes({ ...figure, explain, method, hasMap }, locale);
  const options: TidyOptions = {
    labels: fileLabels(locale),
    counts: explain.origin?.unit === 'victims' ? 'persons' : 'other',
    period: period ?? onlyPeriodOf(explain),
  };
  const nameOf = (ending: string, number?: number) =>
    fileName({ title: figure.title, asOf: explain.origin?.asOf, table: number, ending });
  switch (kind) {
    case 'csv':
    case 'hxl': {
      const chosen = figure.tables[table];
      if (chosen === undefined) return [];
      const text = (kind === 'csv' ? figureCsv : figureHxl)(notes, chosen, options);
      const number = figure.tables.length > 1 ? table + 1 : undefined;
      return [
        {
          name: nameOf(kind === 'csv' ? 'csv' : 'hxl.csv', number),
          content: new Blob([text], { type: 'text/csv;charset=utf-8' }),
        },
      ];
    }
    case 'xlsx': {
      const { toWorkbook } = await import('./workbook.ts');
      return [{ name: nameOf('xlsx'), content: await toWorkbook(notes, figure.tables, options) }];
    }
    case 'svg':
    case 'png': {
      const drawing = drawFigure(section, figure, notes);
      if (drawing === undefined) return [];
      const content =
        kind === 'svg' ? new Blob([drawing.svg], { type: 'image/svg+xml' }) : await toPng(drawing);
      return [{ name: nameOf(kind), content }];
    }
    default:
      return kind satisfies never;
  }
}

const fileLabels = ({ t, language }: Locale): TidyOptions['labels'] => ({
  period: t('figure.period'),
  column: t('export.column'),
  value: t('export.value'),
  readsAs: t('export.readsAs'),
  min: t('export.min'),
  max: t('export.max'),
  silent: sentenceStart(t('completeness.cell.silent'), language),
  completeness: t('completeness.stated'),
  pooled: t('code.together'),
});

const onlyPeriodOf = ({ origin }: Explain): string | undefined =>
  origin?.periods.length === 1 ? origin.periods[0] : undefined;

/** Hands a file to whoever reads the page. */
export function download({ name, content }: ExportedFile): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
