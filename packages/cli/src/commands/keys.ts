import type { DefineCommand, Subcommand } from '../command-context.ts';
import { defineAccept } from './keys/accept.ts';
import { defineAddOrganisation } from './keys/add-organisation.ts';
import { defineShare } from './keys/share.ts';
import { defineShow } from './keys/show.ts';

const SUBCOMMANDS: readonly Subcommand[] = [
  ['show', 'print fingerprints, to compare by telephone', defineShow],
  ['share', 'encrypt the keys that nodes share for the other nodes', defineShare],
  ['accept', 'add the keys that another node shares', defineAccept],
  ['add-organisation', 'create the key of an organisation of this country', defineAddOrganisation],
];

export const defineKeys: DefineCommand = (command, context) => {
  command
    .description(
      'Manages the keys file of a node on this machine. Nodes share the reference keys of organisations that report in several countries: one node creates and encrypts them, the region carries the file, and operators compare fingerprints by telephone. No command prints a key.',
    )
    .addHelpText('after', '\nExample:\n  waylight keys show --dir /srv/waylight');
  for (const [name, summary, define] of SUBCOMMANDS) define(command.command(name).summary(summary), context);
};
