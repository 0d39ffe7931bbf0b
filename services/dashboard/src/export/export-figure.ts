import { csvRows } from '@waylight/presentation';
import { numberText } from '../model/cell-text.ts';
import { silenceOf } from '../model/silence.ts';
import type { Locale } from '../text/locale.tsx';
import { methodTexts } from '../text/method-texts.ts';
import { type ChartCopy, copyChart } from './chart-copies.ts';
import { type DataCell, type DataSheet, dataSheet } from './data-sheet.ts';
import type { ExportedFile } from './download.ts';
import { drawCharts } from './drawing.ts';
import type { ExportedFigure, FileKind, PicturedFigure } from './exported-figure.ts';
import { fileName } from './file-name.ts';
import { asOfText, attributions, codeNames, columnNames, type Note, notesOf, roundingText } from './notes.ts';
import { screenRows, silenceNote } from './screen-sheet.ts';
import { fewText, silentText } from './silent-text.ts';
import { toPng } from './to-png.ts';

/** Byte order mark. Without it, spreadsheets do not detect UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Creates a file of a figure. `stage` contains its charts, rendered for this export; only images use it. @throws Error if the
 * browser cannot create it
 */
export async function exportFigure(
  kind: FileKind,
  figure: PicturedFigure,
  stage: Element | null,
  locale: Locale,
): Promise<ExportedFile> {
  const { title, explain, grids } = figure;
  // The title may be a finding, which a file name would cut off.
  const [grid, ...others] = grids;
  const name = grid === undefined || others.length > 0 ? title : grid.title;
  const fileOf = (ending: string, content: Blob): ExportedFile => ({
    name: fileName({ title: name, asOf: explain.origin?.asOf, ending }),
    content,
  });
  if (kind === 'svg' || kind === 'png') {
    const svg = drawCharts(drawingText(figure, locale), stage === null ? [] : chartsOn(stage));
    return fileOf(kind, kind === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await toPng(svg));
  }
  const data = dataSheet(grids, (number) => numberText(number, locale));
  switch (kind) {
    case 'csv':
      return fileOf('csv', csvOf([data.columns, ...data.rows]));
    case 'hxl':
      return fileOf('hxl.csv', csvOf([data.columns, data.hashtags, ...data.rows]));
    case 'json':
      return fileOf('metadata.json', metadataOf(figure, data, notesIn(figure, locale), locale));
    case 'xlsx': {
      const { toWorkbook } = await import('./workbook.ts');
      const notes = notesIn(figure, locale);
      return fileOf(
        'xlsx',
        await toWorkbook({
          data,
          screen: screenRows(grids, locale),
          readMe: readMeRows(figure, data, notes, locale),
        }),
      );
    }
    default:
      return kind satisfies never;
  }
}

const notesIn = (figure: ExportedFigure, locale: Locale): readonly Note[] =>
  notesOf(figure, methodTexts(figure.explain, locale), locale);

const csvOf = (rows: readonly (readonly DataCell[])[]): Blob => {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === 'boolean' ? String(cell) : cell)));
  return new Blob([BYTE_ORDER_MARK + csvRows(texts)], { type: 'text/csv;charset=utf-8' });
};

function metadataOf(
  { title, finding, explain, grids }: ExportedFigure,
  { columns, hashtags }: DataSheet,
  notes: readonly Note[],
  locale: Locale,
): Blob {
  const names = columnNames(columns, locale);
  const document = {
    title,
    finding,
    language: locale.language,
    release: explain.origin?.asOf,
    columns: columns.map((name, at) => ({ name, title: names[name], hxl: hashtags[at] })),
    codes: codeNames(grids, locale),
    notes,
  };
  return new Blob([`${JSON.stringify(document, null, 2)}\n`], { type: 'application/json' });
}

function readMeRows(
  { grids }: ExportedFigure,
  { columns }: DataSheet,
  notes: readonly Note[],
  locale: Locale,
): readonly (readonly string[])[] {
  return [
    ...notes.map(({ name, text }) => [name, text]),
    [],
    ...Object.entries(columnNames(columns, locale)),
    [],
    ...Object.entries(codeNames(grids, locale)).flatMap(([dimension, codes]) =>
      Object.entries(codes).map(([code, text]) => [`${dimension} ${code}`, text]),
    ),
  ];
}

/** An image may be alone in a report, so it contains what it counts, its source, how to read rounded numbers, and its footnotes. */
function drawingText(
  { title, finding, subtitle, explain, grids, charts, notes }: PicturedFigure,
  locale: Locale,
) {
  const { t } = locale;
  const isMap = charts.some((one) => one.isMap);
  const source = ['Waylight', asOfText(explain, locale), ...attributions(explain, locale)];
  return {
    title: finding ?? title,
    subtitle,
    notes: [
      notes.join(' · '),
      silenceOf(...grids).isMarked ? (isMap ? silenceNote(locale) : silentText(grids, locale)) : '',
      fewText(grids, locale),
      `${t('figure.source')}: ${source.filter((text) => text !== '').join(' · ')}`,
      roundingText(explain, locale),
      `* ${t('footnote.xk')}`,
      isMap ? t('footnote.borders') : '',
    ].filter((text) => text !== ''),
  };
}

const chartsOn = (stage: Element): readonly ChartCopy[] =>
  [...stage.children].flatMap((place) => {
    const svg = place.querySelector('svg');
    const heading = place.getAttribute('data-heading') ?? '';
    return (svg === null ? undefined : copyChart(svg, heading)) ?? [];
  });
