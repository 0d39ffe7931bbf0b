import type { Outcome, Receipt } from '@waylight/contracts/intake';
import type { CommandContext } from '../command-context.ts';
import type { Format } from '../options.ts';
import { printRows } from '../tables/print-rows.ts';
import { outcomeCode, type ReceiptContext, receiptDocument, receiptLines, stateName } from './receipt.ts';

/** An accepted operation: its receipt, and its outcome. */
export type AcceptedOperation = {
  readonly receipt: Receipt | undefined;
  readonly outcome: Outcome;
  /** The report's `shareWith` as the sender stated it. */
  readonly shareWith?: string;
};

type PrintOptions = Pick<ReceiptContext, 'country' | 'isRetraction' | 'describeConsequences'> & {
  readonly format: Format;
};

/** Prints receipts in words, as CSV, or as JSON: an object for one receipt, a list for several. */
export async function printReceipts(
  context: Pick<CommandContext, 'print' | 'printJson' | 'style'>,
  done: readonly AcceptedOperation[],
  { format, ...options }: PrintOptions,
): Promise<void> {
  if (format === 'table') {
    for (const { receipt, outcome, shareWith } of done)
      if (receipt !== undefined)
        context.print(receiptLines(receipt, { ...options, outcome, shareWith }).join('\n'));
    return;
  }
  const documents = done.map(({ receipt, outcome }) => ({
    outcome: outcomeCode(outcome),
    ...(receipt === undefined ? {} : { receipt: receiptDocument(receipt, { ...options, outcome }) }),
  }));
  await printRows(context, {
    format,
    columns: ['reportId', 'outcome', 'revision', 'state'],
    rows: done.map(({ receipt, outcome }) => ({
      reportId: receipt?.reportId ?? '',
      outcome: outcomeCode(outcome),
      revision: receipt?.revision ?? 0,
      state: receipt === undefined ? 'unknown' : stateName(receipt.state),
    })),
    document: documents.length === 1 ? documents[0] : documents,
  });
}
