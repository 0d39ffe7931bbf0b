import { localDay } from '@waylight/calendar';
import { Layer } from '@waylight/contracts/incident';
import {
  Dimension,
  type NearestTable,
  type TrendAnswer,
  type TrendQuestion,
} from '@waylight/contracts/trends';
import { formatRounded } from '@waylight/presentation';
import { isLanguage } from '@waylight/taxonomy';
import { answerDocument } from '@waylight/trends';
import type { TrendsFlags } from '../commands/trends.ts';
import type { Connection } from '../connection/connect.ts';
import { nodeCountry } from '../connection/country.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure, usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { answerCsv } from './answer-csv.ts';
import { answerTable } from './answer-table.ts';
import { describeFilters, formatCommand, parseQuestion } from './question.ts';

type Insights = Awaited<ReturnType<Connection['insights']>>;

export async function showTrends(kit: Kit, flags: TrendsFlags): Promise<ExitCode> {
  const question = parseQuestion(flags);
  const insights = flags.own === true ? undefined : await (await kit.connect(flags)).insights();
  const answer =
    insights === undefined
      ? await fetchOwnTrends(kit, flags, question)
      : await fetchRegionTrends(insights, flags, question);
  // Own numbers and the public record are exact; what comes from a released table is rounded.
  const exact = flags.own === true || question.layer === Layer.PUBLIC_RECORD;
  // Own numbers go on being counted; what was released does not.
  const today = flags.own === true ? localDay(Date.now()) : undefined;
  switch (flags.format) {
    case 'json':
      kit.print(JSON.stringify(answerDocument(answer), null, 2));
      break;
    case 'csv':
      kit.print(await answerCsv(answerDocument(answer), { exact, today }));
      break;
    case 'table': {
      const language = isLanguage(flags.lang) ? flags.lang : 'en';
      const base = answer.roundingBase || undefined;
      kit.print(
        answerTable(answerDocument(answer), {
          language,
          exact,
          formatNumber: exact ? String : (value) => formatRounded(value, { language, base }),
          ...(exact || insights === undefined
            ? {}
            : { drawnTotals: await fetchDrawnTotals(insights, question) }),
          columns: kit.columns,
          style: kit.style,
          today,
          filters: describeFilters(question, language),
        }),
      );
      break;
    }
    default:
      flags.format satisfies never;
  }
  return EXIT.ok;
}

async function fetchOwnTrends(kit: Kit, flags: TrendsFlags, question: TrendQuestion): Promise<TrendAnswer> {
  const [node, ...others] = flags.country ?? [];
  if (others.length > 0 || node?.includes(',') === true)
    throw usageFailure(
      'own numbers come from one node: say one --country, and narrow down with --where country=CC',
    );
  const country = nodeCountry(node);
  const connection = await kit.connect(flags, { country });
  const intake = await connection.intake(country);
  const { answer } = await intake.getOwnTrends({ question });
  return requireAnswer(answer);
}

async function fetchRegionTrends(
  insights: Insights,
  flags: TrendsFlags,
  question: TrendQuestion,
): Promise<TrendAnswer> {
  const { result } = await insights.getTrends({ question });
  if (result?.$case === 'nearest') throw notReleasedFailure(result.value, flags);
  return requireAnswer(result?.value);
}

/**
 * The totals of a released table, by what stands across in it: they were drawn with the cells, so they are asked for and
 * never added up. None where no released number answers.
 */
async function fetchDrawnTotals(
  insights: Insights,
  question: TrendQuestion,
): Promise<ReadonlyMap<string, number>> {
  if (question.by.length === 0) return new Map();
  const across = question.by.includes(Dimension.PERIOD) ? [Dimension.PERIOD] : question.by.slice(1).slice(-1);
  if (across.length === question.by.length) return new Map();
  const { result } = await insights.getTrends({ question: { ...question, by: across } });
  if (result?.$case !== 'answer') return new Map();
  return new Map(result.value.cells.map(({ coordinates, value }) => [coordinates[0] ?? '', value]));
}

function notReleasedFailure({ tableId, why, question }: NearestTable, flags: TrendsFlags): CommandFailure {
  return new CommandFailure(
    EXIT.notReleased,
    'no released table answers this question',
    question === undefined || tableId === ''
      ? [why]
      : [why, `The nearest table is ${tableId}. It answers:`, `  ${formatCommand(question, flags)}`],
  );
}

function requireAnswer(answer: TrendAnswer | undefined): TrendAnswer {
  if (answer === undefined) throw new TypeError('the answer is empty');
  return answer;
}
