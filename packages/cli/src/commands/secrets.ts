import type { DefineCommand, Subcommand } from '../command-context.ts';
import { defineExport } from './secrets/export.ts';
import { defineImport } from './secrets/import.ts';

const SUBCOMMANDS: readonly Subcommand[] = [
  ['export', 'encrypt all key files of this machine into one file', defineExport],
  ['import', 'write the key files of an encrypted file', defineImport],
];

export const defineSecrets: DefineCommand = (command, context) => {
  command
    .description(
      'Copies the key files of a node or of the region in one encrypted file: for a copy on another medium, or for a new machine. ' +
        'Works offline, and prints no key.',
    )
    .addHelpText('after', '\nExample:\n  sudo waylight secrets export --to age1… --out node-MK-keys.age');
  for (const [name, summary, define] of SUBCOMMANDS) define(command.command(name).summary(summary), context);
};
