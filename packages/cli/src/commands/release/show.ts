import { isoDay } from '@waylight/calendar';
import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import type { ReleaseEvent } from '@waylight/contracts/release';
import {
  ALL,
  type Audience,
  completenessFrom,
  describeValue,
  exportTable,
  needsApproval,
} from '@waylight/disclosure-control';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { type ConnectionFlags, withConnection } from '../../connection/flags.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { type Format, formatOption } from '../../options.ts';
import { fetchRelease } from '../../releases/fetch-release.ts';
import {
  compareWithShorterPeriods,
  lateAndCorrectionLines,
  lateAndCorrectionsDocument,
} from '../../releases/late-and-corrections.ts';
import { printCells } from '../../releases/print-cells.ts';
import { completenessRow } from '../../tables/completeness-rows.ts';
import { codeLabel, formatReleaseTable, releaseTable, victimLines } from '../../tables/release-table.ts';

type ShowFlags = ConnectionFlags & { readonly format: Format };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Prints a release as a table, with notes on how to read its numbers. For a quarter or a year it also prints ' +
        'late reports and corrections: the difference to the sum of the shorter periods.',
    )
    .argument('<id>')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  waylight release show country-month.2025-03.partners');
  withConnection(command).action(
    context.action((id: string, flags: ShowFlags) => showRelease(context, id, flags)),
  );
};

async function showRelease(
  context: CommandContext,
  id: string,
  { format, ...flags }: ShowFlags,
): Promise<ExitCode> {
  const insights = await (await context.connect(flags)).insights();
  const { release, notices } = await fetchRelease(insights, id);
  const audience = audienceOrNarrowest(release.audience);
  if (format === 'csv') {
    await printCells(context, [exportTable(release, audience)]);
    return EXIT.ok;
  }
  const late = await compareWithShorterPeriods(insights, release, audience);
  if (format === 'json') {
    context.printJson({
      release: exportTable(release, audience),
      ...(late === undefined ? {} : { lateAndCorrections: lateAndCorrectionsDocument(late) }),
    });
    return EXIT.ok;
  }
  context.print(formatReleaseTable(releaseTable(release), context.style));
  context.print(
    [
      '',
      ...summaryLines(release, audience),
      ...victimLines(release),
      ...completenessLines(release),
      ...notices,
      ...(late === undefined ? [] : lateAndCorrectionLines(late, release.period, context.style)),
    ].join('\n'),
  );
  return EXIT.ok;
}

/** Notes on how to read the numbers. */
function summaryLines(release: ReleaseEvent, audience: Audience): string[] {
  const { unit, period, roundingBase } = release;
  const covered = release.marginsAreSums ? 'each cell' : 'each cell and total';
  return [
    `${unit}${describeDimensions(release)}, ${period} (${isoDay(release.fromDay)} to ${isoDay(release.toDay)}), ` +
      `for ${audience}; closed after ${isoDay(release.closedDay)} by the plan.`,
    ...breakdownLines(release),
    ...approvalNotice(audience),
    `Every number is a multiple of ${roundingBase}; ${covered} differs from the exact count by less than ${roundingBase}. ` +
      `"${describeValue(0, roundingBase)}" does not mean none.`,
  ];
}

/** Lines with the shares of organisations that sent activity reports; empty if the release has no completeness. */
function completenessLines({ completeness, roundingBase }: ReleaseEvent): string[] {
  if (completeness.length === 0) return [];
  const lines = completeness.map((one) => {
    const row = completenessRow(completenessFrom(one), roundingBase);
    const effort = `field visits ${row['field visits']}, staff days ${row['staff days']}`;
    return `  ${row.country}: ${row.stated === '·' ? row.meaning : `${row.stated}; present: ${row.present}; ${effort}`}`;
  });
  return ['Expected organisations that sent an activity report for the month:', ...lines];
}

function describeDimensions({ rowDimension, columnDimension }: ReleaseEvent): string {
  const dimensions = [rowDimension, columnDimension].filter((dimension) => dimension !== ALL);
  return dimensions.length === 0 ? ' of the region' : ` by ${dimensions.join(' and ')}`;
}

function breakdownLines({
  brokenDownTableId,
  breakdownThreshold,
  notGiven,
  pooledRows,
}: ReleaseEvent): string[] {
  if (brokenDownTableId === '') return [];
  const least =
    breakdownThreshold === 0 ? '' : ` Numbers under ${breakdownThreshold} are not broken down individually.`;
  const missing = notGiven.length === 0 ? '' : ' "·" is a number that is not given; it does not mean zero.';
  const pooled =
    pooledRows.length === 0 ? '' : ` "not broken down" contains ${pooledRows.map(codeLabel).join(', ')}.`;
  return [
    `It breaks down the numbers of ${brokenDownTableId} and adds up to them.${least}${missing}${pooled}`,
  ];
}

/** A note for members, who see the release in the same form before its approval. */
function approvalNotice(audience: Audience): string[] {
  return needsApproval(audience)
    ? ['Until all members have approved it, only members can read it: see "release approvals".']
    : [];
}
