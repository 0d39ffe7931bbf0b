import { type Receipt, ReceiptState } from '@waylight/contracts/intake';
import { Option } from 'commander';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { COUNTRY_FLAG, COUNTRY_HELP, nodeCountry } from '../connection/country.ts';
import { type ConnectionFlags, parseTimeoutMs, withConnection } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure, refusedFailure } from '../failure.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';
import {
  receiptDocument,
  receiptLines,
  STATE_NAMES,
  type StateName,
  stateName,
} from '../receipts/receipt.ts';
import { watchReceipt } from '../receipts/watch-receipt.ts';

/** Every receipt has the first state: accepted. */
const [, ...WATCH_STATES] = Object.keys(STATE_NAMES) as StateName[];

type ReceiptFlags = ConnectionFlags & {
  readonly country?: string;
  readonly watch?: boolean;
  readonly until?: StateName;
  readonly verbose?: boolean;
  readonly format: DocumentFormat;
};

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Prints the state of a report: accepted → logged → counted → in a release, or retracted. With --watch it prints every ' +
        'change, until the last state or Ctrl-C, and reconnects after a lost connection.',
    )
    .argument('<report-id>')
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .option('--watch', 'wait, and print every change')
    .addOption(
      new Option('--until <state>', 'watch until this state (implies --watch)').choices(WATCH_STATES),
    )
    .option('--verbose', 'list every release of the report by its id, table by table')
    .addOption(documentFormatOption())
    .addHelpText('after', '\nExample:\n  waylight receipt MK-1 --country MK --until counted');
  withConnection(command).action(
    context.action((reportId: string, flags: ReceiptFlags) => showReceipt(context, reportId, flags)),
  );
};

async function showReceipt(
  context: CommandContext,
  reportId: string,
  flags: ReceiptFlags,
): Promise<ExitCode | undefined> {
  const country = nodeCountry(flags.country);
  const connection = await context.connect(flags, { country });
  const intake = await connection.intake(country);
  const isWatching = flags.watch === true || flags.until !== undefined;
  const print = (receipt: Receipt) => {
    if (flags.format === 'table')
      context.print(receiptLines(receipt, { country, verbose: flags.verbose === true }).join('\n'));
    else if (isWatching) context.printJsonLine(receiptDocument(receipt));
    else context.printJson(receiptDocument(receipt));
  };
  if (!isWatching) {
    const { receipt } = await intake.getReceipt({ reportId });
    if (receipt !== undefined) print(receipt);
    return EXIT.ok;
  }

  const timeout = flags.timeout ?? context.env.timeout;
  const timeoutSignal = timeout === undefined ? undefined : AbortSignal.timeout(parseTimeoutMs(timeout));
  try {
    for await (const receipt of watchReceipt(intake, reportId, context, timeoutSignal)) {
      print(receipt);
      if (flags.until === undefined ? hasEnded(receipt.state) : hasReached(receipt.state, flags.until))
        return EXIT.ok;
      if (hasEnded(receipt.state))
        throw refusedFailure(
          `${reportId} is ${stateName(receipt.state)}: it cannot become ${flags.until} any more`,
        );
    }
  } catch (error) {
    // Ctrl-C is the usual way to end --watch, but interrupts --until.
    if (context.signal.aborted && flags.until === undefined) return EXIT.ok;
    if (timeoutSignal?.aborted === true)
      throw new CommandFailure(EXIT.tryAgain, `${reportId} did not reach the state within ${timeout}`, [
        'The report is still processed. Watch it again; without --timeout the command waits longer.',
      ]);
    throw error;
  }
  return undefined;
}

/** True for a final state. A report that is in a release may still enter further releases. */
export function hasEnded(state: ReceiptState): boolean {
  return state === ReceiptState.IN_RELEASE || state === ReceiptState.RETRACTED;
}

/** True for `until` and later states. `retracted` does not count as later than any other state. */
export function hasReached(state: ReceiptState, until: StateName): boolean {
  const wanted = STATE_NAMES[until];
  if (wanted === ReceiptState.RETRACTED || state === ReceiptState.RETRACTED) return state === wanted;
  return state >= wanted;
}
