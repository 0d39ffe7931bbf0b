import type { CommandContext, DefineCommand } from '../command-context.ts';
import { COUNTRY_FLAG, COUNTRY_HELP, nodeCountry } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import { type Format, formatOption } from '../options.ts';
import { outcomeCode, outcomeName, stateName } from '../receipts/receipt.ts';
import { readActivities } from '../report-file/read-activities.ts';
import { parseBaseRevision } from '../submission/base-revision.ts';
import { printRows } from '../tables/print-rows.ts';

type ActivityFlags = ConnectionFlags & {
  readonly country?: string;
  readonly revise?: boolean;
  readonly base?: string;
  readonly validateOnly?: boolean;
  readonly format: Format;
};

export const define: DefineCommand = (command, context) => {
  command
    .description(
      "Sends a record of the organisation's activity in a period, from a JSON file (- is stdin). A period with presence " +
        'but without incidents is information too; it differs from a missing record.',
    )
    .argument(
      '<file>',
      'JSON: one record of activity, with `present`; fields as in proto/waylight/intake/v1/report.proto',
    )
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .option('--revise', 'replace an earlier record; needs --base')
    .option('--base <n>', 'the revision to replace')
    .option('--validate-only', 'check everything and send nothing')
    .addOption(formatOption())
    .addHelpText(
      'after',
      `
Example:
  echo '{"activityId": "MK-2025-03", "fromDay": "2025-03-01", "toDay": "2025-03-31",
         "country": "MK", "present": true, "fieldVisits": 12}' | waylight activity - --country MK`,
    );
  withConnection(command).action(
    context.action((file: string, flags: ActivityFlags) => sendActivity(context, file, flags)),
  );
};

type ActivityReceipt = {
  readonly activityId: string;
  readonly outcome: string;
  readonly revision: number;
  readonly state: string;
};

async function sendActivity(context: CommandContext, file: string, flags: ActivityFlags): Promise<ExitCode> {
  const country = nodeCountry(flags.country);
  const baseRevision = parseBase(flags);
  const activities = await readActivities(context, file);
  const connection = await context.connect(flags, { country });
  const intake = await connection.intake(country);
  const validateOnly = flags.validateOnly === true;
  const receipts: ActivityReceipt[] = [];
  try {
    for (const activity of activities) {
      const { activityId } = activity;
      const { receipt, outcome } =
        baseRevision === undefined
          ? await intake.submitActivity({ activity, validateOnly })
          : await intake.reviseActivity({ activity, baseRevision, validateOnly });
      const revision = receipt?.revision ?? 0;
      const state = receipt === undefined ? 'unknown' : stateName(receipt.state);
      receipts.push({ activityId, outcome: outcomeCode(outcome), revision, state });
      if (flags.format === 'table')
        context.print(`${activityId}  ${outcomeName(outcome)}, revision ${revision}`);
    }
  } finally {
    // Records before a refused record are already durable, so their receipts are printed too.
    if (flags.format !== 'table' && receipts.length > 0) await printReceipts(context, flags.format, receipts);
  }
  return EXIT.ok;
}

async function printReceipts(
  context: CommandContext,
  format: Format,
  receipts: readonly ActivityReceipt[],
): Promise<void> {
  await printRows(context, {
    format,
    columns: ['activityId', 'outcome', 'revision', 'state'],
    rows: receipts,
    document: receipts.length === 1 ? receipts[0] : receipts,
  });
}

function parseBase({ revise, base }: ActivityFlags): number | undefined {
  if (revise !== true && base === undefined) return undefined;
  if (revise !== true || base === undefined) throw usageFailure('--revise and --base must be used together');
  const revision = parseBaseRevision(base);
  // `current` is not possible, because no call returns the current revision of an activity report.
  if (revision === 'current')
    throw usageFailure('--base of an activity report must be the number of a revision');
  return revision;
}
