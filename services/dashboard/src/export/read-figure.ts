import type { CellMeaning, FigureCell, FigureTable } from '@waylight/presentation';
import { formatRounded } from '@waylight/presentation';
import { parsePeriod } from '../language/format.ts';
import type { Locale } from '../language/locale.tsx';
import { readNumber } from '../language/read-number.ts';
import { seenText } from '../parts/seen-text.ts';
import { numberFacts } from './number-facts.ts';

/** What stands in a figure on the screen, and nothing else: an export can so give nobody more than the view did. */
export type ReadFigure = {
  readonly title: string;
  readonly captions: readonly string[];
  readonly tables: readonly FigureTable[];
};

export function readFigure(section: Element, locale: Locale): ReadFigure {
  return {
    title: seenText(section.querySelector('h2')),
    // What explains a tool of the figure, such as its exports, stands in a part that opens.
    captions: [...section.querySelectorAll('.caption')]
      .filter((caption) => caption.closest('details') === null)
      .map(seenText)
      .filter((text) => text !== ''),
    tables: [...section.querySelectorAll('.table-frame table')].map((table) => readTable(table, locale)),
  };
}

function readTable(table: Element, locale: Locale): FigureTable {
  const headings = [...table.querySelectorAll('thead th')];
  return {
    title: table.querySelector('caption')?.textContent?.trim() ?? '',
    columns: headings.map((heading) => ({
      title: readCell(heading, keyOf(heading), false, locale),
      isNumber: isNumeric(heading),
    })),
    rows: [...table.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell, index) =>
        readCell(cell, index === 0 ? keyOf(row) : undefined, isNumeric(headings[index]), locale),
      ),
    ),
  };
}

const keyOf = (element: Element): string | undefined => element.getAttribute('data-key') ?? undefined;
const isNumeric = (heading: Element | undefined): boolean => heading?.classList.contains('numeric') ?? false;

function readCell(cell: Element, key: string | undefined, isNumber: boolean, locale: Locale): FigureCell {
  const text = seenText(cell);
  const rounded = cell.querySelector<HTMLDataElement>('data.rounded');
  if (isNumber && rounded !== null) {
    const [value, base] = [Number(rounded.value), Number(rounded.dataset.base)];
    const { language, number } = locale;
    // On the screen a caption says how far off it may be: a cell of a file is copied away from it.
    const says = formatRounded(value, { language, base, format: number });
    const facts = rounded.dataset.cell === undefined ? {} : numberFacts(rounded.dataset.cell, locale);
    return { text: says, meaning: { kind: 'number', value, base, ...facts } };
  }
  if (isNumber) {
    const value = readNumber(text, locale.language);
    return { text, meaning: value === undefined ? { kind: 'text' } : { kind: 'number', value } };
  }
  return { text, meaning: nameMeaning(cell, key) };
}

function nameMeaning(cell: Element, key: string | undefined): CellMeaning {
  const [country, ...others] = cell.querySelectorAll<HTMLDataElement>('data.country');
  if (country !== undefined && others.length === 0) return { kind: 'country', code: country.value };
  if (key !== undefined && parsePeriod(key) !== undefined) return { kind: 'period', id: key };
  return { kind: 'text' };
}
