import type {
  Binding,
  BulletinProblemReason,
  ReleasedNumber,
  SourceResult,
  Sources,
} from '@waylight/bulletin';
import { periodKindOf, periodsWithin } from '@waylight/calendar';
import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import type { NodeFreshness } from '@waylight/contracts/insights';
import {
  type Audience,
  componentReleaseIdsOf,
  computeLateAndCorrections,
  describeValue,
  lateNumbersOf,
} from '@waylight/disclosure-control';
import { KOSOVO_FOOTNOTE } from '@waylight/disclosure-control/notices';
import {
  answerDocument,
  explanationDocument,
  isDimensionName,
  questionParametersSchema,
  toTrendQuestion,
  toWireQuestion,
} from '@waylight/trends';
import { type AnswerContext, answer } from '../answers/answer.ts';
import { answerCompleteness } from '../answers/completeness.ts';
import { completenessDocument } from '../answers/completeness-schemas.ts';
import { freshnessDocument } from '../answers/freshness.ts';
import { isReadable } from '../answers/is-readable.ts';
import type { KnownRelease } from '../answers/released-snapshot.ts';
import { pickNarrowest, selectSource } from '../answers/select-source.ts';

/** Sources of a bulletin for an audience: the answers that a reader of this audience gets, by the same functions. */
export function createSources(
  context: AnswerContext,
  audience: Audience,
  nodes: readonly NodeFreshness[],
): Sources {
  return {
    cell: (binding) => readCell(context, audience, binding),
    figure: (question) => readFigure(context, audience, question),
    monthsWithoutReport: (question) => readMonthsWithoutReport(context, audience, question),
    late: (binding) => readLate(context, audience, binding),
    completeness: (period) => ({
      nodes: freshnessDocument(nodes),
      ...readReporting(context, audience, period),
    }),
    kosovoFootnote: KOSOVO_FOOTNOTE,
    notice: context.notice,
  };
}

/** One released number, by a question for one cell. */
function readCell(
  context: AnswerContext,
  audience: Audience,
  { table, period, coordinates }: Binding,
): SourceResult<ReleasedNumber> {
  const kind = periodKindOf(period);
  if (kind === undefined)
    return missingSource('no-period', `${period} is not a period of releases: use one such as 2025-03`);
  const unknown = Object.keys(coordinates).find((name) => name === 'period' || !isDimensionName(name));
  if (unknown !== undefined)
    return missingSource('no-dimension', `"${unknown}" is not a dimension: see /v1/release-plan`);
  const question = toWireQuestion({
    layer: 'reports',
    unit: 'incidents',
    by: Object.keys(coordinates),
    period: kind,
    from: period,
    to: period,
    filters: Object.entries(coordinates).map(([dimension, code]) => ({ dimension, values: [code] })),
  });
  const source = selectSource(context, question, audience);
  if (source.kind === 'nearest-table')
    return missingSource('not-released', `no release has this cell: ${source.nearest.why}`);
  if (source.kind !== 'released') return missingSource('no-cell', 'this is not a cell of a release');
  if (source.table.id !== table)
    return missingSource('other-table', `this cell is in the table ${source.table.id}, not in ${table}`);
  const result = answer(context, question, audience);
  const [cell, another] = result.kind === 'answer' ? result.answer.cells : [];
  if (result.kind !== 'answer' || cell === undefined || another !== undefined)
    return missingSource(
      'no-cell',
      `${source.newest.event.releaseId} does not have this cell: check its codes`,
    );
  const { roundingBase: base, explanation } = result.answer;
  const release = source.newest.event.releaseId;
  const value = { value: cell.value, base, reading: describeValue(cell.value, base), release };
  return { value, releases: [release], explain: explanationDocument(explanation) };
}

/** The answer of /v1/trends to a reader of the audience. */
function readFigure(
  context: AnswerContext,
  audience: Audience,
  parameters: Readonly<Record<string, string>>,
): SourceResult<unknown> {
  const parsed = questionParametersSchema.strict().safeParse(parameters);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return missingSource(
      'no-question',
      `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`,
    );
  }
  const question = toTrendQuestion(parsed.data);
  const source = selectSource(context, question, audience);
  const result = answer(context, question, audience);
  switch (result.kind) {
    case 'refused':
      return missingSource(
        'no-question',
        result.problems.map(({ field, description }) => `${field}: ${description}`).join('; '),
      );
    case 'nearest-table':
      return missingSource('not-released', `no released table answers this: ${result.nearest.why}`);
    case 'answer': {
      const releases = source.kind === 'released' ? source.releases.map(({ event }) => event.releaseId) : [];
      const value = { ...answerDocument(result.answer), k: result.answer.roundingBase };
      return { value, releases, explain: value.explain };
    }
    default:
      return result satisfies never;
  }
}

/**
 * Returns the countries without an activity report, for each month of a figure about reports. Reads only releases for the
 * audience. Figures by week are excluded: their weeks are weeks of receipt, and activity reports are monthly.
 */
function readMonthsWithoutReport(
  context: AnswerContext,
  audience: Audience,
  parameters: Readonly<Record<string, string>>,
): ReturnType<Sources['monthsWithoutReport']> {
  const parsed = questionParametersSchema.strict().safeParse(parameters);
  if (!parsed.success) return undefined;
  const source = selectSource(context, toTrendQuestion(parsed.data), audience);
  if (source.kind !== 'released') return undefined;
  const shown = source.releases.flatMap(({ event: { period } }) => monthsOf(period)).sort();
  const [from, to] = [shown[0], shown.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  const result = answerCompleteness(context, { from, to }, audience);
  if (result.kind === 'refused') return undefined;
  const { months, explain } = completenessDocument(result.answer);
  const monthsWithEntries = months.filter(
    ({ period, entries }) => shown.includes(period) && entries.length > 0,
  );
  if (monthsWithEntries.length === 0) return undefined;
  const selectedCountries = parsed.data.country === '' ? undefined : parsed.data.country.split(',');
  const isSelected = (countries: readonly string[]) =>
    selectedCountries === undefined || countries.some((code) => selectedCountries.includes(code));
  const silent = monthsWithEntries.flatMap(({ entries, ...month }) => {
    const none = entries.filter(({ stated, countries }) => stated === 'none' && isSelected(countries));
    return none.length === 0 ? [] : [{ ...month, entries: none }];
  });
  const releases = silent.map(({ release }) => release);
  return { value: silent, releases, ...(silent.length === 0 ? {} : { explain }) };
}

function monthsOf(period: string): readonly string[] {
  const kind = periodKindOf(period);
  return kind === undefined || kind === 'week' ? [] : periodsWithin('month', kind, period);
}

/** Completeness for each month of a period, from releases for the audience. */
function readReporting(
  context: AnswerContext,
  audience: Audience,
  period: string,
): Pick<ReturnType<Sources['completeness']>, 'reporting'> {
  const result = answerCompleteness(context, { from: period, to: period }, audience);
  if (result.kind === 'refused') return {};
  const { months, explain } = completenessDocument(result.answer);
  const monthsWithEntries = months.filter(({ entries }) => entries.length > 0);
  if (monthsWithEntries.length === 0) return {};
  return {
    reporting: {
      value: monthsWithEntries,
      releases: monthsWithEntries.map(({ release }) => release),
      explain,
    },
  };
}

/** Late reports and corrections: a longer period minus its component periods, if the audience may read all of them. */
function readLate(
  { snapshot, approvedReleases, plan }: AnswerContext,
  audience: Audience,
  { table, period }: { readonly table: string; readonly period: string },
): SourceResult<unknown> {
  const readable = snapshot.releases.filter(({ event }) => isReadable(event, approvedReleases, audience));
  const [longer] = pickNarrowest(
    readable.filter(({ event }) => event.tableId === table && event.period === period),
  );
  if (longer === undefined)
    return missingSource(
      'not-released',
      `there is no release of ${table} for ${period} that this audience may read`,
    );
  const ids = componentReleaseIdsOf(plan, longer.event, audienceOrNarrowest(longer.event.audience));
  const components = ids.flatMap((id): KnownRelease[] =>
    readable.filter(({ event }) => event.releaseId === id),
  );
  const late =
    components.length === ids.length && ids.length > 0
      ? computeLateAndCorrections(
          longer.event,
          components.map(({ event }) => event),
        )
      : undefined;
  if (late === undefined)
    return missingSource(
      'parts-not-released',
      `the component periods of ${table} for ${period} are not all released`,
    );
  const releases = [longer, ...components].map(({ event }) => event.releaseId);
  return { value: lateNumbersOf(late), releases };
}

const missingSource = (reason: BulletinProblemReason, message: string): SourceResult<never> => ({
  missing: message,
  reason,
});
