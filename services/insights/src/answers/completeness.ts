import { Layer } from '@waylight/contracts/incident';
import {
  type CountryCompleteness,
  GetCompletenessResponse,
  type MonthCompleteness,
} from '@waylight/contracts/insights';
import { PeriodKind, TrendQuestion } from '@waylight/contracts/trends';
import { type Audience, releasesWithin } from '@waylight/disclosure-control';
import { parseQuestion, type QuestionProblem } from '@waylight/trends';
import type { AnswerContext } from './answer.ts';
import { narrowestOfEach } from './decide.ts';
import { explainCompleteness } from './explain-completeness.ts';
import { isReadable } from './readable.ts';
import type { KnownRelease } from './view.ts';

export type CompletenessResult =
  | { readonly kind: 'answer'; readonly answer: GetCompletenessResponse }
  | { readonly kind: 'refused'; readonly problems: readonly QuestionProblem[] };

type Bounds = { readonly from: string; readonly to: string };

/** What releases that the reader may see say of how completely organisations reported. Nothing else is read. */
export function completeness(
  context: Pick<AnswerContext, 'view' | 'gate' | 'plan' | 'notice'>,
  bounds: Bounds,
  reader: Audience,
): CompletenessResult {
  const problems = problemsOf(bounds);
  if (problems.length > 0) return { kind: 'refused', problems };
  const releases = monthsToTell(context, bounds, reader);
  const months = releases.map(monthOf);
  const asOf = releases.at(-1)?.event.releaseId ?? '';
  return {
    kind: 'answer',
    answer: GetCompletenessResponse.fromPartial({
      months,
      asOf,
      explain: explainCompleteness(context.notice, releases),
    }),
  };
}

/**
 * Of each month one release, oldest first. What it says of completeness is the same to every circle, but releases that were made before
 * it was kept say nothing: where one circle's does, it is taken.
 */
function monthsToTell(
  { view, gate, plan }: Pick<AnswerContext, 'view' | 'gate' | 'plan'>,
  { from, to }: Bounds,
  reader: Audience,
): KnownRelease[] {
  const planned = new Set(plan.tables.filter((table) => table.completeness).map(({ id }) => id));
  const readable = releasesWithin(
    { period: 'month' },
    view.releases.filter(
      ({ event }) =>
        (planned.has(event.tableId) || event.completeness.length > 0) && isReadable(event, gate, reader),
    ),
    { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) },
  );
  const telling = new Set(
    readable.filter(({ event }) => event.completeness.length > 0).map(({ event }) => event.period),
  );
  return narrowestOfEach(
    readable.filter(({ event }) => event.completeness.length > 0 || !telling.has(event.period)),
  );
}

function monthOf({ event, drawn }: KnownRelease): MonthCompleteness {
  /** Sums of cells have no bound of their own: they would read as numbers that have one. */
  const numbers = new Map(
    event.marginsAreSums ? [] : drawn.rows.map((country, row) => [country, drawn.rowTotals[row] ?? null]),
  );
  const entries = event.completeness.map(
    (completeness): CountryCompleteness => ({
      completeness,
      reported: completeness.countries.flatMap((country) => {
        const incidents = numbers.get(country) ?? null;
        return incidents === null ? [] : [{ country, incidents }];
      }),
    }),
  );
  return { period: event.period, releaseId: event.releaseId, k: event.k, entries };
}

/** Bounds are read as those of every other question. */
function problemsOf({ from, to }: Bounds): readonly QuestionProblem[] {
  const question = TrendQuestion.fromPartial({ layer: Layer.REPORTS, period: PeriodKind.MONTH, from, to });
  const parsed = parseQuestion(question);
  if (!('problems' in parsed)) return [];
  return parsed.problems.map(({ field, description }) => ({
    field: field.replace(/^question\./, ''),
    description: description.replaceAll('question.', ''),
  }));
}
