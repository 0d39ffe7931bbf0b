import type { DefineCommand, Subcommand } from '../command-context.ts';
import { defineInit } from './region/init.ts';
import { defineRenew } from './region/renew.ts';

const SUBCOMMANDS: readonly Subcommand[] = [
  ['init', 'prepare this machine for the region', defineInit],
  ['renew', "replace the certificates of the region's services", defineRenew],
];

export const defineRegion: DefineCommand = (command, context) => {
  command
    .description('Sets up the machine of the region.')
    .addHelpText('after', '\nExample:\n  sudo waylight region init --host region.example.org');
  for (const [name, summary, define] of SUBCOMMANDS) define(command.command(name).summary(summary), context);
};
