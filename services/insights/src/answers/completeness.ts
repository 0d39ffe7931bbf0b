import { dayOfInstant } from '@waylight/calendar';
import { Layer } from '@waylight/contracts/incident';
import {
  type CountryCompleteness,
  GetCompletenessResponse,
  type MonthCompleteness,
} from '@waylight/contracts/insights';
import { type Explanation, PeriodKind, TrendQuestion } from '@waylight/contracts/trends';
import {
  ALL,
  type Audience,
  MIN_ORGANISATIONS,
  nextCompletenessFor,
  numberAt,
  releasesWithin,
} from '@waylight/disclosure-control';
import { composeExplanation, createMessage, EFFORT_STEP, effortBounds } from '@waylight/presentation';
import { parseQuestion, type QuestionProblem } from '@waylight/trends';
import type { AnswerContext } from './answer.ts';
import { footnotes } from './explain.ts';
import { isReadable } from './is-readable.ts';
import type { KnownRelease } from './released-snapshot.ts';
import { pickNarrowest } from './select-source.ts';

export type CompletenessResult =
  | { readonly kind: 'answer'; readonly answer: GetCompletenessResponse }
  | { readonly kind: 'refused'; readonly problems: readonly QuestionProblem[] };

type Bounds = { readonly from: string; readonly to: string };

/** Completeness of reporting by month. Its only sources are releases that this audience may read. */
export function answerCompleteness(
  context: Pick<AnswerContext, 'snapshot' | 'approvedReleases' | 'plan' | 'notice'>,
  bounds: Bounds,
  audience: Audience,
  nowMs?: number,
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
      ...(nowMs === undefined
        ? {}
        : { next: nextCompletenessFor(context.plan, audience, dayOfInstant(nowMs)) }),
    }),
  };
}

/**
 * One release for each month, oldest first. Completeness is the same for every audience, but early releases lack it: a
 * release with it is preferred.
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
  const axes = { rows: { dimension: event.rowDimension }, columns: { dimension: event.columnDimension } };
  const isOneWay = event.rowDimension === ALL || event.columnDimension === ALL;
  // Sums of cells are left out: a reader would assume that the rounding bound applies to them too.
  const hasNumbers = isOneWay || !event.marginsAreSums;
  const entries = event.completeness.map(
    (completeness): CountryCompleteness => ({
      completeness,
      reported: completeness.countries.flatMap((country) => {
        const incidents = hasNumbers ? numberAt(axes, drawn, { country }) : undefined;
        return incidents === undefined || incidents === null ? [] : [{ country, incidents }];
      }),
    }),
  );
  return { period: event.period, releaseId: event.releaseId, roundingBase: event.roundingBase, entries };
}

/** Validates the bounds `from` and `to` like those of a trend question. */
function validateBounds({ from, to }: Bounds): readonly QuestionProblem[] {
  const question = TrendQuestion.fromPartial({ layer: Layer.REPORTS, period: PeriodKind.MONTH, from, to });
  const parsed = parseQuestion(question);
  if (!('problems' in parsed)) return [];
  return parsed.problems.map(({ field, description }) => ({
    field: field.replace(/^question\./, ''),
    description: description.replaceAll('question.', ''),
  }));
}

/** Example of a rounded effort. */
const EXAMPLE_EFFORT = 12 * EFFORT_STEP;

/** Explains completeness. Messages depend only on the newest release, never on activity reports. */
export function explainCompleteness(
  notice: string | undefined,
  releases: readonly Pick<KnownRelease, 'event'>[],
): Explanation {
  const newest = releases.at(-1)?.event;
  const hasKosovo = releases.some(({ event }) =>
    event.completeness.some(({ countries }) => countries.includes('XK')),
  );
  return {
    ...composeExplanation({
      unit: [createMessage('unit.completeness'), createMessage('unit.completeness.never')],
      source: [
        createMessage('source.completeness'),
        newest === undefined
          ? createMessage('source.completeness.none')
          : createMessage('source.completeness.newest', { release: newest.releaseId }),
        createMessage('source.completeness.once'),
      ],
      rounding: [
        createMessage('rounding.effort', {
          step: EFFORT_STEP,
          example: EXAMPLE_EFFORT,
          lowest: effortBounds(0).to,
          ...effortBounds(EXAMPLE_EFFORT),
        }),
        createMessage('rounding.effort.given', { few: MIN_ORGANISATIONS }),
        createMessage('rounding.together', { few: MIN_ORGANISATIONS }),
        ...(newest === undefined
          ? []
          : [
              createMessage('rounding.released', {
                base: newest.roundingBase,
                atMost: newest.roundingBase - 1,
              }),
            ]),
      ],
      method: [createMessage('method.completeness.stated'), createMessage('method.completeness.silence')],
    }),
    attribution: notice === undefined ? [] : [notice],
    footnotes: footnotes(hasKosovo),
  };
}
