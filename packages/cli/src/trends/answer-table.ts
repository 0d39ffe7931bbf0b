import type { Language } from '@waylight/taxonomy';
import type { AnswerDocument } from '@waylight/trends';
import { wrapText } from '../tables/display-width.ts';
import { textTable } from '../tables/text-table.ts';
import type { Style } from '../terminal/style.ts';
import { layOutAnswer } from './lay-out.ts';
import { unfinishedLine } from './unfinished-periods.ts';

export type AnswerFormat = {
  readonly language: Language;
  /** Whether numbers may be added up; rounded ones never are. */
  readonly exact: boolean;
  /** Of a released table: the totals that were drawn with its cells, by what stands across; '' where nothing does. */
  readonly drawnTotals?: ReadonlyMap<string, number>;
  /** What a number reads as: "about 5" where it was rounded. */
  readonly formatNumber: (value: number) => string;
  /** Columns of the terminal; undefined where it is none. */
  readonly columns: number | undefined;
  readonly style: Style;
  /** The day on which numbers are read that go on being counted, as own ones do: periods that are not over are marked. */
  readonly today?: number | undefined;
  /** What alone is counted, in words: "Country: Serbia"; none where nothing is filtered. */
  readonly filters?: readonly string[];
};

/** Wide enough for a year of months, and for a page. */
const COLUMNS_OF_A_FILE = 120;

/** An answer as a table with labels, and under it what must accompany the numbers. */
export function answerTable(document: AnswerDocument, format: AnswerFormat): string {
  const width = format.columns ?? COLUMNS_OF_A_FILE;
  const { style } = format;
  const tables =
    document.cells.length === 0
      ? [describeEmptyAnswer(format)]
      : layOutAnswer(document, format, width).map((part) =>
          typeof part === 'string' ? part : textTable(part.columns, part.rows, style, part.totals),
        );
  return [
    style.bold(title(document, format)),
    '',
    tables.join('\n\n'),
    '',
    ...unfinishedLines(document, format, width),
    ...notes(document, width, style),
  ].join('\n');
}

/** A released table gives no cell of 0 as none: what is missing there was too small to be broken down. */
const describeEmptyAnswer = ({ exact }: AnswerFormat): string =>
  exact
    ? 'Nothing is counted here: every cell is 0.'
    : 'Not broken down here: the number above was too small, or the table of that period was withheld. It does not say that nothing was there.';

function title(
  { unit, layer, by, period, from, to }: AnswerDocument,
  { filters = [] }: AnswerFormat,
): string {
  const dimensions = by.map((name) => (name === 'period' ? (period ?? name) : toWords(name)));
  const counted = capitalise(unit);
  return [
    // "Incidents, reports" would read as two units.
    unit === layer ? counted : `${counted} in the ${toWords(layer)}`,
    dimensions.length === 0 ? 'in all' : `by ${dimensions.join(', ')}`,
    ...filters,
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(to === undefined ? [] : [`to ${to}`]),
  ].join(', ');
}

const toWords = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('-', ' ');
const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function unfinishedLines({ cells }: AnswerDocument, { today }: AnswerFormat, width: number): string[] {
  const line = unfinishedLine(
    cells.map(({ period }) => String(period ?? '')),
    today,
  );
  return line === '' ? [] : wrapText(line, width);
}

function notes({ explain, asOf }: AnswerDocument, width: number, style: Style): string[] {
  const paragraphs = [explain.unit, explain.source, explain.rounding, explain.method].filter(
    (text) => text !== '',
  );
  return [
    ...paragraphs.flatMap((text) => wrapText(text, width)).map(style.dim),
    ...explain.attribution.flatMap((text) => wrapText(`Source: ${text}`, width)),
    ...explain.footnotes.flatMap((text) => wrapText(text, width)),
    style.dim(`As of ${asOf}`),
  ];
}
