import { GetCompletenessRequest, type GetCompletenessResponse } from '@waylight/contracts/insights';
import { explanationDocument } from '@waylight/trends';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type Format, formatOption } from '../options.ts';
import { describeNext, nextDocument } from '../releases/next-numbers.ts';
import {
  COMPLETENESS_COLUMNS,
  type CompletenessMonths,
  completenessMonths,
  completenessRows,
} from '../tables/completeness-rows.ts';
import { printRows } from '../tables/print-rows.ts';
import { wrapText } from '../tables/text-table.ts';

type CompletenessFlags = ConnectionFlags & {
  readonly from?: string;
  readonly to?: string;
  readonly format: Format;
};

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Prints for each released month and country how many of the expected organisations sent an activity report, and how ' +
        'many were present: all, most, some or none, never which. The last columns are the reported incidents and the ' +
        "meaning. It counts only activity reports that arrived until the month's closing day.",
    )
    .option('--from <period>', 'the first period: 2025, 2025-Q1 or 2025-03')
    .option('--to <period>', 'the last period, inclusive')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  waylight completeness --from 2025-01 --to 2025-12');
  withConnection(command).action(
    context.action((flags: CompletenessFlags) => showCompleteness(context, flags)),
  );
};

async function showCompleteness(
  context: CommandContext,
  { from, to, ...flags }: CompletenessFlags,
): Promise<ExitCode> {
  const insights = await (await context.connect(flags)).insights();
  const response = await insights.getCompleteness(GetCompletenessRequest.fromPartial({ from, to }));
  const months = completenessMonths(response);
  const { asOf, next } = response;
  const explain = requireExplanation(response);
  await printRows(context, {
    format: flags.format,
    columns: COMPLETENESS_COLUMNS,
    rows: completenessRows(months),
    document: {
      ...(asOf === '' ? {} : { asOf }),
      months: months.map(monthDocument),
      ...nextDocument(next),
      explain,
    },
    numbers: ['field visits', 'staff days', 'incidents'],
    none:
      next === undefined
        ? 'The release plan has no completeness of reporting for you.'
        : `No completeness of reporting has been released to you yet. ${describeNext(next)}`,
  });
  if (flags.format !== 'table' || months.length === 0) return EXIT.ok;
  const { unit, source, rounding, method, attribution, footnotes } = explain;
  const notes = [[unit, source, rounding, method].join(' '), ...attribution, ...footnotes];
  context.print(['', ...notes.flatMap((note) => wrapText(note, context.columns ?? 120))].join('\n'));
  return EXIT.ok;
}

function monthDocument({ period, release, roundingBase, entries }: CompletenessMonths[number]) {
  return { period, release, k: roundingBase, entries };
}

function requireExplanation({ explanation }: GetCompletenessResponse) {
  if (explanation === undefined) throw new TypeError('the response has no explanation');
  return explanationDocument(explanation);
}
