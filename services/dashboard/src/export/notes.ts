import { formatRounded } from '@waylight/presentation';
import { placeOf } from '../api/origin.ts';
import type { Explain } from '../api/schemas.ts';
import { codesOf, type Grid, PERIOD } from '../model/grid.ts';
import { headText } from '../model/head-text.ts';
import { attributionText } from '../text/attribution-text.ts';
import { codeText } from '../text/code-name.ts';
import { dimensionText } from '../text/code-text.ts';
import type { Locale } from '../text/locale.tsx';
import type { MethodTexts } from '../text/method-texts.ts';
import type { ExportedFigure } from './exported-figure.ts';

export type Note = { readonly name: string; readonly text: string };

/** All notes that must be read with the numbers of a figure. The footnote of XK is always included. */
export function notesOf(
  { title, finding = '', grids, charts, explain, notes: facts }: ExportedFigure,
  method: MethodTexts,
  locale: Locale,
): readonly Note[] {
  const { t } = locale;
  const notes: readonly (readonly [name: string, text: string])[] = [
    [t('export.note.title'), title],
    [t('export.note.title'), finding],
    ...facts.map((text) => [t('export.note.caption'), text] as const),
    [t('export.note.asOf'), asOfText(explain, locale)],
    [t('figure.rounding'), roundingText(explain, locale)],
    [t('figure.rounding'), method.rounding.text],
    [t('figure.unit'), method.unit.text],
    [t('figure.source'), method.source.text],
    [t('figure.howMade'), method.method.text],
    ...pooledNotes(grids, locale),
    ...attributions(explain, locale).map((text) => [t('export.note.attribution'), text] as const),
    [t('export.note.footnote'), `* ${t('footnote.xk')}`],
    [t('export.note.footnote'), charts.some(({ isMap }) => isMap) ? t('footnote.borders') : ''],
  ];
  return notes.filter(([, text]) => text !== '').map(([name, text]) => ({ name, text }));
}

export function asOfText({ origin }: Explain, { t, period }: Locale): string {
  if (origin === undefined) return '';
  const place = placeOf(origin.asOf);
  return place === undefined
    ? origin.asOf
    : `${t('asOf.label', { period: period(place.period) })} (${origin.asOf})`;
}

/** How to read rounded numbers; empty for exact numbers. */
export function roundingText({ origin }: Explain, { t, language, number }: Locale): string {
  const base = origin?.k;
  if (base === undefined) return '';
  const example = formatRounded(2 * base, { language, base, format: number });
  return t('reading.note', { example, range: `${number(base + 1)}–${number(3 * base - 1)}` });
}

export const attributions = ({ attribution }: Explain, locale: Locale): readonly string[] =>
  attribution.map((line) => attributionText(line, locale).text);

/** Codes of pooled rows, which may differ between periods. */
function pooledNotes(grids: readonly Grid[], locale: Locale): readonly (readonly [string, string])[] {
  const found = new Map<string, string>();
  for (const grid of grids)
    for (const [row, { cells }] of grid.rows.entries())
      for (const [column, cell] of cells.entries()) {
        if (cell.kind !== 'number' || cell.pooled === undefined) continue;
        const { [PERIOD]: period, ...codes } = codesOf(grid, row, column);
        const dimension = Object.keys(codes).find((name) => codes[name] === 'not-broken-down');
        if (dimension === undefined) continue;
        const name = [locale.t('code.pooled'), period === undefined ? '' : locale.period(period)];
        found.set(
          name.filter((part) => part !== '').join(', '),
          cell.pooled.map((code) => codeText(dimension, code, locale)).join(', '),
        );
      }
  return [...found];
}

/** Names of all codes in grids by dimension, as a key to the data. */
export function codeNames(
  grids: readonly Grid[],
  locale: Locale,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const names: Record<string, Record<string, string>> = {};
  const add = (dimension: string, code: string, text: string) => {
    if (dimension !== PERIOD) names[dimension] = { ...names[dimension], [code]: text };
  };
  for (const { columns, rows, fixed } of grids) {
    for (const head of [...columns, ...rows.flatMap(({ heads }) => heads)])
      if (head.dimension !== undefined) add(head.dimension, head.id, headText(head, locale));
      else if ('table' in head && head.table !== undefined) add('measure', head.id, headText(head, locale));
    for (const [dimension, code] of Object.entries(fixed))
      add(dimension, code, codeText(dimension, code, locale));
  }
  return names;
}

/** Columns of the data, in the language of the page. */
export function columnNames(columns: readonly string[], locale: Locale): Readonly<Record<string, string>> {
  const { t } = locale;
  const known: Readonly<Record<string, string>> = {
    table: t('origin.table'),
    period_id: t('figure.period'),
    period_start: `${t('figure.period')} ≥`,
    period_end: `${t('figure.period')} ≤`,
    value: t('export.value'),
    min: t('export.min'),
    max: t('export.max'),
    reads_as: t('export.readsAs'),
    silent: t('completeness.inWords.silent'),
    completeness: t('completeness.stated'),
    measure: t('export.column'),
  };
  return Object.fromEntries(columns.map((name) => [name, known[name] ?? dimensionText(name, locale)]));
}
