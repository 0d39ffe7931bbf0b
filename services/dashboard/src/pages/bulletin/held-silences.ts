import { type SilentCountries, silentSpans } from '../../completeness/silent-spans.ts';
import type { Binding, BulletinDocument, ResolvedBlock } from '../../data/bulletin-schemas.ts';
import type { CompletenessMonth } from '../../data/completeness.ts';
import { monthsOf } from '../../data/period-steps.ts';

type Figure = Pick<Extract<ResolvedBlock, { kind: 'figure' }>, 'answer' | 'silent'>;
type Held = Pick<BulletinDocument, 'blocks'>;

/**
 * Who said what they did in the months of a figure, from what the bulletin itself holds: what is frozen says the same for ever. A bulletin
 * that was frozen before figures held it may have it in its part on completeness. None of a figure that is not of reports.
 */
export function monthsOfFigure({ answer, silent }: Figure, document: Held): readonly CompletenessMonth[] {
  if (answer === null || answer.layer !== 'reports') return [];
  return silent ?? monthsBetween(document, answer.from, answer.to);
}

/** Who was silent in them, of the countries that the figure shows. */
export function silencesOfFigure(figure: Figure, document: Held): readonly SilentCountries[] {
  const { by = [], cells = [] } = figure.answer ?? {};
  const countries = by.includes('country') ? cells.map(({ country }) => String(country)) : undefined;
  return silencesIn(monthsOfFigure(figure, document), countries);
}

/** The same of a released number that stands in a text. */
export function silencesOfNumber(
  { period, coordinates: { country } }: Pick<Binding, 'period' | 'coordinates'>,
  document: Held,
): readonly SilentCountries[] {
  return silencesIn(monthsBetween(document, period, period), country === undefined ? undefined : [country]);
}

const silencesIn = (months: readonly CompletenessMonth[], countries: readonly string[] | undefined) =>
  silentSpans(
    months,
    months.map(({ period }) => period),
    countries,
  );

const monthsTold = ({ blocks }: Held) =>
  blocks.find((block) => block.kind === 'completeness')?.reporting ?? [];

/** Of weeks nothing is told. */
function monthsBetween(document: Held, from: string | undefined, to: string | undefined) {
  const [first, last] = [from && monthsOf(from)[0], to && monthsOf(to).at(-1)];
  if (first === undefined || last === undefined) return [];
  return monthsTold(document).filter(({ period }) => first <= period && period <= last);
}
