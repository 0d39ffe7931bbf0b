import type { DefineCommand, Subcommand } from '../command-context.ts';
import { defineRetention } from './audit/retention.ts';
import { defineShow } from './audit/show.ts';
import { defineVerify } from './audit/verify.ts';

const SUBCOMMANDS: readonly Subcommand[] = [
  ['show', "list a service's audit", defineShow],
  ['verify', 'check an audit for later changes', defineVerify],
  ['retention', 'list retention periods, and what was removed', defineRetention],
];

export const defineAudit: DefineCommand = (command, context) => {
  command.description("Reads a service's audit: actor, action and time, never the content of a report.");
  for (const [name, summary, define] of SUBCOMMANDS) define(command.command(name).summary(summary), context);
};
