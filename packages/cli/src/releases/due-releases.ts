import { WithheldReason, type WithheldTable } from '@waylight/contracts/operations';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { type Format, formatOption } from '../options.ts';

/** Adds the flags of the commands about due periods. */
export type DueFlags = ConnectionFlags & { readonly period?: string; readonly format: Format };

export function withDueFlags(command: Command): Command {
  return withConnection(
    command.option('--period <period>', 'only this period, such as 2025-03').addOption(formatOption()),
  );
}

export const describeNothingDue = ({ period }: DueFlags): string =>
  period === undefined
    ? 'nothing to publish: no period is due, or due periods wait for the publication hour'
    : `${period} is not published now: it is already published, waits for the publication hour, has not closed yet, or the plan has no table of such periods`;

export function printWithheld(
  { printMessage }: Pick<CommandContext, 'printMessage'>,
  withheld: readonly WithheldTable[],
): void {
  for (const { tableId, period, reason } of withheld)
    printMessage(`${tableId}, ${period}: withheld: ${describeReason(reason)}`);
}

export function describeReason(reason: WithheldReason): string {
  switch (reason) {
    case WithheldReason.NOT_COUPLED:
      return 'the plan has changed since the release of its shorter periods; give the table another id';
    case WithheldReason.DISCLOSES_SMALL_COUNTS:
      return 'with the earlier releases it would disclose a small count; make the table coarser in the plan';
    case WithheldReason.NOT_CHECKED:
      return 'the check for small counts did not finish; aggregation repeats it at its next start';
    case WithheldReason.VICTIMS_DISCLOSE_SMALL_COUNTS:
      return 'only its sums of victims are withheld: with the earlier releases they would disclose a small count';
    default:
      return 'for a reason that this version does not know';
  }
}
