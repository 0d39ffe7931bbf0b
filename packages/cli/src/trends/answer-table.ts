import type { AnswerDocument } from '@waylight/trends';
import { textTable, wrapText } from '../tables/text-table.ts';
import type { Style } from '../terminal/style.ts';
import type { AnswerFormat } from './answer-format.ts';
import { capitalise, layOutAnswer } from './lay-out.ts';
import { unfinishedLine } from './unfinished-periods.ts';

/** Width without a terminal. It is enough for twelve months, and fits on a page. */
const FILE_COLUMNS = 120;

/** An answer as a table with labels, and below it the notes that must accompany the numbers. */
export function answerTable(document: AnswerDocument, format: AnswerFormat): string {
  const width = format.columns ?? FILE_COLUMNS;
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

/** A released table has no exact 0: a missing number was too small to break down. */
const describeEmptyAnswer = ({ exact }: AnswerFormat): string =>
  exact
    ? 'Nothing is counted here: every cell is 0.'
    : 'Not broken down here: the number above was too small, or the table of that period was withheld. It does not mean that nothing happened.';

function title(
  { unit, layer, by, period, from, to }: AnswerDocument,
  { filters = [] }: AnswerFormat,
): string {
  const dimensions = by.map((name) => (name === 'period' ? (period ?? name) : toWords(name)));
  const heading = capitalise(unit);
  return [
    // "Incidents, reports" would read as two units.
    unit === layer ? heading : `${heading} in the ${toWords(layer)}`,
    dimensions.length === 0 ? 'in all' : `by ${dimensions.join(', ')}`,
    ...filters,
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(to === undefined ? [] : [`to ${to}`]),
  ].join(', ');
}

const toWords = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('-', ' ');

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
