import type { DefineCommand, Subcommand } from '../command-context.ts';
import { defineNarrow } from './consent/narrow.ts';
import { defineWithdraw } from './consent/withdraw.ts';

const SUBCOMMANDS: readonly Subcommand[] = [
  ['withdraw', 'end a report whose consent was withdrawn', defineWithdraw],
  ['narrow', 'share a report less widely', defineNarrow],
];

export const defineConsent: DefineCommand = (command, context) => {
  command
    .description(
      'Carries out the request of a person who consented to a report. It needs only the id of the report.',
    )
    .addHelpText('after', '\nExample:\n  waylight consent withdraw MK-1 --country MK');
  for (const [name, summary, define] of SUBCOMMANDS) define(command.command(name).summary(summary), context);
};
