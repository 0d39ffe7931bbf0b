import type { FigureNote } from '@waylight/presentation';
import { formatRounded } from '@waylight/presentation';
import { placeOf } from '../data/origin.ts';
import type { Explain } from '../data/schemas.ts';
import { attributionText } from '../language/attribution-text.ts';
import type { Locale } from '../language/locale.tsx';
import type { MethodTexts } from '../language/method-texts.ts';

/** What goes with a figure wherever it goes. */
export type NotedFigure = {
  readonly title: string;
  readonly captions: readonly string[];
  readonly explain: Explain;
  /** What the answer says of itself, in the language of who exports. */
  readonly method: MethodTexts;
  /** Whether it is, or has, a map. */
  readonly hasMap: boolean;
};

/**
 * What must be said with the numbers of a figure. The footnote of XK is always among it: a number that is copied out of a
 * file is soon beside names that the file did not have.
 */
export function figureNotes(
  { title, captions, explain, method, hasMap }: NotedFigure,
  locale: Locale,
): FigureNote[] {
  const { t } = locale;
  const notes: readonly (readonly [name: string, text: string])[] = [
    [t('export.note.title'), title],
    ...captions.map((text) => [t('export.note.caption'), text] as const),
    [t('export.note.asOf'), asOfText(explain, locale)],
    [t('figure.rounding'), roundingText(explain, locale)],
    [t('figure.rounding'), method.rounding.text],
    [t('figure.unit'), method.unit.text],
    [t('figure.source'), method.source.text],
    [t('figure.howMade'), method.method.text],
    ...explain.attribution.map(
      (line) => [t('export.note.attribution'), attributionText(line, locale).text] as const,
    ),
    [t('export.note.footnote'), `* ${t('footnote.xk')}`],
    ...(hasMap ? [[t('export.note.footnote'), t('footnote.borders')] as const] : []),
  ];
  return notes.filter(([, text]) => text !== '').map(([name, text]) => ({ name, text }));
}

function asOfText({ origin }: Explain, { t, period }: Locale): string {
  if (origin === undefined) return '';
  const place = placeOf(origin.asOf);
  return place === undefined
    ? origin.asOf
    : `${t('asOf.label', { period: period(place.period) })} (${origin.asOf})`;
}

/** How a rounded number is to be read, in the language of who exports; nothing where numbers are exact. */
function roundingText({ origin }: Explain, { t, language, number }: Locale): string {
  const base = origin?.k;
  if (base === undefined) return '';
  const example = formatRounded(2 * base, { language, base, format: number });
  return t('reading.note', { example, range: `${number(base + 1)}–${number(3 * base - 1)}` });
}
