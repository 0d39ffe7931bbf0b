import type { Outcome, Receipt } from '@waylight/contracts/intake';
import type { Kit } from '../kit.ts';
import type { DescribeConsequences } from '../receipts/consequences.ts';
import { outcomeName, receiptDocument, receiptLines } from '../receipts/receipt.ts';

/** An operation that was done: its receipt, and what it did. */
export type AcceptedOperation = {
  readonly receipt: Receipt | undefined;
  readonly outcome: Outcome;
  /** What the sender wrote. */
  readonly shareWith?: string;
};

/** Prints receipts: in words, or as JSON (one object for one, a list for several). */
export function printReceipts(
  kit: Pick<Kit, 'print'>,
  done: readonly AcceptedOperation[],
  {
    country,
    json,
    isRetraction,
    follows,
  }: {
    readonly country: string;
    readonly json: boolean;
    readonly isRetraction?: boolean;
    /** Said of what was done, not of what was only checked or there already. */
    readonly follows?: DescribeConsequences;
  },
): void {
  if (json) {
    const documents = done.map(({ receipt, outcome }) => ({
      outcome: outcomeName(outcome).replaceAll(' ', '-'),
      ...(receipt === undefined ? {} : { receipt: receiptDocument(receipt, { outcome, follows }) }),
    }));
    kit.print(JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2));
    return;
  }
  for (const { receipt, outcome, shareWith } of done)
    if (receipt !== undefined)
      kit.print(receiptLines(receipt, { country, outcome, shareWith, isRetraction, follows }).join('\n'));
}
