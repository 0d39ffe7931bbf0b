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
import { explainCompleteness } from './explain-completeness.ts';
import { isReadable } from './is-readable.ts';
import type { KnownRelease } from './released-snapshot.ts';
import { pickNarrowest } from './select-source.ts';

export type CompletenessResult =
  | { readonly kind: 'answer'; readonly answer: GetCompletenessResponse }
  | { readonly kind: 'refused'; readonly problems: readonly QuestionProblem[] };

type Bounds = { readonly from: string; readonly to: string };

/** What releases that the reader may see say of how completely organisations reported. Nothing else is read. */
export function answerCompleteness(
  context: Pick<AnswerContext, 'snapshot' | 'approvedReleases' | 'plan' | 'notice'>,
  bounds: Bounds,
  audience: Audience,
): CompletenessResult {
  const problems = validateBounds(bounds);
  if (problems.length > 0) return { kind: 'refused', problems };
  const releases = selectMonthReleases(context, bounds, audience);
  const months = releases.map(toMonthCompleteness);
  const asOf = releases.at(-1)?.event.releaseId ?? '';
  return {
    kind: 'answer',
    answer: GetCompletenessResponse.fromPartial({
      months,
      asOf,
      explanation: explainCompleteness(context.notice, releases),
    }),
  };
}

/**
 * Of each month one release, oldest first. What it says of completeness is the same to every circle, but releases that were made before
 * it was kept say nothing: where one circle's does, it is taken.
 */
function selectMonthReleases(
  { snapshot, approvedReleases, plan }: Pick<AnswerContext, 'snapshot' | 'approvedReleases' | 'plan'>,
  { from, to }: Bounds,
  audience: Audience,
): KnownRelease[] {
  const planned = new Set(plan.tables.filter((table) => table.completeness).map(({ id }) => id));
  const readable = releasesWithin(
    { period: 'month' },
    snapshot.releases.filter(
      ({ event }) =>
        (planned.has(event.tableId) || event.completeness.length > 0) &&
        isReadable(event, approvedReleases, audience),
    ),
    { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) },
  );
  const monthsWithCompleteness = new Set(
    readable.filter(({ event }) => event.completeness.length > 0).map(({ event }) => event.period),
  );
  return pickNarrowest(
    readable.filter(
      ({ event }) => event.completeness.length > 0 || !monthsWithCompleteness.has(event.period),
    ),
  );
}

function toMonthCompleteness({ event, drawn }: KnownRelease): MonthCompleteness {
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
  return { period: event.period, releaseId: event.releaseId, roundingBase: event.roundingBase, entries };
}

/** Bounds are read as those of every other question. */
function validateBounds({ from, to }: Bounds): readonly QuestionProblem[] {
  const question = TrendQuestion.fromPartial({ layer: Layer.REPORTS, period: PeriodKind.MONTH, from, to });
  const parsed = parseQuestion(question);
  if (!('problems' in parsed)) return [];
  return parsed.problems.map(({ field, description }) => ({
    field: field.replace(/^question\./, ''),
    description: description.replaceAll('question.', ''),
  }));
}
