import type { Binding, BoundNumber, BulletinProblemReason, Sourced, Sources } from '@waylight/bulletin';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { Country, Layer } from '@waylight/contracts/incident';
import { Freshness, type NodeFreshness } from '@waylight/contracts/insights';
import { TrendQuestion, Unit } from '@waylight/contracts/trends';
import {
  type Audience,
  componentReleaseIdsOf,
  computeLateAndCorrections,
  describeValue,
  lateNumbersOf,
  periodKindOf,
  releasePeriodsWithin,
} from '@waylight/disclosure-control';
import { XK_FOOTNOTE } from '@waylight/taxonomy';
import {
  answerDocument,
  askedQuestionSchema,
  DIMENSION_NAMES,
  explanationDocument,
  PERIOD_NAMES,
  wireQuestion,
} from '@waylight/trends';
import { type AnswerContext, answer } from '../answers/answer.ts';
import { audienceName } from '../answers/audience-name.ts';
import { completeness } from '../answers/completeness.ts';
import { decide, narrowestOfEach } from '../answers/decide.ts';
import { isReadable } from '../answers/readable.ts';
import type { KnownRelease } from '../answers/view.ts';
import { completenessDocument } from '../http/completeness-schemas.ts';

const STEPS: Readonly<Record<Freshness, string>> = {
  [Freshness.UNSPECIFIED]: 'older',
  [Freshness.UNDER_A_DAY]: 'under a day',
  [Freshness.UNDER_A_WEEK]: 'under a week',
  [Freshness.OLDER]: 'older',
};

/** What a bulletin for a circle is made of: the same answers that a reader of that circle gets, by the same functions. */
export function sourcesFor(
  context: AnswerContext,
  audience: Audience,
  nodes: readonly NodeFreshness[],
): Sources {
  return {
    cell: (binding) => cellOf(context, audience, binding),
    figure: (question) => figureOf(context, audience, question),
    silences: (question) => silencesIn(context, audience, question),
    late: (of) => lateOf(context, audience, of),
    completeness: (period) => ({
      nodes: nodes.map(({ node, freshness }) => ({
        country: NODE_COUNTRIES.find((country) => Country[country] === node) ?? 'unknown',
        freshness: STEPS[freshness],
      })),
      ...reportingIn(context, audience, period),
    }),
    kosovoFootnote: `* XK: ${XK_FOOTNOTE}`,
    notice: context.notice,
  };
}

/** One number that was drawn, asked for as a question of one cell. */
function cellOf(
  context: AnswerContext,
  audience: Audience,
  { table, period, coordinates }: Binding,
): Sourced<BoundNumber> {
  const kind = periodKindOf(period);
  if (kind === undefined)
    return missing('no-period', `${period} is no period of releases: write one such as 2025-03`);
  const unknown = Object.keys(coordinates).find((name) => name === 'period' || !isDimension(name));
  if (unknown !== undefined)
    return missing('no-dimension', `"${unknown}" is no dimension: see /v1/release-plan`);
  const dimensions = Object.keys(coordinates).filter(isDimension);
  const question = TrendQuestion.fromPartial({
    ...{ layer: Layer.REPORTS, unit: Unit.INCIDENTS, period: PERIOD_NAMES[kind], from: period, to: period },
    by: dimensions.map((name) => DIMENSION_NAMES[name]),
    filters: dimensions.map((name) => ({
      dimension: DIMENSION_NAMES[name],
      values: [coordinates[name] ?? ''],
    })),
  });
  const decided = decide(context, question, audience);
  if (decided.kind === 'nearest')
    return missing('not-released', `no release gives this cell: ${decided.nearest.why}`);
  if (decided.kind !== 'released') return missing('no-cell', 'this is no cell of a release');
  if (decided.table.id !== table)
    return missing('other-table', `the table that has this cell is ${decided.table.id}, and not ${table}`);
  const result = answer(context, question, audience);
  const [cell, another] = result.kind === 'answer' ? result.answer.cells : [];
  if (result.kind !== 'answer' || cell === undefined || another !== undefined)
    return missing('no-cell', `${decided.newest.event.releaseId} does not give this cell: check its codes`);
  const { k: base, explain } = result.answer;
  const release = decided.newest.event.releaseId;
  const found = { value: cell.value, base, reading: describeValue(cell.value, base), release };
  return { found, releases: [release], explain: explanationDocument(explain) };
}

/** An answer as /v1/trends gives it to a reader of the circle. */
function figureOf(
  context: AnswerContext,
  audience: Audience,
  parameters: Readonly<Record<string, string>>,
): Sourced<unknown> {
  const parsed = askedQuestionSchema.strict().safeParse(parameters);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return missing('no-question', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`);
  }
  const question = wireQuestion(parsed.data);
  const decided = decide(context, question, audience);
  const result = answer(context, question, audience);
  switch (result.kind) {
    case 'refused':
      return missing(
        'no-question',
        result.problems.map(({ field, description }) => `${field}: ${description}`).join('; '),
      );
    case 'nearest':
      return missing('not-released', `no released table answers this: ${result.nearest.why}`);
    case 'answer': {
      const releases =
        decided.kind === 'released' ? decided.releases.map(({ event }) => event.releaseId) : [];
      const found = { ...answerDocument(result.answer), k: result.answer.k };
      return { found, releases, explain: found.explain };
    }
    default:
      return result satisfies never;
  }
}

/**
 * Of the months that a figure of reports is of, those in which nobody of a country said what it did, as releases for the circle say it. Weeks
 * are of receipt: nobody states them.
 */
function silencesIn(
  context: AnswerContext,
  audience: Audience,
  parameters: Readonly<Record<string, string>>,
): ReturnType<Sources['silences']> {
  const parsed = askedQuestionSchema.strict().safeParse(parameters);
  if (!parsed.success) return undefined;
  const decided = decide(context, wireQuestion(parsed.data), audience);
  if (decided.kind !== 'released') return undefined;
  const shown = decided.releases.flatMap(({ event: { period } }) => monthsOf(period)).sort();
  const [from, to] = [shown[0], shown.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  const result = completeness(context, { from, to }, audience);
  if (result.kind === 'refused') return undefined;
  const { months, explain } = completenessDocument(result.answer);
  const told = months.filter(({ period, entries }) => shown.includes(period) && entries.length > 0);
  if (told.length === 0) return undefined;
  const asked = parsed.data.country === '' ? undefined : parsed.data.country.split(',');
  const isAsked = (countries: readonly string[]) =>
    asked === undefined || countries.some((code) => asked.includes(code));
  const silent = told.flatMap(({ entries, ...month }) => {
    const none = entries.filter(({ stated, countries }) => stated === 'none' && isAsked(countries));
    return none.length === 0 ? [] : [{ ...month, entries: none }];
  });
  const releases = silent.map(({ release }) => release);
  return { found: silent, releases, ...(silent.length === 0 ? {} : { explain }) };
}

function monthsOf(period: string): readonly string[] {
  const kind = periodKindOf(period);
  return kind === undefined || kind === 'week' ? [] : releasePeriodsWithin('month', kind, period);
}

/** How completely organisations reported in the months of a period, where releases for the circle say it. */
function reportingIn(
  context: AnswerContext,
  audience: Audience,
  period: string,
): Pick<ReturnType<Sources['completeness']>, 'reporting'> {
  const result = completeness(context, { from: period, to: period }, audience);
  if (result.kind === 'refused') return {};
  const { months, explain } = completenessDocument(result.answer);
  const told = months.filter(({ entries }) => entries.length > 0);
  if (told.length === 0) return {};
  return { reporting: { found: told, releases: told.map(({ release }) => release), explain } };
}

/** What a longer period says less what its parts say, where all of them are for the circle. */
function lateOf(
  { view, gate, plan }: AnswerContext,
  audience: Audience,
  { table, period }: { readonly table: string; readonly period: string },
): Sourced<unknown> {
  const readable = view.releases.filter(({ event }) => isReadable(event, gate, audience));
  const [longer] = narrowestOfEach(
    readable.filter(({ event }) => event.tableId === table && event.period === period),
  );
  if (longer === undefined)
    return missing('not-released', `there is no release of ${table} for ${period} that this circle may see`);
  const ids = componentReleaseIdsOf(plan, longer.event, audienceName(longer.event.audience));
  const parts = ids.flatMap((id): KnownRelease[] => readable.filter(({ event }) => event.releaseId === id));
  const late =
    parts.length === ids.length && ids.length > 0
      ? computeLateAndCorrections(
          longer.event,
          parts.map(({ event }) => event),
        )
      : undefined;
  if (late === undefined)
    return missing(
      'parts-not-released',
      `the shorter periods of ${table} for ${period} are not all released`,
    );
  const releases = [longer, ...parts].map(({ event }) => event.releaseId);
  return { found: lateNumbersOf(late), releases };
}

const missing = (reason: BulletinProblemReason, words: string): Sourced<never> => ({
  missing: words,
  reason,
});

const isDimension = (name: string): name is keyof typeof DIMENSION_NAMES =>
  Object.hasOwn(DIMENSION_NAMES, name);
