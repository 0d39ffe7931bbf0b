import { localDay } from '@waylight/calendar';
import { Layer } from '@waylight/contracts/incident';
import type { NextNumbers } from '@waylight/contracts/insights';
import {
  Dimension,
  type NearestTable,
  type TrendAnswer,
  type TrendQuestion,
} from '@waylight/contracts/trends';
import { formatRounded } from '@waylight/presentation';
import { isLanguage } from '@waylight/taxonomy';
import { answerDocument, DIMENSION_NAMES, questionDocument } from '@waylight/trends';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import type { InsightsCalls } from '../connection/connect.ts';
import { nodeCountry } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure, usageFailure } from '../failure.ts';
import { type Format, formatOption, languageOption } from '../options.ts';
import { describeNothingReleased, nextDocument } from '../releases/next-numbers.ts';
import { answerCsv, emptyCsv } from '../trends/answer-csv.ts';
import { answerTable } from '../trends/answer-table.ts';
import { kebabCase } from '../trends/dimensions.ts';
import { describeFilters, formatCommand, parseQuestion, type QuestionFlags } from '../trends/question.ts';

type TrendsFlags = ConnectionFlags & QuestionFlags & { readonly format: Format; readonly lang: string };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      "Counts the public record (exact), released tables (rounded), or with --own the organisation's reports at its node " +
        '(exact). If no released table answers the question, the nearest table is named.',
    )
    .option('--layer <layer>', 'reports or public-record', 'reports')
    .option('--unit <unit>', 'reports, incidents or victims; never added together', 'incidents')
    .option(
      '--by <dimensions>',
      `separated by commas, or total: ${DIMENSION_NAMES.map(kebabCase).join(', ')}. ` +
        'Only the public record has source-quality and place-precision',
      'period',
    )
    .option('--period <length>', 'week, month, quarter or year', 'month')
    .option('--from <period>', 'the first period: 2025, 2025-Q1, 2025-03, 2025-W10 or 2025-03-14')
    .option('--to <period>', 'the last period, inclusive')
    .option('--country <cc...>', 'only incidents in these countries; with --own, the node to query')
    .option('--where <dimension=codes...>', 'only these codes, such as type=pushback,chain-pushback')
    .option('--own', 'exact numbers of own reports, from the node of --country; marks unfinished periods')
    .addOption(languageOption())
    .addOption(formatOption())
    .addHelpText(
      'after',
      `
Examples:
  waylight trends --layer public-record --unit victims --by period,cause --period year
  waylight trends --by period,country --period month --from 2025
  waylight trends --own --country MK --by type`,
    );
  withConnection(command).action(context.action((flags: TrendsFlags) => showTrends(context, flags)));
};

async function showTrends(context: CommandContext, flags: TrendsFlags): Promise<ExitCode> {
  const question = parseQuestion(flags);
  const insights = flags.own === true ? undefined : await (await context.connect(flags)).insights();
  const answer =
    insights === undefined
      ? await fetchOwnTrends(context, flags, question)
      : await fetchRegionTrends(insights, flags, question);
  if ('nothingReleased' in answer) {
    const { nothingReleased: next } = answer;
    if (flags.format === 'json') context.printJson({ cells: [], ...nextDocument(next) });
    else if (flags.format === 'csv') context.print(await emptyCsv(questionDocument(question).by));
    else context.print(describeNothingReleased(next));
    return EXIT.ok;
  }
  // Own numbers and the public record are exact; released tables are rounded.
  const exact = flags.own === true || question.layer === Layer.PUBLIC_RECORD;
  // The organisation's own numbers still change; released numbers do not.
  const today = flags.own === true ? localDay(Date.now()) : undefined;
  const document = answerDocument(answer);
  switch (flags.format) {
    case 'json':
      context.printJson(document);
      break;
    case 'csv':
      context.print(await answerCsv(document, { exact, today }));
      break;
    case 'table': {
      const language = isLanguage(flags.lang) ? flags.lang : 'en';
      const base = answer.roundingBase || undefined;
      context.print(
        answerTable(document, {
          language,
          exact,
          formatNumber: exact ? String : (value) => formatRounded(value, { language, base }),
          ...(exact || insights === undefined
            ? {}
            : { drawnTotals: await fetchDrawnTotals(insights, question) }),
          columns: context.columns,
          style: context.style,
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

async function fetchOwnTrends(
  context: CommandContext,
  flags: TrendsFlags,
  question: TrendQuestion,
): Promise<TrendAnswer> {
  const [node, ...others] = flags.country ?? [];
  if (others.length > 0 || node?.includes(',') === true)
    throw usageFailure(
      'own numbers come from one node: use --country once, and filter with --where country=CC',
    );
  const country = nodeCountry(node);
  const connection = await context.connect(flags, { country });
  const intake = await connection.intake(country);
  const { answer } = await intake.getOwnTrends({ question });
  return requireAnswer(answer);
}

async function fetchRegionTrends(
  insights: InsightsCalls,
  flags: TrendsFlags,
  question: TrendQuestion,
): Promise<TrendAnswer | { readonly nothingReleased: NextNumbers | undefined }> {
  const { result, next } = await insights.getTrends({ question });
  if (result?.$case !== 'nearest') return requireAnswer(result?.value);
  const { releases } = await insights.getRegionStatus({});
  if (releases.length === 0) return { nothingReleased: next };
  throw notReleasedFailure(question, result.value, flags);
}

/**
 * Totals of a released table by the ids of its columns. They are rounded together with the cells, so they are fetched
 * instead of added up. Empty if no released number answers the question.
 */
async function fetchDrawnTotals(
  insights: InsightsCalls,
  question: TrendQuestion,
): Promise<ReadonlyMap<string, number>> {
  if (question.by.length === 0) return new Map();
  const across = question.by.includes(Dimension.PERIOD) ? [Dimension.PERIOD] : question.by.slice(1).slice(-1);
  if (across.length === question.by.length) return new Map();
  const { result } = await insights.getTrends({ question: { ...question, by: across } });
  if (result?.$case !== 'answer') return new Map();
  return new Map(result.value.cells.map(({ coordinates, value }) => [coordinates[0] ?? '', value]));
}

export function notReleasedFailure(
  asked: TrendQuestion,
  { tableId, why, question }: NearestTable,
  flags: Parameters<typeof formatCommand>[1],
): CommandFailure {
  const command = question && formatCommand(question, flags);
  // If no period of a table is released yet, the nearest question is the one that was asked.
  const isSame = command === formatCommand(asked, flags);
  return new CommandFailure(
    EXIT.notReleased,
    'no released table answers this question',
    command === undefined || tableId === '' || isSame
      ? [why, '`waylight release list` lists what is released.']
      : [why, `The nearest table is ${tableId}. It answers:`, `  ${command}`],
  );
}

function requireAnswer(answer: TrendAnswer | undefined): TrendAnswer {
  if (answer === undefined) throw new TypeError('the response has no answer');
  return answer;
}
