import type { DefineCommand, Subcommand } from '../command-context.ts';
import { defineAddAuthority } from './registry/add-authority.ts';
import { defineAddOfficer } from './registry/add-officer.ts';
import { defineAddOrganisation } from './registry/add-organisation.ts';
import { defineChangeById } from './registry/change-by-id.ts';
import { defineList } from './registry/list.ts';
import { defineShow } from './registry/show.ts';

const SUBCOMMANDS: readonly Subcommand[] = [
  ['list', 'list organisations', defineList],
  ['show', 'print one entry', defineShow],
  ['add-organisation', 'add an organisation', defineAddOrganisation],
  ['add-authority', 'add an authority', defineAddAuthority],
  ['add-officer', 'add a data-protection officer', defineAddOfficer],
  ['remove-authority', 'remove an authority', defineChangeById('remove-authority')],
  ['remove-officer', 'remove a data-protection officer', defineChangeById('remove-officer')],
  ['suspend', 'suspend an organisation', defineChangeById('suspend')],
  ['reinstate', 'reinstate a suspended organisation', defineChangeById('reinstate')],
];

export const defineRegistry: DefineCommand = (command, context) => {
  command
    .description(
      'Reads and changes a registry file. Each change writes the next version, which running services read within seconds, ' +
        'and adds a line to registry-audit.jsonl in the same folder. Works offline.',
    )
    .addHelpText('after', '\nExample:\n  waylight registry list');
  for (const [name, summary, define] of SUBCOMMANDS) define(command.command(name).summary(summary), context);
};
