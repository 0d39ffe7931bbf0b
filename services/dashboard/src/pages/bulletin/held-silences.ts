import type { Binding, BulletinDocument, ResolvedBlock } from '../../api/bulletin-schemas.ts';
import type { CompletenessMonth } from '../../api/completeness.ts';
import { countedCountries } from '../../model/counted-countries.ts';
import { monthsOf } from '../../model/period.ts';
import { type SilentCountries, silentSpans } from '../../model/silence.ts';

type FrozenFigure = Pick<Extract<ResolvedBlock, { kind: 'figure' }>, 'answer' | 'silent'>;
type Held = Pick<BulletinDocument, 'blocks'>;

/**
 * Completeness in the months of a figure, as stored in the bulletin, so that a frozen bulletin never changes. Empty for the public
 * record.
 */
function monthsOfFigure({ answer, silent = [] }: FrozenFigure): readonly CompletenessMonth[] {
  return answer?.layer === 'reports' ? silent : [];
}

/** Silences in these months of the countries that the figure counts; all if one of its numbers is a sum of the region. */
export function silencesOfFigure(figure: FrozenFigure): readonly SilentCountries[] {
  const { by = [], cells = [] } = figure.answer ?? {};
  const counted = cells.map((cell) =>
    countedCountries(new Map(by.map((name) => [name, String(cell[name])]))),
  );
  const known = counted.flatMap((countries) => (countries === undefined ? [] : [countries]));
  const isOfAll = known.length < counted.length;
  return silencesIn(monthsOfFigure(figure), isOfAll ? undefined : known.flat());
}

/** The same for a released number in a text. */
export function silencesOfNumber(
  { period, coordinates }: Pick<Binding, 'period' | 'coordinates'>,
  document: Held,
): readonly SilentCountries[] {
  const counted = countedCountries(new Map(Object.entries(coordinates)));
  return silencesIn(monthsBetween(document, period, period), counted);
}

const silencesIn = (months: readonly CompletenessMonth[], countries: readonly string[] | undefined) =>
  silentSpans(
    months,
    months.map(({ period }) => period),
    countries,
  );

const publishedMonths = ({ blocks }: Held) =>
  blocks.find((block) => block.kind === 'completeness')?.reporting ?? [];

/** Weeks of receipt have no completeness. */
function monthsBetween(document: Held, from: string, to: string) {
  const [first, last] = [monthsOf(from)[0], monthsOf(to).at(-1)];
  if (first === undefined || last === undefined) return [];
  return publishedMonths(document).filter(({ period }) => first <= period && period <= last);
}
