import type { DefineCommand, Subcommand } from '../command-context.ts';
import { defineAccept } from './node/accept.ts';
import { defineAdd } from './node/add.ts';
import { defineInit } from './node/init.ts';
import { defineRenew } from './node/renew.ts';

const SUBCOMMANDS: readonly Subcommand[] = [
  ['init', "prepare this machine for a country's node", defineInit],
  ['add', 'add a node to the region, or renew its certificates', defineAdd],
  ['accept', "install the region's answer", defineAccept],
  ['renew', 'request new certificates', defineRenew],
];

export const defineNode: DefineCommand = (command, context) => {
  command
    .description("Sets up a country's node: init and accept on its machine, add on the region's.")
    .addHelpText('after', '\nExample:\n  sudo waylight node init --country MK --host mk.example.org');
  for (const [name, summary, define] of SUBCOMMANDS) define(command.command(name).summary(summary), context);
};
