import type { DefineCommand } from '../../command-context.ts';
import {
  applyRegistryChange,
  type RegistryChangeFlags,
  withRegistryChange,
} from '../../registry/apply-change.ts';

const REVOKE_TOO =
  'Revoke its certificates too: otherwise they would be valid for the next holder of the same id.';
const PERMISSION =
  'A lead may do this for network organisations of its own country, an operator for all organisations.';

const CHANGES = {
  'remove-authority': {
    kind: 'authority-removed',
    description: `Removes an authority. ${REVOKE_TOO}`,
    example: 'trial-authority',
  },
  'remove-officer': {
    kind: 'officer-removed',
    description: `Removes a data-protection officer. ${REVOKE_TOO}`,
    example: 'trial-officer',
  },
  suspend: {
    kind: 'organisation-suspended',
    description: `Suspends an organisation: all its certificates are refused everywhere. ${PERMISSION}`,
    example: 'SIM-MK-1 --as MYLA',
  },
  reinstate: {
    kind: 'organisation-reinstated',
    description: `Reinstates a suspended organisation. ${PERMISSION}`,
    example: 'SIM-MK-1 --as MYLA',
  },
} as const;

/** Defines the commands whose change needs only an id. */
export const define: DefineCommand = (command, context) => {
  const name = command.name() as keyof typeof CHANGES;
  const { kind, description, example } = CHANGES[name];
  withRegistryChange(command.description(description).argument('<id>'))
    .addHelpText('after', `\nExample:\n  waylight registry ${name} ${example} --dry-run`)
    .action(
      context.action((id: string, flags: RegistryChangeFlags) =>
        applyRegistryChange(context, { kind, id }, flags),
      ),
    );
};
