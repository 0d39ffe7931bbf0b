import { type SilentCountries, silentSpans } from '../../completeness/silent-spans.ts';
import type { Binding, BulletinDocument, ResolvedBlock } from '../../data/bulletin-schemas.ts';
import { monthsOf } from '../../data/period-steps.ts';

type Figure = Pick<Extract<ResolvedBlock, { kind: 'figure' }>, 'answer' | 'silent'>;
type Held = Pick<BulletinDocument, 'blocks'>;

/**
 * Who was silent in the months of a figure and among the countries that it shows, from what the bulletin itself holds: what is frozen says
 * the same for ever. A bulletin that was frozen before figures held it may have it in its part on completeness.
 */
export function silencesOfFigure({ answer, silent }: Figure, document: Held): readonly SilentCountries[] {
  if (answer === null || answer.layer !== 'reports') return [];
  const { by, cells, from, to } = answer;
  const countries = by.includes('country') ? cells.map(({ country }) => String(country)) : undefined;
  const months = silent ?? monthsBetween(document, from, to);
  return silencesIn(months, countries);
}

/** The same of a released number that stands in a text. */
export function silencesOfNumber(
  { period, coordinates: { country } }: Pick<Binding, 'period' | 'coordinates'>,
  document: Held,
): readonly SilentCountries[] {
  return silencesIn(monthsBetween(document, period, period), country === undefined ? undefined : [country]);
}

const silencesIn = (months: ReturnType<typeof monthsTold>, countries: readonly string[] | undefined) =>
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
