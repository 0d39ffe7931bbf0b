import { Layer } from '@waylight/contracts/incident';
import { Audience as WireAudience } from '@waylight/contracts/release';
import { type NearestTable, type TrendAnswer, TrendQuestion } from '@waylight/contracts/trends';
import {
  type Audience,
  answerQuestion,
  mayRead,
  type TrendQuestion as PlanQuestion,
  type ReleasePlan,
  releasedCells,
} from '@waylight/disclosure-control';
import type { Registry } from '@waylight/registry';
import {
  answerFromCells,
  DIMENSION_NAMES,
  LAYER_NAMES,
  namedQuestion,
  type ParsedQuestion,
  PERIOD_NAMES,
  parseQuestion,
  type QuestionProblem,
  UNIT_NAMES,
  unknownCodes,
} from '@waylight/trends';
import { explainPublicRecord, explainReleased } from './explain.ts';
import type { View } from './view.ts';

export type AnswerContext = {
  readonly view: View;
  readonly plan: ReleasePlan;
  readonly registry: Registry;
  /** A note on where the numbers come from, such as that a trial's reports are simulated. */
  readonly notice: string | undefined;
};

export type AnswerResult =
  | { readonly kind: 'answer'; readonly answer: TrendAnswer }
  | { readonly kind: 'nearest'; readonly nearest: NearestTable }
  | { readonly kind: 'refused'; readonly problems: readonly QuestionProblem[] };

/**
 * The one place where a question becomes numbers: from the public record exactly, or from one released table that the
 * reader may see. Nothing is read that is not released.
 */
export function answer(
  context: AnswerContext,
  question: TrendQuestion | undefined,
  reader: Audience,
): AnswerResult {
  const parsed = parseQuestion(question);
  if ('problems' in parsed) return { kind: 'refused', problems: parsed.problems };
  const asked = asAsked(parsed.ok, question);
  if (parsed.ok.layer === Layer.PUBLIC_RECORD) {
    const problems = unknownCodes(asked);
    if (problems.length > 0) return { kind: 'refused', problems };
    return { kind: 'answer', answer: fromPublicRecord(context, parsed.ok, asked) };
  }
  return fromReleases(context, asked, reader);
}

/** The question with its defaults filled in, as it is repeated in the answer. */
function asAsked(parsed: ParsedQuestion, question: TrendQuestion | undefined): TrendQuestion {
  return TrendQuestion.fromPartial({ ...question, unit: parsed.unit, period: parsed.period });
}

function fromPublicRecord(context: AnswerContext, parsed: ParsedQuestion, asked: TrendQuestion): TrendAnswer {
  const cells = answerFromCells(parsed, context.view.publicRecord);
  return {
    question: asked,
    asOf: context.view.publicRecordAsOf,
    cells,
    explain: explainPublicRecord(context, parsed, cells),
    k: 0,
  };
}

function fromReleases(context: AnswerContext, asked: TrendQuestion, reader: Audience): AnswerResult {
  const question = planQuestion(asked);
  const decided = answerQuestion(context.plan, question, reader);
  if (decided.kind === 'public-record') throw new TypeError('the public record is not a released table');
  if (decided.kind === 'not-released')
    return {
      kind: 'nearest',
      nearest: {
        tableId: decided.nearest?.table.id ?? '',
        why: decided.why,
        question: decided.nearest === undefined ? undefined : wireQuestion(decided.nearest.question),
      },
    };
  const releases = context.view.releases.filter(
    ({ event }) => event.tableId === decided.table.id && mayRead(reader, audienceName(event.audience)),
  );
  const drawn = releases.map((release) => release.drawn);
  const cells = releasedCells(decided.table, drawn, question);
  const newest = releases
    .map(({ event }) => event)
    .sort((a, b) => (a.period < b.period ? -1 : 1))
    .at(-1);
  if (cells.length === 0 || newest === undefined)
    return {
      kind: 'nearest',
      nearest: {
        tableId: decided.table.id,
        why:
          newest === undefined
            ? 'The table answers this, but none of its periods has been released yet.'
            : `The table answers this, but has no released period in these bounds; the newest is ${newest.period}.`,
        question: wireQuestion({ ...question, from: undefined, to: undefined }),
      },
    };
  return {
    kind: 'answer',
    answer: {
      question: asked,
      asOf: newest.releaseId,
      cells,
      explain: explainReleased(context, decided.table, newest, cells),
      k: newest.k,
    },
  };
}

/** Names of audiences as the plan has them; an unknown one is the narrowest. */
export function audienceName(audience: WireAudience): Audience {
  switch (audience) {
    case WireAudience.PUBLIC:
      return 'public';
    case WireAudience.AUTHORITIES:
      return 'authorities';
    case WireAudience.NETWORK:
      return 'network';
    default:
      return 'partners';
  }
}

function planQuestion(asked: TrendQuestion): PlanQuestion {
  const named = namedQuestion(asked);
  return {
    layer: 'reports',
    unit: named.unit as PlanQuestion['unit'],
    by: named.by,
    ...(named.period === undefined ? {} : { period: named.period }),
    ...(named.from === undefined ? {} : { from: named.from }),
    ...(named.to === undefined ? {} : { to: named.to }),
    filters: asked.filters.map((filter) => ({
      dimension: namedQuestion(TrendQuestion.fromPartial({ by: [filter.dimension] })).by[0] ?? 'unknown',
      values: filter.values,
    })),
  };
}

function wireQuestion(question: PlanQuestion): TrendQuestion {
  const dimensions: Readonly<Record<string, TrendQuestion['by'][number]>> = DIMENSION_NAMES;
  const dimension = (name: string) => dimensions[name] ?? 0;
  return TrendQuestion.fromPartial({
    layer: LAYER_NAMES[question.layer],
    unit: UNIT_NAMES[question.unit],
    by: question.by.map(dimension),
    period: question.period === undefined ? 0 : PERIOD_NAMES[question.period],
    from: question.from ?? '',
    to: question.to ?? '',
    filters: (question.filters ?? []).map((filter) => ({
      dimension: dimension(filter.dimension),
      values: [...filter.values],
    })),
  });
}
